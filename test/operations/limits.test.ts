/** How much a caller may ask for, and what stands on every answer. */
import { describe, expect, it } from 'vitest';
import { TestServer } from './test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';

function limited(environment: Readonly<Record<string, string>>): TestServer {
  return new TestServer({ MUSTER_LOCAL: 'true', ...environment });
}

describe('a caller who asks for too much', () => {
  it('is told when to come back, in the shape of Graph, and then served', async () => {
    const server = limited({ MUSTER_REQUESTS_PER_SECOND: '0.1', MUSTER_REQUESTS_BURST: '4' });
    for (let request = 0; request < 4; request++)
      expect((await server.get(`/v1.0/groups/${NOBODY}`)).status).toBe(404);
    const before = server.memory.tables.requestCount();
    const refused = await server.get(`/v1.0/groups/${NOBODY}`);
    expect(refused.status).toBe(429);
    expect(refused.body.error).toMatchObject({
      code: 'TooManyRequests',
      message: 'This caller has sent too many requests. Try again in 10 seconds.',
      innerError: { 'request-id': refused.headers['request-id'] },
    });
    expect(refused.headers['Retry-After']).toBe('10');
    expect(server.memory.tables.requestCount()).toBe(before);
    server.minutes += 10 / 60;
    expect((await server.get(`/v1.0/groups/${NOBODY}`)).status).toBe(404);
    expect((await server.get(`/v1.0/groups/${NOBODY}`)).status).toBe(429);
  });

  it('pays more for a list than for one thing, and for what is not there too', async () => {
    const server = limited({ MUSTER_REQUESTS_PER_SECOND: '0.1', MUSTER_REQUESTS_BURST: '4' });
    expect((await server.get('/v1.0/nothing')).status).toBe(400);
    expect((await server.get('/v1.0/groups')).status).toBe(200);
    // What is there is nothing by now: the rest of what a list costs is waited for.
    const refused = await server.get('/v1.0/nothing');
    expect([refused.status, refused.headers['Retry-After']]).toEqual([429, '10']);
  });

  it('gets much as soon as little, and waits for it afterwards', async () => {
    const server = limited({ MUSTER_REQUESTS_PER_SECOND: '0.1', MUSTER_REQUESTS_BURST: '1' });
    expect((await server.get('/v1.0/groups')).status).toBe(200);
    expect((await server.get('/v1.0/groups')).headers['Retry-After']).toBe('30');
  });

  it('pays for what has to be searched for, and for each part of a batch', async () => {
    const search = limited({ MUSTER_REQUESTS_PER_SECOND: '0.1', MUSTER_REQUESTS_BURST: '1' });
    const query = "?%24Filter=displayName eq 'x'";
    expect((await search.get(`/v1.0/users${query}`)).status).toBe(200);
    expect((await search.get('/v1.0/users')).headers['Retry-After']).toBe('100');
    const server = limited({ MUSTER_REQUESTS_PER_SECOND: '0.1', MUSTER_REQUESTS_BURST: '4' });
    const requests = Array.from({ length: 5 }, (_, at) => ({
      id: String(at),
      method: 'GET',
      url: `/groups/${NOBODY}`,
    }));
    const { status, body } = await server.post('/v1.0/$batch', { requests });
    expect(status).toBe(200);
    const parts: { status: number; headers: Record<string, string> }[] = body.responses;
    const refused = parts.filter((part) => part.status === 429);
    expect(parts.length - refused.length).toBe(3);
    for (const part of refused) expect(part.headers['Retry-After']).toBe('10');
    expect((await server.post('/v1.0/$batch', { requests })).status).toBe(429);
  });

  it.each([
    "%24filter=displayName eq 'x'",
    "%24f%69lter=displayName eq 'x'",
    "$FILTER=displayName eq 'x'",
    '$count=true',
  ])('pays for a search however it is spelled: %s', async (query) => {
    const server = limited({ MUSTER_REQUESTS_PER_SECOND: '0.1', MUSTER_REQUESTS_BURST: '1' });
    expect((await server.get(`/v1.0/users?${query}`)).status).toBe(200);
    expect((await server.get('/v1.0/users')).headers['Retry-After']).toBe('100');
  });

  it('pays for a count, for which everything is read', async () => {
    const server = limited({ MUSTER_REQUESTS_PER_SECOND: '0.1', MUSTER_REQUESTS_BURST: '1' });
    const eventual = { consistencylevel: 'eventual' };
    expect((await server.get('/v1.0/users/$count', eventual)).status).toBe(200);
    expect((await server.get('/v1.0/users')).headers['Retry-After']).toBe('100');
  });

  it('still learns that the server lives', async () => {
    const server = limited({ MUSTER_REQUESTS_PER_SECOND: '1', MUSTER_REQUESTS_BURST: '1' });
    for (let request = 0; request < 10; request++)
      expect((await server.get('/muster/v1/health')).status).toBe(200);
  });

  it('is not limited in the local run', async () => {
    const server = new TestServer();
    for (let request = 0; request < 2_000; request++)
      expect((await server.get(`/v1.0/groups/${NOBODY}`)).status).toBe(404);
  });
});

describe('callers', () => {
  it('have a bucket each, and one for all of them that holds four times as much', async () => {
    const server = limited({ MUSTER_REQUESTS_PER_SECOND: '0.1', MUSTER_REQUESTS_BURST: '4' });
    const served = async (caller: number): Promise<number> => {
      const id = `00000000-0000-4000-8000-00000000000${caller}`;
      const headers = { 'x-muster-act-as': `Groups Administrator;${id}` };
      let count = 0;
      while ((await server.get(`/v1.0/groups/${NOBODY}`, headers)).status === 404) count++;
      return count;
    };
    const counts: number[] = [];
    for (let caller = 1; caller <= 6; caller++) counts.push(await served(caller));
    expect(counts).toEqual([4, 4, 4, 4, 0, 0]);
  });
});

describe('whoever has no token', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('is limited by the address the proxy saw, not by what it was told', async () => {
    const server = new TestServer({
      MUSTER_REQUESTS_PER_SECOND: '0.1',
      MUSTER_REQUESTS_BURST: '2',
    });
    const ask = async (address: string) => (await server.get('/v1.0/groups', from(address))).status;
    expect(await ask('1.2.3.4')).toBe(401);
    expect(await ask('9.9.9.9, 1.2.3.4')).toBe(401);
    expect(await ask('8.8.8.8, 1.2.3.4')).toBe(429);
    expect(await ask('1.2.3.4, 5.6.7.8')).toBe(401);
    expect(server.memory.tables.requestCount()).toBe(0);
  });

  it.each([
    ['203.0.113.9:50001', '203.0.113.9:50002'],
    ['[2001:db8::9]:50001', '[2001:db8::9]:50002'],
  ])('is one address on every connection: %s', async (first, second) => {
    const server = new TestServer({
      MUSTER_REQUESTS_PER_SECOND: '0.1',
      MUSTER_REQUESTS_BURST: '1',
    });
    expect((await server.get('/v1.0/groups', from(first))).status).toBe(401);
    expect((await server.get('/v1.0/groups', from(second))).status).toBe(429);
    const other = first.replace('9', '8');
    expect((await server.get('/v1.0/groups', from(other))).status).toBe(401);
  });
});

describe('a server that is busy', () => {
  it('takes some at once, lets some wait, and turns the rest away at once', async () => {
    const server = limited({ MUSTER_REQUESTS_AT_ONCE: '2' });
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let inside = 0;
    let most = 0;
    server.memory.tables.hooks.before = async () => {
      most = Math.max(most, ++inside);
      await gate;
      inside--;
    };
    const waiting = Array.from({ length: 8 }, () => server.get('/muster/v1/poison'));
    const refused = await server.get('/muster/v1/poison');
    expect(refused.status).toBe(429);
    expect(refused.headers['Retry-After']).toBe('1');
    expect(refused.body.error.code).toBe('TooManyRequests');
    open();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(most).toBeLessThanOrEqual(2);
    expect((await server.get('/muster/v1/poison')).status).toBe(200);
  });

  it('has its places again after requests that failed', async () => {
    const server = limited({ MUSTER_REQUESTS_AT_ONCE: '1' });
    server.memory.tables.hooks.before = () => {
      throw new Error('broken');
    };
    for (let request = 0; request < 10; request++)
      expect((await server.get('/v1.0/groups')).status).toBe(500);
    delete server.memory.tables.hooks.before;
    expect((await server.get('/v1.0/groups')).status).toBe(200);
  });
});

describe('every answer', () => {
  const answers = [
    ['GET', '/v1.0/groups', 200],
    ['GET', '/v1.0/nothing', 400],
    ['OPTIONS', '/v1.0/groups', 405],
    ['GET', '/', 404],
    ['GET', '/muster/v1/health', 200],
  ] as const;

  it.each(answers)(
    'keeps browsers from making anything of it: %s %s',
    async (method, path, status) => {
      const reply = await new TestServer().send(method, path);
      expect(reply.status).toBe(status);
      expect(reply.headers).toMatchObject({
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'DENY',
        'Referrer-Policy': 'no-referrer',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
        'Cache-Control': 'no-cache',
      });
      expect(reply.headers).not.toHaveProperty('Strict-Transport-Security');
    },
  );

  it('tells browsers to stay with https where callers use it', async () => {
    const hsts = async (server: TestServer, headers = {}) =>
      (await server.get('/v1.0/groups', headers)).headers['Strict-Transport-Security'];
    const https = limited({ MUSTER_PUBLIC_URL: 'https://groups.contoso.com' });
    expect(await hsts(https)).toBe('max-age=31536000');
    const forwarded = { 'x-forwarded-proto': 'https' };
    const trusting = limited({ MUSTER_TRUST_FORWARDED: 'true' });
    expect(await hsts(trusting, forwarded)).toBe('max-age=31536000');
    expect(await hsts(new TestServer(), forwarded)).toBeUndefined();
    const http = limited({ MUSTER_PUBLIC_URL: 'http://127.0.0.1:7071' });
    expect(await hsts(http, { 'x-forwarded-proto': 'https' })).toBeUndefined();
  });

  it('lets no other site read it, whatever it asks', async () => {
    const origin = { origin: 'https://evil.example.com', 'access-control-request-method': 'GET' };
    for (const [server, status] of [
      [new TestServer(), 401],
      [new TestServer({}), 401],
    ] as const)
      for (const method of ['OPTIONS', 'GET']) {
        const reply = await server.send(method, '/v1.0/groups', undefined, origin);
        expect(reply.status).toBe(status);
        const names = Object.keys(reply.headers).map((name) => name.toLowerCase());
        expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
        expect(names).not.toContain('allow');
      }
  });
});
