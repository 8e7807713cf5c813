/** What the log holds: a line a request, a line a message, errors under names that do not change. */
import { beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import type { LogLevel } from '../../src/ports/logger.ts';
import { dynamic, TestServer } from '../operations/test-server.ts';

interface Line {
  readonly level: LogLevel;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into lines of every shape.
  readonly is: any;
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;

let lines: Line[];
let server: TestServer;

beforeEach(() => {
  lines = [];
  server = listening();
});

function listening(level = 'information'): TestServer {
  return new TestServer({ MUSTER_LOCAL: 'true', MUSTER_LOG_LEVEL: level }, (is, line) =>
    lines.push({ level: is, is: JSON.parse(line) }),
  );
}

function of(event: string): readonly Line[] {
  return lines.filter(({ is }) => is.event === event);
}

describe('a request', () => {
  it('has one line: who asked for what, of which group, how it ended, and how long it took', async () => {
    const id = await server.createGroup(dynamic('user.department -eq "Sales"'));
    lines.length = 0;
    const reply = await server.patch(`/v1.0/groups/${id}`, { description: 'Who sells' });
    expect(lines).toEqual([
      {
        level: 'information',
        is: {
          event: 'request',
          trace: expect.stringMatching(/^[0-9a-f]{32}$/),
          span: expect.stringMatching(/^[0-9a-f]{16}$/),
          requestId: reply.headers['request-id'],
          clientRequestId: reply.headers['client-request-id'],
          operation: 'updateGroup',
          method: 'PATCH',
          status: 204,
          caller: LOCAL_ADMINISTRATOR.id,
          callerKind: 'user',
          group: id,
          milliseconds: expect.any(Number),
        },
      },
    ]);
  });

  it('names what it created', async () => {
    const user = await server.createUser();
    expect(of('request')).toMatchObject([{ is: { operation: 'createUser', object: user } }]);
  });

  it('that is a batch tells its parts, and each is counted', async () => {
    const id = await server.createGroup(dynamic('user.department -eq "Sales"'));
    lines.length = 0;
    await server.post('/v1.0/$batch', {
      requests: [
        { id: '1', method: 'GET', url: `/groups/${id}` },
        { id: '2', method: 'GET', url: '/users/nobody@contoso.com' },
        { id: '3', method: 'GET', url: '/nothing' },
      ],
    });
    expect(of('request')).toHaveLength(1);
    expect(of('request')[0]?.is.parts).toEqual(
      expect.arrayContaining([
        { operation: 'getGroup', status: 200, group: id },
        { operation: 'getUser', status: 404 },
        { operation: 'unknown', status: 400 },
      ]),
    );
    const { body } = await server.get('/muster/v1/metrics');
    expect(body).toContain('{operation="getUser",status="404"} 1');
  });

  it('names nobody by name, and says nothing of bodies, queries and tokens', async () => {
    await server.createUser({ userPrincipalName: 'adele@contoso.com', displayName: 'Adele Vance' });
    await server.get('/v1.0/users/adele@contoso.com?$select=displayName', {
      authorization: 'Bearer not-to-be-seen-anywhere',
      cookie: 'session=not-to-be-seen-anywhere',
    });
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toMatch(/adele|vance|not-to-be-seen|displayName/i);
  });

  it('is told when it is refused, and asks for what nobody knows', async () => {
    await server.get('/v1.0/nothing');
    expect(of('request')).toMatchObject([{ is: { operation: 'unknown', status: 400 } }]);
  });

  it('that fails has a line at error, under the same trace', async () => {
    server.memory.tables.hooks.before = () => Promise.reject(new Error('The disk is full'));
    const reply = await server.get('/v1.0/groups', { traceparent: TRACEPARENT });
    expect(reply.status).toBe(500);
    expect(lines).toMatchObject([
      { level: 'error', is: { event: 'requestFailed', error: 'The disk is full', trace: TRACE } },
      { level: 'information', is: { event: 'request', status: 500, trace: TRACE } },
    ]);
    expect(lines[0]?.is.stack.length).toBeGreaterThan(0);
  });

  it('holds no secret, whatever an error says', async () => {
    const key = `${'A'.repeat(86)}==`;
    const said = `Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln; AccountName=x;AccountKey=${key};`;
    server.memory.tables.hooks.before = () => Promise.reject(new Error(`"Refused" ${said}`));
    await server.get('/v1.0/groups');
    const [line] = of('requestFailed');
    expect(line?.is.error).toContain('"Refused"');
    expect(line?.is.error).toContain('AccountName=x');
    expect(JSON.stringify(lines)).not.toMatch(/eyJ|AAAA/);
  });

  it.each([
    ['warning', 0],
    ['none', 0],
    ['information', 1],
    ['debug', 1],
  ])('is written at level %s %i times', async (level, times) => {
    await listening(level).get('/v1.0/groups');
    expect(lines).toHaveLength(times);
  });
});

describe('the trace of a request', () => {
  it('is found at the commit of what it changed, however many messages later', async () => {
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    const user = await server.createUser({ department: 'Legal' });
    await server.settle();
    lines.length = 0;
    await server.patch(
      `/v1.0/users/${user}`,
      { department: 'Sales' },
      {
        traceparent: TRACEPARENT,
      },
    );
    await server.settle();
    const [asked] = of('request');
    expect(asked?.is).toMatchObject({ trace: TRACE, parent: 'b7ad6b7169203331', object: user });
    expect(of('message')).toMatchObject([
      {
        is: {
          queue: 'membership-changes',
          trace: TRACE,
          parent: asked?.is.span,
          changed: [{ group, cause: 'change', added: 1, removed: 0 }],
          changedGroups: 1,
          settled: 1,
        },
      },
    ]);
  });

  it('goes through a run: its plan, its ranges, its commit', async () => {
    await server.createUser({ department: 'Sales' });
    await server.settle();
    lines.length = 0;
    const body = { ...groupNamed('Sellers'), ...dynamic('user.department -eq "Sales"') };
    const { body: group } = await server.send('POST', '/v1.0/groups', body, {
      traceparent: TRACEPARENT,
    });
    await server.settle();
    const messages = of('message').map(({ is }) => is);
    expect(new Set(messages.map(({ trace }) => trace))).toEqual(new Set([TRACE]));
    const ranges = messages.find((message) => message.ranges !== undefined);
    const commit = messages.find((message) => message.changed !== undefined);
    expect(commit).toMatchObject({ changed: [{ group: group.id, cause: 'run', added: 1 }] });
    expect(commit.runs).toEqual([ranges.run]);
  });

  it('begins anew with a message of a sender that says none, and one that says nonsense', async () => {
    await server.app.changesMessage({ objects: [0] }, undefined, server.invocation);
    await server.app.changesMessage(
      { objects: [0], traceparent: { deep: 1 } },
      undefined,
      server.invocation,
    );
    expect(of('message')).toHaveLength(2);
    for (const { is } of of('message')) expect(is).not.toHaveProperty('parent');
  });
});

describe('what failed for good', () => {
  it('is an error with the group and the reason', async () => {
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    server.memory.tables.hooks.before = ({ name, operation }) =>
      name === 'runs' && operation === 'transact'
        ? Promise.reject(new Error('The run cannot be written'))
        : Promise.resolve();
    await server.settle();
    expect(of('groupFailed')).toMatchObject([
      { level: 'error', is: { group, code: 'PROCESSING_FAILED' } },
    ]);
    expect(of('messageFailed').length).toBeGreaterThan(0);
  });

  it('is told of a message that nobody understands', async () => {
    await server.app.changesMessage({ objects: 'all' }, { id: 'm1', count: 1 }, server.invocation);
    expect(of('messageNotUnderstood')).toMatchObject([
      { level: 'error', is: { message: 'm1', queue: 'membership-changes' } },
    ]);
  });

  it('is told of a delay, at warning before it is one', async () => {
    await server.createGroup(dynamic('user.department -eq "Sales"'));
    server.minutes = 20;
    await server.app.checkDelay(server.invocation);
    expect(of('delayWarning')).toMatchObject([{ level: 'warning', is: { limitMinutes: 15 } }]);
    server.minutes = 25 * 60;
    await server.app.checkDelay(server.invocation);
    expect(of('delay')).toMatchObject([{ level: 'error', is: { limitMinutes: 24 * 60 } }]);
  });
});

function groupNamed(name: string): Readonly<Record<string, unknown>> {
  return { displayName: name, mailEnabled: false, mailNickname: name, securityEnabled: true };
}
