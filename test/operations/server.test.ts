import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { groupBody, TestServer } from './test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

describe('every answer', () => {
  it('bears its identifiers in headers and in the error', async () => {
    const own = 'b1c0aaaa-0000-4000-8000-000000000000';
    const reply = await server.get(`/v1.0/groups/${NOBODY}`, { 'client-request-id': own });
    expect(reply.headers).toMatchObject({
      'client-request-id': own,
      'OData-Version': '4.0',
      'Cache-Control': 'no-cache',
      'Content-Type': expect.stringContaining('application/json;odata.metadata=minimal'),
    });
    expect(reply.body.error.innerError).toEqual({
      date: '2026-11-21T12:00:00',
      'request-id': reply.headers['request-id'],
      'client-request-id': own,
    });
  });

  it('never echoes a request id that is no GUID', async () => {
    const { headers } = await server.get('/v1.0/groups', { 'client-request-id': '<script>' });
    expect(headers['client-request-id']).toBe(headers['request-id']);
  });

  it('links to the address callers use, and believes a proxy only when told to', async () => {
    await server.createUser();
    await server.createUser();
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': '127.0.0.1' };
    const { body } = await server.get('/v1.0/users?$top=1', forwarded);
    expect(body['@odata.nextLink']).toMatch(/^http:\/\/localhost:7071\/v1\.0\/users\?/);
    const trusting = new TestServer({ MUSTER_LOCAL: 'true', MUSTER_TRUST_FORWARDED: 'true' });
    expect((await trusting.get('/v1.0/users', forwarded)).body['@odata.context']).toBe(
      'https://127.0.0.1/v1.0/$metadata#users',
    );
    const fixed = new TestServer({
      MUSTER_LOCAL: 'true',
      MUSTER_PUBLIC_URL: 'https://groups.contoso.com/',
    });
    expect((await fixed.get('/v1.0/users')).body['@odata.context']).toBe(
      'https://groups.contoso.com/v1.0/$metadata#users',
    );
  });
});

describe('addresses', () => {
  it.each([
    ['/v1.0/teams', 'teams'],
    [`/v1.0/groups/${NOBODY}/flavour`, 'flavour'],
    ['/v1.0/users/a@b.c/manager/flavour', 'flavour'],
    ['/muster/v1/flavour', 'flavour'],
  ])('%s has an unknown segment', async (path, segment) => {
    const reply = await server.get(path);
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({
      code: 'BadRequest',
      message: `Resource not found for the segment '${segment}'.`,
    });
  });

  it.each([
    ['PUT', '/v1.0/groups'],
    ['DELETE', '/v1.0/users'],
    ['POST', `/v1.0/groups/${NOBODY}/members/$count`],
    ['PATCH', `/v1.0/groups/${NOBODY}/members`],
    ['HEAD', '/v1.0/groups'],
    ['POST', '/muster/v1/health'],
  ])('%s %s is the wrong method', async (method, path) => {
    const reply = await server.send(method, path, method === 'HEAD' ? undefined : {});
    expect(reply.status).toBe(405);
    expect(reply.body.error.message).toBe(
      'Specified HTTP method is not allowed for the request target.',
    );
    expect(reply.headers.Allow).toMatch(/^(GET|POST)/);
  });

  it.each([
    ['/v1.0/users/%zz', 400],
    ['/v1.0/users/a%00b', 400],
    ['/v1.0/users/%E2%82', 400],
    [`/v1.0/users/${'x'.repeat(8_200)}`, 414],
    ['/muster', 400],
    ['/', 404],
    ['/v2.0/users', 404],
    ['/v1.0/users/..%2f..%2fsecret', 404],
    ["/v1.0/devices(flavour='x')", 400],
  ])('%s is answered %i', async (path, status) => {
    const reply = await server.get(path);
    expect(reply.status).toBe(status);
    expect(reply.body.error.message).not.toBe('');
    expect(server.errors).toEqual([]);
  });
});

describe('keys that nothing can have', () => {
  it.each([
    'groups/a%2Fb',
    'groups/a%2Fb/members',
    'groups/sales/members/$count',
    'users/a%5Cb%40contoso.com',
    'users/a%23b',
    "devices(deviceId='a%3Fb')",
    'applications/x/extensionProperties',
  ])('are answered 404 without asking storage, which refuses such keys: %s', async (path) => {
    const before = new Map(server.memory.tables.requests);
    const reply = await server.get(`/v1.0/${path}`, { ConsistencyLevel: 'eventual' });
    expect(reply.status).toBe(404);
    expect(reply.body.error.code).toBe('Request_ResourceNotFound');
    expect(server.memory.tables.requests).toEqual(before);
  });
});

describe('query options', () => {
  it.each([
    [
      '$top=0',
      'Request_UnsupportedQuery',
      "Invalid page size specified: '0'. Must be between 1 and 999 inclusive.",
    ],
    ['$top=1000', 'Request_UnsupportedQuery', "Invalid page size specified: '1000'"],
    ['$top=-1', 'Request_UnsupportedQuery', "Invalid page size specified: '-1'"],
    ['$top=many', 'BadRequest', "Invalid value 'many' for $top"],
    ['$skip=5', 'Request_BadRequest', "'$skip' is not supported by the service."],
    ['$skiptoken=x', 'Directory_ExpiredPageToken', 'page token'],
    ['$skiptoken=', 'Directory_ExpiredPageToken', 'page token'],
    ['$apply=aggregate(id)', 'Request_UnsupportedQuery', 'Unsupported Query.'],
    ['$select=', 'BadRequest', 'Parsing OData Select and Expand failed'],
    ['$select=id,', 'BadRequest', 'Parsing OData Select and Expand failed'],
    ['$flavour=x', 'BadRequest', "'$flavour' is not supported"],
    ['$top=1&%24TOP=2', 'BadRequest', 'more than once'],
  ])('refuses %s', async (query, code, message) => {
    for (const list of ['users', 'groups', 'devices', 'applications']) {
      const reply = await server.get(`/v1.0/${list}?${query}`);
      expect(reply.status).toBe(400);
      expect(reply.body.error.code).toBe(code);
      expect(reply.body.error.message).toContain(message);
    }
  });

  it('take names without the sign in beta only', async () => {
    await server.createUser();
    expect(Object.keys((await server.get('/beta/users?select=id')).body.value[0])).toEqual(['id']);
    expect(Object.keys((await server.get('/v1.0/users?select=id')).body.value[0])).toHaveLength(11);
  });

  it('find users from where a page ended, with $skipToken in the spelling of the SDK', async () => {
    await server.createUser();
    const second = await server.createUser();
    const first = await server.get('/v1.0/users?$top=1');
    const token = first.body['@odata.nextLink'].split('$skiptoken=')[1];
    const { body } = await server.get(`/v1.0/users?$skipToken=${token}&$select=id`);
    expect(body.value).toEqual([{ id: second }]);
  });
});

describe('bodies', () => {
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const notJson = 'Unable to read JSON request payload';
  it.each([
    ['nothing', '', 400, 'Empty Payload'],
    ['no JSON', '{"displayName": ', 400, notJson],
    ['a list', '[]', 400, 'must be a JSON object'],
    ['a text', '"x"', 400, 'must be a JSON object'],
    ['null', 'null', 400, 'must be a JSON object'],
    ['no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400, notJson],
    ['33 levels', deep(34), 400, 'more than 32 levels'],
    ['brackets without end', '['.repeat(500_000), 400, notJson],
    ['100,000 levels', deep(100_000), 400, 'more than 32 levels'],
    ['50,001 members', `{"a": [${'1,'.repeat(49_999)}1]}`, 400, 'more than 50,000 members'],
    ['more than a mebibyte', `{"a": "${'x'.repeat(1_100_000)}"}`, 413, '1,048,576'],
  ])('with %s are refused', async (_case, body, status, message) => {
    for (const path of ['users', 'groups', 'devices', 'applications']) {
      const reply = await server.send('POST', `/v1.0/${path}`, body);
      expect(reply.status).toBe(status);
      expect(reply.body.error.message).toContain(message);
    }
    expect(server.errors).toEqual([]);
  });

  it('may be nested as deep as the limit', async () => {
    const reply = await server.send('POST', '/v1.0/users', deep(32));
    expect(reply.body.error.message).toBe("Invalid property 'a'.");
  });

  it('may be compressed with gzip, and with nothing else', async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify(groupBody())));
    const send = (bytes: Uint8Array, encoding: string) =>
      server.send('POST', '/v1.0/groups', bytes, { 'content-encoding': encoding });
    expect((await send(body, 'gzip')).status).toBe(201);
    expect((await send(body, 'br')).status).toBe(415);
    expect((await send(body.slice(0, 20), 'gzip')).status).toBe(400);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000, ' ')));
    expect((await send(bomb, 'gzip')).status).toBe(413);
  });
});

describe('when something breaks', () => {
  it('answers 500 without details and writes them to the log', async () => {
    server.memory.tables.hooks.before = () => {
      throw new Error('secret of the house');
    };
    const reply = await server.get('/v1.0/groups');
    expect(reply.status).toBe(500);
    expect(reply.body.error.code).toBe('generalException');
    expect(JSON.stringify(reply.body)).not.toContain('secret');
    expect(server.errors).toHaveLength(1);
  });

  it('answers 503 with Retry-After while storage is busy', async () => {
    server.memory.tables.hooks.before = () => {
      throw Object.assign(new Error('busy'), { failure: { operation: 'get', status: 503 } });
    };
    const reply = await server.get('/v1.0/groups');
    expect(reply.status).toBe(503);
    expect(Number(reply.headers['Retry-After'])).toBeGreaterThan(0);
    expect((await server.get('/muster/v1/health')).status).toBe(503);
  });
});
