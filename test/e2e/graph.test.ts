/** What Graph's clients send, over HTTP through the functions: spellings, casts, batches, metadata. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { until } from '../support/until.ts';

const EVENTUAL = { ConsistencyLevel: 'eventual' };
let app: RunningApp;
let user: string;
let sales: string;
let outer: string;

beforeAll(async () => {
  app = await startApp();
  user = await app.user({ department: 'Sales' });
  sales = await app.group('user.department -eq "Sales"');
  outer = await app.group(null);
  await app.post(`/v1.0/groups/${outer}/members/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${sales}`,
  });
  await until(
    () => app.members(sales),
    (members) => members.length === 1,
  );
});

afterAll(() => app.host.stop());

test.each([
  '/v1.0/groups/{sales}/members?$select=id',
  "/v1.0/groups('{sales}')/members?%24select=id",
  '/v1.0/groups/{outer}/transitiveMembers/microsoft.graph.user?$select=id',
  '/beta/Groups/{outer}/transitiveMembers/graph.user?select=id',
  "/v1.0/groups%28'{sales}'%29/Members/Graph.User?$Select=id",
])('members are found at %s', async (spelling) => {
  const path = spelling.replace('{sales}', sales).replace('{outer}', outer);
  const { status, body } = await app.get(path);
  expect(status).toBe(200);
  expect(body.value.map(({ id }: { id: string }) => id)).toEqual([user]);
});

test('counts are texts of digits', async () => {
  const { status, headers, body } = await app.get(
    `/v1.0/groups/${outer}/transitiveMembers/$count`,
    EVENTUAL,
  );
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('text/plain');
  expect(String(body)).toBe('2');
});

test('a user’s groups are told in each way there is to ask', async () => {
  const both = [sales, outer].sort();
  const list = await app.get(`/v1.0/users/${user}/transitiveMemberOf?$select=id`);
  expect(list.body.value.map(({ id }: { id: string }) => id).sort()).toEqual(both);
  const checked = await app.post(`/v1.0/users/${user}/checkMemberGroups`, { groupIds: both });
  expect(checked.body.value).toEqual(both);
  const all = await app.post(`/v1.0/directoryObjects/${user}/getMemberGroups`, {
    securityEnabledOnly: true,
  });
  expect(all.body.value).toEqual(both);
});

test.each(['/v1.0/$batch', '/beta/%24batch'])('a batch at %s', async (path) => {
  const { status, body } = await app.post(path, {
    requests: [
      { id: '1', method: 'GET', url: `/groups/${sales}?$select=id` },
      { id: '2', method: 'PATCH', url: `/groups/${outer}`, body: { description: 'x' } },
      { id: '3', method: 'GET', url: '/users/$count', headers: { consistencylevel: 'eventual' } },
    ],
  });
  expect(status).toBe(200);
  expect(body.responses).toMatchObject([
    { id: '1', status: 200, headers: { 'Content-Type': expect.any(String) }, body: { id: sales } },
    { id: '2', status: 204 },
    { id: '3', status: 200, body: 1 },
  ]);
  expect(body.responses[1]).not.toHaveProperty('body');
});

test('a rule is evaluated for a member', async () => {
  const { body } = await app.post(`/beta/groups/${sales}/evaluateDynamicMembership`, {
    memberId: user,
  });
  expect(body.membershipRuleEvaluationResult).toBe(true);
});

test('objects are found by their ids', async () => {
  const { body } = await app.post('/v1.0/directoryObjects/getByIds', { ids: [outer, user] });
  expect(body.value.map((item: Record<string, string>) => item['@odata.type'])).toEqual([
    '#microsoft.graph.group',
    '#microsoft.graph.user',
  ]);
});

test('metadata and collections are told', async () => {
  const metadata = await app.get('/beta/$metadata');
  expect(metadata.status).toBe(200);
  expect(metadata.headers.get('content-type')).toContain('application/xml');
  expect((await app.get('/v1.0/')).body.value).toContainEqual(
    expect.objectContaining({ name: 'groups' }),
  );
});

test('dynamic groups are found and paused as published scripts do', async () => {
  const filter = "$filter=groupTypes%2Fany(c%3Ac%20eq%20'DynamicMembership')&$count=true";
  const groups = await app.get(`/v1.0/groups?${filter}`, EVENTUAL);
  expect(groups.body).toMatchObject({ '@odata.count': 1, value: [{ id: sales }] });
  const dynamicUnits = "$filter=membershipType%20eq%20'Dynamic'&$count=true";
  const units = await app.get(`/v1.0/directory/administrativeUnits?${dynamicUnits}`, EVENTUAL);
  expect(units.body).toMatchObject({ '@odata.count': 0, value: [] });
  for (const membershipRuleProcessingState of ['Paused', 'On']) {
    const state = { membershipRuleProcessingState };
    expect((await app.patch(`/v1.0/groups/${sales}`, state, EVENTUAL)).status).toBe(204);
    const { body } = await app.get(`/v1.0/groups/${sales}`);
    expect(body.membershipRuleProcessingState).toBe(membershipRuleProcessingState);
  }
});

test('links lead back to where the caller came from, whatever a header says', async () => {
  const { body } = await app.get('/v1.0/groups?$top=1', { 'x-forwarded-host': '127.0.0.1:1' });
  expect(body['@odata.nextLink']).toMatch(
    new RegExp(`^${app.host.url.replace(/\/$/, '')}/v1\\.0/`),
  );
});
