/** Sizes that no other test holds: parts of imports, and what a reader of JSON might be led astray by (docs/limits.md). */
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamic, type Reply, TestServer, userBody } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

const MEBIBYTE = 1_048_576;

describe('a part of an import', () => {
  const NDJSON = { 'content-type': 'application/x-ndjson' };

  async function put(body: string | Uint8Array, headers = {}): Promise<Reply> {
    const { id } = (await server.post('/muster/v1/imports', undefined)).body;
    return server.send('PUT', `/muster/v1/imports/${id}/parts/1`, body, { ...NDJSON, ...headers });
  }

  it('may have four mebibytes, more than any other body', async () => {
    const user = JSON.stringify({ type: 'user', ...userBody() });
    const whole = `${user}\n`.padEnd(4 * MEBIBYTE, ' ');
    expect((await put(whole)).body).toMatchObject({ part: 1, created: 1, failed: 0 });
    const more = await put(`${whole} `);
    expect(more.status).toBe(413);
    expect(more.body.error.message).toContain('4,194,304');
  });

  it('may not unfold to more', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(5 * MEBIBYTE, ' ')));
    expect((await put(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
  });

  it('may have 50,000 lines', async () => {
    const lines = (count: number) => 'x\n'.repeat(count);
    const { status, body } = await put(lines(50_001));
    expect(status).toBe(400);
    expect(body.error.message).toContain('50,000');
    expect((await put(lines(50_000))).status).toBe(200);
  });
});

describe('a body', () => {
  const headers = { 'content-type': 'application/json' };
  const send = (method: string, path: string, body: string | Uint8Array) =>
    server.send(method, path, body, headers);

  it('may begin with a mark of byte order', async () => {
    const body = Buffer.from(`\ufeff${JSON.stringify(userBody())}`);
    expect((await send('POST', '/v1.0/users', new Uint8Array(body))).status).toBe(201);
  });

  it('means the last of two values of one name', async () => {
    const user = JSON.stringify({ ...userBody(), city: 'Kiel' });
    const reply = await send('POST', '/v1.0/users', user.replace(/\}$/, ',"city":"Bonn"}'));
    const { body } = await server.get(`/v1.0/users/${reply.body.id}?$select=city`);
    expect([reply.status, body.city]).toEqual([201, 'Bonn']);
  });

  it.each([
    ['1e999', 'a number beyond all'],
    ['-1e999', 'a number below all'],
    ['9'.repeat(400), 'a huge integer'],
    ['1e-999', 'a number that is nothing, which is no whole one'],
  ])('has numbers that are numbers: %s', async (number) => {
    const id = await server.createGroup(dynamic('user.city -eq "Bonn"'));
    const guard = `{"guard":{"minimumSize":${number}}}`;
    const reply = await send('PATCH', `/muster/v1/groups/${id}`, guard);
    const { body } = await server.get(`/muster/v1/groups/${id}`);
    // What is too small for a double is 0, as everywhere in JSON.
    if (number === '1e-999') expect(body.guard.minimumSize).toBe(0);
    else expect([reply.status, body.guard]).toEqual([400, null]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'with %s in it changes nothing but what it says',
    async (name) => {
      const id = await server.createUser({ city: 'Kiel' });
      const reply = await send('PATCH', `/v1.0/users/${id}`, `{"${name}":{"polluted":1}}`);
      expect(reply.status).toBe(400);
      const inside = `{"onPremisesExtensionAttributes":{"${name}":{"polluted":1}}}`;
      expect((await send('PATCH', `/v1.0/users/${id}`, inside)).status).toBe(400);
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
      expect((await server.get(`/v1.0/users/${id}?$select=city`)).body.city).toBe('Kiel');
    },
  );
});
