/** What users of Graph expect and is easily forgotten: the first ten points of graph-spec.md 17, each by its number. */
import { beforeEach, expect, it } from 'vitest';
import { EVENTUAL, pages } from '../operations/ask.ts';
import { BASE, dynamic, groupBody, TestServer } from '../operations/test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

it('17.1 ids stand in headers and in innerError, with the date', async () => {
  const mine = '7b1c0000-1111-4222-8333-444444444444';
  for (const path of [`/v1.0/groups/${NOBODY}`, '/beta/flavour', '/v1.0/users?$top=0']) {
    const { headers, body } = await server.get(path, { 'client-request-id': mine });
    expect(headers['request-id']).toMatch(GUID);
    expect(headers['client-request-id']).toBe(mine);
    expect(body.error.message).not.toBe('');
    expect(body.error.innerError).toMatchObject({
      date: '2026-11-21T12:00:00',
      'request-id': headers['request-id'],
      'client-request-id': mine,
    });
  }
  const { headers } = await server.get('/v1.0/groups');
  expect(headers['client-request-id']).toBe(headers['request-id']);
});

it('17.2 what is not set is null, an empty list is one, and assigned groups have no rule', async () => {
  const id = await server.createGroup();
  const { body } = await server.get(`/v1.0/groups/${id}`);
  expect(body).toMatchObject({
    membershipRule: null,
    membershipRuleProcessingState: null,
    description: null,
    mail: null,
    deletedDateTime: null,
    groupTypes: [],
    proxyAddresses: [],
  });
  expect(Object.values(body)).not.toContain(undefined);
  const user = await server.createUser();
  const shown = await server.get(`/v1.0/users/${user}?$select=department,otherMails,jobTitle`);
  expect(shown.body).toMatchObject({ department: null, otherMails: [], jobTitle: null });
});

it('17.3 the type stands on items of members, memberOf, owners and getByIds, and nowhere else', async () => {
  const user = await server.createUser();
  const id = await server.createGroup();
  const reference = { '@odata.id': `${BASE}/v1.0/directoryObjects/${user}` };
  await server.post(`/v1.0/groups/${id}/members/$ref`, reference);
  await server.post(`/v1.0/groups/${id}/owners/$ref`, reference);
  const typed = [
    await server.get(`/v1.0/groups/${id}/members`),
    await server.get(`/v1.0/groups/${id}/owners`),
    await server.get(`/v1.0/users/${user}/memberOf`),
    await server.post('/v1.0/directoryObjects/getByIds', { ids: [user, id] }),
  ];
  for (const { body } of typed) {
    expect(body.value.length).toBeGreaterThan(0);
    for (const item of body.value)
      expect(item['@odata.type']).toBe(`#microsoft.graph.${item.id === user ? 'user' : 'group'}`);
  }
  const plain = [
    await server.get('/v1.0/groups'),
    await server.get('/v1.0/users'),
    await server.get(`/v1.0/groups/${id}/members/microsoft.graph.user`),
  ];
  for (const { body } of plain) {
    expect(body.value).toHaveLength(1);
    expect(body.value[0]).not.toHaveProperty('@odata.type');
  }
  expect((await server.get(`/v1.0/users/${user}`)).body).not.toHaveProperty('@odata.type');
});

it('17.4 204 has no body, in a batch no key for one, and Content-Type is written so', async () => {
  const id = await server.createGroup();
  const patched = await server.patch(`/v1.0/groups/${id}`, { description: 'x' });
  expect(patched).toMatchObject({ status: 204, body: null });
  expect(patched.headers).not.toHaveProperty('Content-Type');
  const requests = [
    {
      id: '1',
      method: 'PATCH',
      url: `/groups/${id}`,
      headers: { 'content-type': 'application/json' },
      body: { description: 'y' },
    },
    { id: '2', method: 'GET', url: `/groups/${id}` },
  ];
  const { body } = await server.post('/v1.0/$batch', { requests });
  const [first, second] = [...body.responses].sort((a, b) => a.id - b.id);
  expect(first.status).toBe(204);
  expect(first).not.toHaveProperty('body');
  expect(Object.keys(second.headers)).toContain('Content-Type');
  expect((await server.delete(`/v1.0/groups/${id}`)).body).toBeNull();
});

it('17.5 "on" goes in and "On" comes out, whatever its case', async () => {
  const id = await server.createGroup(dynamic('user.city -eq "Bonn"'));
  const state = async () =>
    (await server.get(`/v1.0/groups/${id}`)).body.membershipRuleProcessingState;
  expect(await state()).toBe('On');
  for (const [sent, stored] of [
    ['PAUSED', 'Paused'],
    ['oN', 'On'],
    ['paused', 'Paused'],
  ]) {
    await server.patch(`/v1.0/groups/${id}`, { membershipRuleProcessingState: sent });
    expect(await state()).toBe(stored);
  }
});

it('17.6 the status is in beta alone, asked for alone, and null when paused or assigned', async () => {
  const id = await server.createGroup(dynamic('user.city -eq "Bonn"'));
  const query = '?$select=membershipRuleProcessingStatus';
  const status = async (group: string) =>
    (await server.get(`/beta/groups/${group}${query}`)).body.membershipRuleProcessingStatus;
  expect(await status(id)).toEqual({
    status: 'NotStarted',
    lastMembershipUpdated: null,
    errorMessage: null,
  });
  expect((await server.get(`/v1.0/groups/${id}${query}`)).status).toBe(400);
  expect((await server.get(`/beta/groups/${id}`)).body).not.toHaveProperty(
    'membershipRuleProcessingStatus',
  );
  await server.patch(`/v1.0/groups/${id}`, { membershipRuleProcessingState: 'Paused' });
  expect(await status(id)).toBeNull();
  expect(await status(await server.createGroup())).toBeNull();
});

it('17.7 Succeeded is never that of the rule before', async () => {
  const id = await server.createGroup(dynamic('user.city -eq "Bonn"'));
  const query = '?$select=membershipRuleProcessingStatus';
  const status = async () =>
    (await server.get(`/beta/groups/${id}${query}`)).body.membershipRuleProcessingStatus?.status;
  await server.settle();
  expect(await status()).toBe('Succeeded');
  await server.patch(`/v1.0/groups/${id}`, { membershipRule: 'user.city -eq "Kiel"' });
  expect(await status()).toBe('NotStarted');
  await server.settle();
  expect(await status()).toBe('Succeeded');
  await server.patch(`/v1.0/groups/${id}`, { membershipRuleProcessingState: 'Paused' });
  await server.patch(`/v1.0/groups/${id}`, { membershipRuleProcessingState: 'On' });
  expect(await status()).toBe('NotStarted');
});

it('17.8 advanced queries need their header and $count=true, which alone is ignored', async () => {
  await server.createUser({ displayName: 'Ann' });
  const not = `$filter=${encodeURIComponent("not(displayName eq 'x')")}`;
  const statuses = async (headers: Readonly<Record<string, string>>, count: string) => {
    const paths = [
      `/v1.0/users?${not}${count}`,
      `/v1.0/users?$filter=displayName ne 'x'${count}`,
      `/v1.0/users?$search="displayName:Ann"${count}`,
      '/v1.0/users/$count',
    ];
    const answers = await Promise.all(paths.map((path) => server.get(path, headers)));
    return answers.map(({ status }) => status);
  };
  expect(await statuses({}, '')).toEqual([400, 400, 400, 400]);
  expect(await statuses({}, '&$count=true')).toEqual([400, 400, 400, 400]);
  expect(await statuses(EVENTUAL, '')).toEqual([400, 400, 200, 200]);
  expect(await statuses(EVENTUAL, '&$count=true')).toEqual([200, 200, 200, 200]);
  const { status, body } = await server.get('/v1.0/users?$count=true');
  expect(status).toBe(200);
  expect(body).not.toHaveProperty('@odata.count');
});

it('17.9 counts are digits in plain text, and @odata.count is on the first page alone', async () => {
  for (let made = 0; made < 3; made++) await server.createUser();
  const { headers, body } = await server.get('/v1.0/users/$count', EVENTUAL);
  expect(body).toBe('3');
  expect(headers['Content-Type']).toMatch(/^text\/plain/);
  const [first, ...rest] = await pages(server, '/v1.0/users?$count=true&$top=1', EVENTUAL);
  expect(first?.body['@odata.count']).toBe(3);
  expect(rest.length).toBeGreaterThanOrEqual(2);
  for (const page of rest) expect(page.body).not.toHaveProperty('@odata.count');
});

it('17.10 nextLink is absolute, of the public host, without braces, and keeps what was asked', async () => {
  server = new TestServer({
    MUSTER_LOCAL: 'true',
    MUSTER_PUBLIC_URL: 'https://groups.example.com',
  });
  for (let made = 0; made < 3; made++) await server.createGroup(groupBody());
  const { body } = await server.get('/v1.0/groups?$select=id,displayName&$top=2');
  const link: string = body['@odata.nextLink'];
  expect(link).toMatch(/^https:\/\/groups\.example\.com\/v1\.0\/groups\?/);
  expect(link).not.toMatch(/[{}]/);
  const { searchParams } = new URL(link);
  expect(searchParams.get('$select')).toBe('id,displayName');
  expect(searchParams.get('$top')).toBe('2');
  const next = await server.get(link.slice('https://groups.example.com'.length));
  expect(next.body.value).toHaveLength(1);
  expect(Object.keys(next.body.value[0])).toEqual(['id', 'displayName']);
  expect(next.body).not.toHaveProperty('@odata.nextLink');
});
