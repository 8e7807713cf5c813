/** Whether an instance can work, told in a word to everybody, and why not to those who may know. */
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamic, TestServer } from '../operations/test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

/** Another host than this machine: nobody is signed in. */
const STRANGER = { host: 'groups.contoso.com' };

function breakStorage(resource: string): void {
  const fail = ({ name }: { readonly name: string }) =>
    name === resource ? Promise.reject(new Error(`${name} does not answer`)) : undefined;
  server.memory.tables.hooks.before = fail;
  server.memory.queues.hooks.before = fail;
}

async function reasons(): Promise<Readonly<Record<string, string>>> {
  server.minutes += 0.2;
  const { body } = await server.get('/muster/v1/health');
  return Object.fromEntries(
    body.checks
      .filter(({ reason }: { reason: string | null }) => reason !== null)
      .map(({ name, reason }: { name: string; reason: string }) => [name, reason]),
  );
}

describe('health', () => {
  it('is ok, check by check', async () => {
    const reply = await server.get('/muster/v1/health/ready');
    expect(reply.status).toBe(200);
    expect(reply.body.status).toBe('ok');
    expect(reply.body.checks.map(({ name }: { name: string }) => name)).toEqual([
      'tables',
      'queues',
      'timers',
      'processing',
      'authentication',
    ]);
    expect(await reasons()).toEqual({});
  });

  it.each(['rules', 'membership-runs'])(
    'is 503 when %s does not answer, and says so',
    async (name) => {
      breakStorage(name);
      expect((await server.get('/muster/v1/health')).status).toBe(503);
      expect(Object.values(await reasons()).join()).toContain(`${name} does not answer`);
    },
  );

  it('tells strangers the word alone', async () => {
    breakStorage('rules');
    for (const path of ['health', 'health/ready']) {
      const reply = await server.get(`/muster/v1/${path}`, STRANGER);
      expect(reply).toMatchObject({ status: 503, body: { status: 'unavailable' } });
      expect(Object.keys(reply.body)).toEqual(['status']);
    }
  });

  it('lives as long as the process answers', async () => {
    breakStorage('rules');
    const reply = await server.get('/muster/v1/health/live', STRANGER);
    expect(reply).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('notices when no timer has run for a quarter of an hour', async () => {
    await server.app.checkDelay();
    server.minutes = 14;
    expect(await reasons()).toEqual({});
    server.minutes = 16;
    expect((await reasons()).timers).toContain('since 2026-11-21T12:00:00.000Z');
    expect((await server.get('/muster/v1/health', STRANGER)).status).toBe(200);
    expect((await server.get('/muster/v1/health', STRANGER)).body.status).toBe('degraded');
    await server.app.checkDelay();
    expect(await reasons()).toEqual({});
  });

  it('notices that nothing is processed', async () => {
    await server.createGroup(dynamic('user.department -eq "Sales"'));
    server.minutes = 20;
    await server.app.checkDelay();
    expect((await reasons()).processing).toContain('more than 15 minutes');
    await server.settle();
    await server.app.checkDelay();
    expect(await reasons()).toEqual({});
  });

  it('asks storage once in five seconds, however often it is asked', async () => {
    await server.get('/muster/v1/health');
    server.memory.tables.requests.clear();
    await Promise.all(Array.from({ length: 50 }, () => server.get('/muster/v1/health')));
    expect(server.memory.tables.requestCount()).toBe(0);
    server.minutes += 0.1;
    await Promise.all(Array.from({ length: 50 }, () => server.get('/muster/v1/health')));
    expect(server.memory.tables.requestCount()).toBe(3);
  });

  it('is degraded where nobody can sign in', async () => {
    server = new TestServer({ MUSTER_LOCAL: '' });
    const reply = await server.get('/muster/v1/health');
    expect(reply).toMatchObject({ status: 200, body: { status: 'degraded' } });
  });
});
