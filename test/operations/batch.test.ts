import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, groupBody, type Reply, TestServer, userBody } from './test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

type Part = Readonly<Record<string, unknown>>;

function batch(requests: readonly Part[], path = '/v1.0/$batch'): Promise<Reply> {
  return server.post(path, { requests });
}

/** The responses by their ids. */
async function responses(requests: readonly Part[], path?: string) {
  const reply = await batch(requests, path);
  expect(reply.status).toBe(200);
  return Object.fromEntries(
    reply.body.responses.map((response: { id: string }) => [response.id, response]),
  );
}

const json = { 'Content-Type': 'application/json' };

describe('a batch (17.4, 17.18)', () => {
  it('does each part as if it had come by itself', async () => {
    const user = await server.createUser({ department: 'Sales' });
    const found = await responses([
      { id: 'one', method: 'GET', url: `/users/${user}?$select=department` },
      { id: 'two', method: 'get', url: `users/${NOBODY}` },
      { id: 'three', method: 'POST', url: '/groups', headers: json, body: groupBody() },
      { id: 'four', method: 'GET', url: '/flavour' },
    ]);
    expect(found.one).toEqual({
      id: 'one',
      status: 200,
      headers: {
        'Content-Type': expect.stringContaining('application/json'),
        'OData-Version': '4.0',
        'request-id': expect.any(String),
        'client-request-id': expect.any(String),
      },
      body: {
        '@odata.context': `${BASE}/v1.0/$metadata#users(department)/$entity`,
        department: 'Sales',
      },
    });
    expect(found.two).toMatchObject({
      status: 404,
      body: { error: { code: 'Request_ResourceNotFound' } },
    });
    const { innerError } = found.two.body.error;
    expect(innerError['request-id']).toBe(found.two.headers['request-id']);
    expect(found.three.status).toBe(201);
    expect(found.three.headers.Location).toBe(`${BASE}/v1.0/groups/${found.three.body.id}`);
    expect(found.four.status).toBe(400);
  });

  it('has no body where a part has none, not even an empty one', async () => {
    const group = await server.createGroup();
    const { one } = await responses([
      {
        id: 'one',
        method: 'PATCH',
        url: `/groups/${group}`,
        headers: json,
        body: { description: 'x' },
      },
    ]);
    expect(one.status).toBe(204);
    expect(one).not.toHaveProperty('body');
    expect(one.headers).not.toHaveProperty('Content-Type');
  });

  it('gives each part the headers it came with, in any letter case', async () => {
    await server.createUser();
    const found = await responses([
      { id: '1', method: 'GET', url: '/users/$count', headers: { consistencylevel: 'eventual' } },
      { id: '2', method: 'GET', url: '/users/$count' },
    ]);
    expect(found[1]).toMatchObject({
      status: 200,
      headers: { 'Content-Type': 'text/plain' },
      body: 1,
    });
    expect(found[2].status).toBe(400);
    const outside = await server.send(
      'POST',
      '/v1.0/$batch',
      { requests: [{ id: '1', method: 'GET', url: '/users/$count' }] },
      { ConsistencyLevel: 'eventual' },
    );
    expect(outside.body.responses[0].status).toBe(400);
  });

  it.each([
    ['/beta/groups?select=id', 200],
    ['/v1.0/groups?%24select=id', 200],
    ['v1.0/groups', 200],
    ['groups', 200],
    ['//groups', 200],
    ['https://graph.microsoft.com/v1.0/groups', 200],
    ['/muster/v1/groups', 400],
    ['/$batch', 400],
    ['/%24Batch', 400],
    ['/groups/%zz', 400],
    ['/../muster/v1/pause-all', 400],
  ])('reads the address %s', async (url, status) => {
    const method = url.toLowerCase().endsWith('batch') ? 'POST' : 'GET';
    const inner = { requests: [{ id: '1', method: 'GET', url: '/groups' }] };
    const { one } = await responses([{ id: 'one', method, url, body: inner }]);
    expect(one.status).toBe(status);
  });

  it('is served in beta as well, its parts in its version', async () => {
    const group = await server.createGroup();
    const select = '$select=membershipRuleProcessingStatus';
    const part = { id: '1', method: 'GET', url: `/groups/${group}?${select}` };
    expect((await responses([part], '/beta/%24batch'))[1].status).toBe(200);
    expect((await responses([part]))[1].status).toBe(400);
  });

  it('understands bodies as base64, as some clients write them', async () => {
    const body = Buffer.from(JSON.stringify(userBody())).toString('base64');
    const { one } = await responses([{ id: 'one', method: 'POST', url: '/%75sers', body }]);
    expect(one.status).toBe(201);
  });
});

describe('parts that depend on others', () => {
  it('come after them, whatever their order in the list', async () => {
    const group = await server.createGroup();
    const patch = (id: string, description: string, dependsOn: readonly string[]) => ({
      id,
      method: 'PATCH',
      url: `/groups/${group}`,
      headers: json,
      body: { description },
      dependsOn,
    });
    const found = await responses([
      { id: 'C', method: 'GET', url: `/groups/${group}?$select=description`, dependsOn: ['b'] },
      patch('B', 'second', ['A']),
      patch('a', 'first', []),
    ]);
    expect(found.C.body.description).toBe('second');
  });

  it('are not done when one of them failed', async () => {
    const found = await responses([
      { id: '1', method: 'GET', url: `/groups/${NOBODY}` },
      {
        id: '2',
        method: 'POST',
        url: '/groups',
        headers: json,
        body: groupBody(),
        dependsOn: ['1'],
      },
      { id: '3', method: 'GET', url: '/groups', dependsOn: ['2'] },
      { id: '4', method: 'GET', url: '/groups' },
    ]);
    expect(found[2]).toMatchObject({ status: 424, body: { error: { code: 'FailedDependency' } } });
    expect(found[2].body.error.innerError.date).toBe('2026-11-21T12:00:00');
    expect(found[3].status).toBe(424);
    expect((await server.get('/v1.0/groups')).body.value).toEqual([]);
    expect(found[4].status).toBe(200);
  });
});

describe('a batch of which nothing is done', () => {
  const get = (id: string, more: Part = {}): Part => ({
    id,
    method: 'POST',
    url: '/groups',
    headers: json,
    body: groupBody(),
    ...more,
  });
  it.each([
    ['no list', undefined, "'requests'"],
    ['an empty list', [], "'requests'"],
    ['21 parts', Array.from({ length: 21 }, (_, at) => get(`${at}`)), 'maximum value of 20'],
    ['two ids that differ in letter case', [get('a'), get('A')], 'letter case'],
    ['a part without an id', [{ method: 'GET', url: '/groups' }], "'id'"],
    ['a part without an address', [{ id: '1', method: 'GET' }], "'url'"],
    ['an unknown method', [get('1', { method: 'FLY' })], "'method'"],
    ['a part that is none', [null], "'id'"],
    ['an unknown dependency', [get('1', { dependsOn: ['2'] })], "'2'"],
    [
      'a circle',
      [get('1', { dependsOn: ['2'] }), get('2', { dependsOn: ['1'] }), get('3')],
      'circle',
    ],
    ['one that depends on itself', [get('1', { dependsOn: ['1'] })], 'circle'],
  ])('has %s', async (_case, requests, text) => {
    const reply = await server.post('/v1.0/$batch', { requests });
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toContain(text);
    expect((await server.get('/v1.0/groups')).body.value).toEqual([]);
  });
});

it('a part is refused as its caller is', async () => {
  const requests = [
    {
      id: '1',
      method: 'GET',
      url: '/users',
      headers: { 'X-Muster-Act-As': 'Global Administrator', Host: 'localhost' },
    },
  ];
  const asProgram = { 'X-Muster-Act-As': 'Group.Read.All' };
  const reply = await server.send('POST', '/v1.0/$batch', { requests }, asProgram);
  expect(reply.status).toBe(200);
  expect(reply.body.responses[0]).toMatchObject({ status: 403 });
  const closed = new TestServer({});
  expect((await closed.post('/v1.0/$batch', { requests })).status).toBe(401);
});

it('each part takes its share of what a caller may send, and is told when to come back (17.18)', async () => {
  const limits = { MUSTER_REQUESTS_PER_SECOND: '1', MUSTER_REQUESTS_BURST: '5' };
  const limited = new TestServer({ MUSTER_LOCAL: 'true', ...limits });
  const requests = Array.from({ length: 8 }, (_, at) => ({
    id: `${at}`,
    method: 'GET',
    url: `/groups/${NOBODY}`,
  }));
  const { status, body } = await limited.post('/v1.0/$batch', { requests });
  expect(status).toBe(200);
  const statuses = body.responses.map((response: { status: number }) => response.status);
  // One of five units is the batch's own.
  expect(statuses.sort()).toEqual([404, 404, 404, 404, 429, 429, 429, 429]);
  const refused = body.responses.find((response: { status: number }) => response.status === 429);
  expect(Number(refused.headers['Retry-After'])).toBeGreaterThan(0);
  expect(refused.body.error.code).toBe('TooManyRequests');
});
