/** What users of Graph expect and is easily forgotten: the last ten points of graph-spec.md 17, each by its number. */
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, it } from 'vitest';
import { BASE, dynamic, groupBody, TestServer, userBody } from '../operations/test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

function reference(id: string, host = 'https://graph.microsoft.com/v1.0/directoryObjects') {
  return { '@odata.id': `${host}/${id}` };
}

async function memberIds(group: string): Promise<readonly string[]> {
  const { body } = await server.get(`/v1.0/groups/${group}/members?$select=id`);
  return body.value.map(({ id }: { readonly id: string }) => id);
}

it('17.11 delta in all its spellings: latest, a new link each time, @removed, 410 for old links', async () => {
  const kept = await server.createGroup();
  const security = await server.createGroup();
  const unified = { groupTypes: ['Unified'], mailEnabled: true, mailNickname: 'unified' };
  const restorable = await server.createGroup(unified);
  for (const spelling of ['delta', 'delta()', 'microsoft.graph.delta()', 'Delta']) {
    const { status, body } = await server.get(`/v1.0/groups/${spelling}?$select=displayName`);
    expect([status, body.value.length]).toEqual([200, 3]);
  }
  const latest = await server.get('/v1.0/groups/delta?$deltatoken=latest');
  expect(latest.body.value).toEqual([]);
  const links = [latest.body['@odata.deltaLink']];
  const follow = async () => {
    const { body } = await server.get(links.at(-1).slice(BASE.length));
    links.push(body['@odata.deltaLink']);
    return body.value;
  };
  server.minutes += 60;
  expect(await follow()).toEqual([]);
  expect(links[1]).not.toBe(links[0]);
  await server.delete(`/v1.0/groups/${security}`);
  await server.delete(`/v1.0/groups/${restorable}`);
  await server.patch(`/v1.0/groups/${kept}`, { description: 'x' });
  await server.settle();
  const items = new Map((await follow()).map((item: { readonly id: string }) => [item.id, item]));
  expect(items.get(security)).toEqual({ id: security, '@removed': { reason: 'deleted' } });
  expect(items.get(restorable)).toEqual({ id: restorable, '@removed': { reason: 'changed' } });
  expect(items.get(kept)).toMatchObject({ id: kept, description: 'x' });
  server.minutes += 9 * 24 * 60;
  const late = await server.get(links[0].slice(BASE.length));
  expect([late.status, late.body.error.code]).toEqual([410, 'syncStateNotFound']);
  expect(late.headers.Location).toMatch(/\/v1\.0\/groups\/delta\?.*\$deltatoken=$/);
});

it('17.12 hosts of references are anything; members go both ways, and never without $ref', async () => {
  const group = await server.createGroup();
  const hosts = [
    'https://graph.microsoft.com/v1.0/directoryObjects',
    'http://elsewhere.example/beta/users',
    `${BASE}/v1.0/directoryObjects`,
  ];
  for (const host of hosts) {
    const user = await server.createUser();
    const path = `/v1.0/groups/${group}/members`;
    expect((await server.post(`${path}/$ref`, reference(user, host))).status).toBe(204);
    expect(await memberIds(group)).toEqual([user]);
    expect((await server.delete(`${path}/${user}`)).status).toBe(403);
    expect(await memberIds(group)).toEqual([user]);
    expect((await server.get(`/v1.0/users/${user}`)).status).toBe(200);
    const byAddress = `${path}/$ref?@id=${encodeURIComponent(`${host}/${user}`)}`;
    const removal = host === hosts[0] ? `${path}/${user}/$ref` : byAddress;
    expect((await server.delete(removal)).status).toBe(204);
    expect(await memberIds(group)).toEqual([]);
  }
  const users = [await server.createUser(), await server.createUser()];
  const bound = users.map((id) => `https://elsewhere.example/v1.0/directoryObjects('${id}')`);
  const { status } = await server.patch(`/v1.0/groups/${group}`, { 'members@odata.bind': bound });
  expect(status).toBe(204);
  expect([...(await memberIds(group))].sort()).toEqual([...users].sort());
});

it('17.13 nobody is added to a dynamic group by hand; turned assigned, it keeps its members', async () => {
  const user = await server.createUser({ city: 'Bonn' });
  const other = await server.createUser({ city: 'Kiel' });
  const group = await server.createGroup(dynamic('user.city -eq "Bonn"'));
  await server.settle();
  const bound = { 'members@odata.bind': [reference(other)['@odata.id']] };
  const refused = [
    await server.post(`/v1.0/groups/${group}/members/$ref`, reference(other)),
    await server.delete(`/v1.0/groups/${group}/members/${user}/$ref`),
    await server.patch(`/v1.0/groups/${group}`, bound),
    await server.post('/v1.0/groups', {
      ...groupBody(),
      ...dynamic('user.city -eq "Bonn"'),
      ...bound,
    }),
  ];
  for (const { status, body } of refused) {
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    });
  }
  await server.patch(`/v1.0/groups/${group}`, { groupTypes: [] });
  await server.settle();
  expect(await memberIds(group)).toEqual([user]);
  expect((await server.post(`/v1.0/groups/${group}/members/$ref`, reference(other))).status).toBe(
    204,
  );
});

it('17.14 unknown properties are refused, annotations ignored', async () => {
  const group = await server.createGroup();
  const refused = [
    await server.patch(`/v1.0/groups/${group}`, { flavour: 'x' }),
    await server.post('/v1.0/groups', { ...groupBody(), flavour: null }),
    await server.get(`/v1.0/groups/${group}?$select=id,flavour`),
    await server.get('/v1.0/users?$select=flavour'),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  const annotated = {
    '@odata.type': '#microsoft.graph.group',
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#groups/$entity',
    'displayName@odata.type': '#String',
    description: 'x',
  };
  expect((await server.patch(`/v1.0/groups/${group}`, annotated)).status).toBe(204);
});

it('17.15 one address is written in many ways', async () => {
  const user = await server.createUser();
  const group = await server.createGroup();
  await server.post(`/v1.0/groups/${group}/members/$ref`, reference(user));
  const ways = [
    `/v1.0/groups/${group}/members/microsoft.graph.user?$select=id`,
    `/v1.0/groups/${group}/members/graph.user?%24select=id`,
    `/v1.0/groups('${group}')/members/microsoft.graph.user?$Select=ID`,
    `/v1.0/groups(%27${group}%27)/members/graph.user?$select=id`,
    `/V1.0/Groups/${group.toUpperCase()}/MEMBERS/graph.User?$select=id`,
    `/beta/groups/${group}/members/graph.user?select=id`,
    `/v1.0//groups/${group}/members/graph.user/?$select=id`,
  ];
  for (const way of ways) {
    const { status, body } = await server.get(way);
    expect([way, status, body.value]).toEqual([way, 200, [{ id: user }]]);
  }
});

it('17.16 mailNickname is required of security groups too, and unique among those with mail', async () => {
  const { mailNickname: _, ...without } = groupBody();
  const missing = await server.post('/v1.0/groups', without);
  expect(missing.status).toBe(400);
  expect(missing.body.error).toMatchObject({
    code: 'Request_BadRequest',
    message: "A value is required for property 'mailNickname' of resource 'Group'.",
  });
  const twice = [await server.createGroup(), await server.createGroup()];
  expect(new Set(twice).size).toBe(2);
  const unified = { ...groupBody(), groupTypes: ['Unified'], mailEnabled: true };
  expect((await server.post('/v1.0/groups', unified)).status).toBe(201);
  const taken = await server.post('/v1.0/groups', unified);
  expect(taken.status).toBe(400);
  expect(taken.body.error.message).toContain('mailNickname already exists');
});

it('17.17 a page has 1 to 999 items, 100 unless asked; nothing is skipped', async () => {
  for (let made = 0; made < 101; made++) await server.createUser();
  for (const top of ['0', '1000', '-1', 'x', '1.5', ''])
    expect((await server.get(`/v1.0/users?$top=${top}`)).status).toBe(400);
  const tooMany = await server.get('/v1.0/users?$top=1000');
  expect(tooMany.body.error).toMatchObject({
    code: 'Request_UnsupportedQuery',
    message: "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
  });
  const skipped = await server.get('/v1.0/users?$skip=1');
  expect([skipped.status, skipped.body.error.message]).toEqual([
    400,
    "'$skip' is not supported by the service.",
  ]);
  const { body } = await server.get('/v1.0/users');
  expect(body.value).toHaveLength(100);
  expect(body).toHaveProperty('@odata.nextLink');
  expect((await server.get('/v1.0/users?$top=999')).body.value).toHaveLength(101);
});

it('17.18 429 says when to come back, also in a part of a batch; gzip is understood', async () => {
  const limits = { MUSTER_REQUESTS_PER_SECOND: '0.1', MUSTER_REQUESTS_BURST: '3' };
  const limited = new TestServer({ MUSTER_LOCAL: 'true', ...limits });
  const requests = Array.from({ length: 8 }, (_, at) => {
    return { id: String(at), method: 'GET', url: `/groups/${NOBODY}` };
  });
  const { body } = await limited.post('/v1.0/$batch', { requests });
  const refused = body.responses.filter(({ status }: { status: number }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  for (const part of refused) expect(part.headers['Retry-After']).toMatch(/^[1-9]\d*$/);
  const alone = await limited.get('/v1.0/groups');
  expect(alone.status).toBe(429);
  expect(alone.headers['Retry-After']).toMatch(/^[1-9]\d*$/);
  const packed = gzipSync(JSON.stringify(groupBody()));
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  expect((await server.send('POST', '/v1.0/groups', packed, headers)).status).toBe(201);
  const other = { ...headers, 'content-encoding': 'br' };
  expect((await server.send('POST', '/v1.0/groups', packed, other)).status).toBe(415);
});

it('17.19 users come with eleven properties, others on request; deviceId is not id', async () => {
  const id = await server.createUser({ department: 'Sales', accountEnabled: true });
  const { body } = await server.get(`/v1.0/users/${id}`);
  expect(Object.keys(body).sort()).toEqual(
    [
      '@odata.context',
      ...['businessPhones', 'displayName', 'givenName', 'id', 'jobTitle', 'mail', 'mobilePhone'],
      ...['officeLocation', 'preferredLanguage', 'surname', 'userPrincipalName'],
    ].sort(),
  );
  const asked = await server.get(`/v1.0/users/${id}?$select=department,accountEnabled`);
  expect(asked.body).toMatchObject({ department: 'Sales', accountEnabled: true });
  const deviceId = '11111111-2222-4333-8444-555555555555';
  const device = await server.post('/v1.0/devices', {
    accountEnabled: true,
    alternativeSecurityIds: [{ type: 2, identityProvider: null, key: 'Y3YxN2E1MWFlYw==' }],
    deviceId,
    displayName: 'PC',
    operatingSystem: 'Windows',
    operatingSystemVersion: '10.0',
  });
  expect(device.status).toBe(201);
  expect(device.body.id).not.toBe(deviceId);
  expect((await server.get(`/v1.0/devices/${deviceId}`)).status).toBe(404);
  expect((await server.get(`/v1.0/devices(deviceId='${deviceId}')`)).body.id).toBe(device.body.id);
});

it('17.20 what was just created is there, five times in a row', async () => {
  for (let round = 0; round < 5; round++) {
    const group = (await server.post('/v1.0/groups', groupBody())).body;
    const user = (await server.post('/v1.0/users', userBody())).body;
    const reads = [];
    for (let read = 0; read < 5; read++)
      reads.push(
        await server.get(`/beta/groups/${group.id}?$select=id,displayName`),
        await server.get(`/v1.0/groups?$filter=id eq '${group.id}'&$select=id,displayName`),
        await server.get(`/v1.0/users/${user.id}?$select=id`),
      );
    expect(reads.map(({ status }) => status)).toEqual(reads.map(() => 200));
    const shown = reads.map(({ body: { '@odata.context': _, ...rest } }) => JSON.stringify(rest));
    expect(new Set(shown).size).toBe(3);
  }
});
