/** Requests with an Idempotency-Key: sent again they are not done again. */
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { StorageError } from '../../src/storage/storage-error.ts';
import { GuardedServer } from './guarded-server.ts';
import { dynamic, type Reply, TestServer, userBody } from './test-server.ts';

const KEY = '"8e03978e-40d5-43dd-bc93-6894a57f9324"';
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

function post(path: string, body: unknown, key: string = KEY): Promise<Reply> {
  return server.send('POST', `/muster/v1/${path}`, body, { 'idempotency-key': key });
}

async function imports(): Promise<readonly unknown[]> {
  return (await server.get('/muster/v1/imports')).body.value;
}

describe('the same request with the same key', () => {
  it('gets the same answer, and nothing is done again', async () => {
    const first = await post('imports', undefined);
    const second = await post('imports', undefined);
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers.Location).toBe(first.headers.Location);
    expect(second.headers['request-id']).not.toBe(first.headers['request-id']);
    expect(await imports()).toHaveLength(1);
  });

  it('gets it also when the key is written without quotes, and with another key not', async () => {
    const first = await post('imports', undefined);
    const plain = await post('imports', undefined, KEY.replaceAll('"', ''));
    expect(plain.body).toEqual(first.body);
    expect((await post('imports', undefined, '"another"')).body).not.toEqual(first.body);
    expect(await imports()).toHaveLength(2);
  });

  it('is done again after a day', async () => {
    const first = await post('imports', undefined);
    server.minutes += 24 * 60 - 1;
    expect((await post('imports', undefined)).body).toEqual(first.body);
    server.minutes += 2;
    expect((await post('imports', undefined)).body).not.toEqual(first.body);
    server.minutes += 24 * 60 - 1;
    await server.app.forgetAnswers();
    expect(server.memory.tables.dump('idempotency')).toHaveLength(1);
    server.minutes += 2;
    await server.app.forgetAnswers();
    expect(server.memory.tables.dump('idempotency')).toEqual([]);
  });

  it('is done again after it was refused or failed: neither is an answer for ever', async () => {
    const id = await server.createGroup(dynamic('user.city -eq "Bonn"'));
    await server.patch(`/v1.0/groups/${id}`, { membershipRuleProcessingState: 'Paused' });
    expect((await post(`groups/${id}/reprocess`, undefined)).status).toBe(400);
    await server.patch(`/v1.0/groups/${id}`, { membershipRuleProcessingState: 'On' });
    server.memory.tables.hooks.before = ({ name }) => {
      if (name !== 'groups') return;
      throw new StorageError({ operation: 'get', name, status: 503 }, 'Busy');
    };
    expect((await post(`groups/${id}/reprocess`, undefined)).status).toBe(503);
    delete server.memory.tables.hooks.before;
    expect((await post(`groups/${id}/reprocess`, undefined)).status).toBe(202);
  });

  it('that asks to be sent again is done again', async () => {
    const { id } = (await post('imports', undefined)).body;
    const line = JSON.stringify({ type: 'user', ...userBody(), manager: 'later@contoso.com' });
    await server.send('PUT', `/muster/v1/imports/${id}/parts/1`, line, {
      'content-type': 'application/x-ndjson',
    });
    server.memory.tables.hooks.before = ({ name }) => {
      if (name === 'imports') server.minutes += 2;
    };
    const slow = await post(`imports/${id}/complete`, undefined);
    expect([slow.status, slow.headers['Retry-After']]).toEqual([202, '1']);
    delete server.memory.tables.hooks.before;
    expect((await post(`imports/${id}/complete`, undefined)).body.status).toBe('complete');
  });

  it('is refused while it is being done', async () => {
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    server.memory.tables.hooks.before = async ({ name }) => {
      if (name === 'imports') await gate;
    };
    const first = post('imports', undefined);
    while (server.memory.tables.dump('idempotency').length === 0) await Promise.resolve();
    const meanwhile = await post('imports', undefined);
    expect(meanwhile.status).toBe(409);
    expect(meanwhile.body.error.code).toBe('idempotencyKeyInUse');
    expect(Number(meanwhile.headers['Retry-After'])).toBeGreaterThan(0);
    open();
    expect((await first).status).toBe(201);
    expect((await post('imports', undefined)).body).toEqual((await first).body);
  });

  it('sent many times at once is done once', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => post('imports', undefined)));
    expect(await imports()).toHaveLength(1);
    const statuses = new Set(replies.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([201, 409]);
  });
});

describe('the same key', () => {
  it.each([
    ['another body', 'pause-all', { reason: 'b' }],
    ['other exceptions', 'pause-all', { reason: 'a', exceptions: [] }],
    ['another address', 'pause-all?x=1', { reason: 'a' }],
    ['a body packed in another way', 'pause-all', new Uint8Array(gzipSync('{"reason":"a"}'))],
  ])('with %s is refused', async (_case, path, body) => {
    expect((await post('pause-all', { reason: 'a' })).status).toBe(200);
    const other = await post(path, body);
    expect(other.status).toBe(422);
    expect(other.body.error.code).toBe('idempotencyKeyReused');
  });

  it('of another caller is another key', async () => {
    const as = (number: number) => ({
      'idempotency-key': KEY,
      'x-muster-act-as': `Global Administrator;00000000-0000-4000-8000-00000000000${number}`,
    });
    const first = await server.send('POST', '/muster/v1/imports', undefined, as(1));
    const second = await server.send('POST', '/muster/v1/imports', undefined, as(2));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('tells nobody the answer who may not ask', async () => {
    expect((await post('pause-all', { reason: 'a' })).status).toBe(200);
    const id = '00000000-0000-4000-8000-000000000001';
    const headers = { 'idempotency-key': KEY, 'x-muster-act-as': `User;${id}` };
    const path = '/muster/v1/pause-all';
    expect((await server.send('POST', path, { reason: 'a' }, headers)).status).toBe(403);
  });

  it('is another key for another operation, and counts for our own routes alone', async () => {
    expect((await post('pause-all', { reason: 'a' })).status).toBe(200);
    expect((await post('resume-all', undefined)).status).toBe(204);
    expect((await post('resume-all', undefined)).status).toBe(204);
    const user = { displayName: 'x' };
    const headers = { 'idempotency-key': KEY };
    for (let time = 0; time < 2; time++)
      expect((await server.send('POST', '/v1.0/applications', user, headers)).status).toBe(201);
  });

  it.each(['""', 'a b', '"a', 'a"b', 'ключ', `"${'x'.repeat(256)}"`, '"a\\b"', ' '])(
    'has to be a key: %s',
    async (key) => {
      const headers = { get: (name: string) => (name === 'idempotency-key' ? key : 'localhost') };
      const url = 'http://localhost:7071/muster/v1/imports';
      const request = { method: 'POST', url, headers, body: new Uint8Array() };
      const local = { ...request, headers: { get: (name: string) => localHeader(headers, name) } };
      const answer = await server.app.handle(local, server.invocation);
      expect(server.errors).toEqual([]);
      expect(answer.status).toBe(400);
      expect(answer.body).toContain('invalidIdempotencyKey');
      expect(await imports()).toEqual([]);
    },
  );
});

function localHeader(headers: { get(name: string): string }, name: string): string | null {
  return ['idempotency-key', 'host'].includes(name) ? headers.get(name) : null;
}

describe('whoever dies after the work and before the answer is kept', () => {
  /** The process is gone once it would keep its answer: whatever it would still do to storage does not happen. */
  function dies(at: TestServer): Promise<void> {
    return new Promise((resolve) => {
      at.memory.tables.hooks.before = ({ name, operation, actions }) => {
        const isKeeping = name === 'idempotency' && operation === 'transact';
        if (!isKeeping || actions?.[0]?.kind === 'create') return undefined;
        resolve();
        return new Promise(() => {});
      };
    });
  }

  it('leaves a claim that ends; then the request is done again', async () => {
    const dead = dies(server);
    void post('imports', undefined);
    await dead;
    expect(await imports()).toHaveLength(1);
    delete server.memory.tables.hooks.before;
    const early = await post('imports', undefined);
    expect(early.status).toBe(409);
    expect(Number(early.headers['Retry-After'])).toBe(300);
    server.minutes += 5.1;
    const again = await post('imports', undefined);
    expect(again.status).toBe(201);
    expect((await post('imports', undefined)).body).toEqual(again.body);
  });

  it('has released a hold: done again it says that the hold has ended, and members stay', async () => {
    const guarded = new GuardedServer();
    server = guarded;
    const id = await guarded.guarded();
    await guarded.setRule(id, 'user.city -eq "Bonn"');
    await guarded.settle();
    const [{ id: holdId, diffHash }] = await guarded.held();
    const dead = dies(guarded);
    void post(`holds/${holdId}/release`, { diffHash });
    await dead;
    expect(await guarded.members(id)).toHaveLength(6);
    delete guarded.memory.tables.hooks.before;
    guarded.minutes += 5.1;
    const again = await post(`holds/${holdId}/release`, { diffHash });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'holdEnded' } } });
    await guarded.settle();
    expect(await guarded.members(id)).toHaveLength(6);
    expect((await guarded.get(`/muster/v1/holds/${holdId}`)).body.status).toBe('released');
  });
});

describe('a failing storage', () => {
  const fail = () => {
    throw new StorageError({ operation: 'reach', name: 'idempotency' }, 'No answer');
  };

  it('that cannot keep the answer is no reason to say that nothing was done', async () => {
    server.memory.tables.hooks.before = ({ name, actions }) => {
      if (name === 'idempotency' && actions?.[0]?.kind === 'replace') fail();
    };
    expect((await post('imports', undefined)).status).toBe(201);
    expect(server.memory.tables.dump('idempotency')).toEqual([]);
  });

  it('that cannot claim it does nothing, and once it can the request is served', async () => {
    server.memory.tables.hooks.before = ({ name }) => {
      if (name === 'idempotency') fail();
    };
    expect((await post('imports', undefined)).status).toBe(503);
    expect(await imports()).toEqual([]);
    delete server.memory.tables.hooks.before;
    expect((await post('imports', undefined)).status).toBe(201);
  });
});

describe.each(['before', 'after'] as const)(
  'a call of storage that fails %s its effect',
  (when) => {
    it('keeps nobody from an answer who sends the request again, wherever it is', async () => {
      const answers: unknown[] = [];
      for (let at = 0; ; at++) {
        server = new TestServer();
        let calls = 0;
        const { hooks } = server.memory.tables;
        hooks[when] = ({ name }) => {
          if (calls++ === at) throw new StorageError({ operation: 'reach', name }, 'No answer');
        };
        let reply = await post('pause-all', { reason: 'a' });
        for (let attempt = 0; attempt < 5 && reply.status >= 400; attempt++) {
          expect([409, 503]).toContain(reply.status);
          // A claim whose answer was lost ends by itself.
          server.minutes += Number(reply.headers['Retry-After']) / 60 + 0.1;
          reply = await post('pause-all', { reason: 'a' });
        }
        delete hooks[when];
        expect(reply.status).toBe(200);
        answers.push(reply.body.state);
        expect((await post('pause-all', { reason: 'a' })).body).toEqual(reply.body);
        expect((await server.get('/muster/v1/pause-all')).body.reason).toBe('a');
        if (calls <= at) break;
      }
      expect(answers.length).toBeGreaterThan(4);
    });
  },
);
