/** What Terraform's azuread provider sends for a group, in beta, from its creation to its end, as its source has it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8; IEEE754Compatible=false' };
const EQUAL_READS = 5;
let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.host.stop());

/** The body of a group with a rule: every property there is, most of them empty. */
function wholeGroup(displayName: string, membershipRule: string) {
  return {
    '@odata.type': '#microsoft.graph.group',
    assignedLabels: [],
    assignedLicenses: [],
    description: null,
    displayName,
    groupTypes: ['DynamicMembership'],
    isAssignableToRole: false,
    mailEnabled: false,
    mailNickname: 'd5d1a1b2-5',
    membershipRule,
    membershipRuleProcessingState: 'On',
    preferredDataLocation: null,
    securityEnabled: true,
    theme: null,
    visibility: null,
  };
}

/** Reads until as many answers in a row are the same; none of them may be anything but 200. */
async function equalReads(path: string): Promise<Readonly<Record<string, unknown>>> {
  const texts: string[] = [];
  for (let read = 0; read < EQUAL_READS; read++) {
    const { status, body } = await app.get(path);
    expect(status).toBe(200);
    texts.push(JSON.stringify(body));
  }
  expect(new Set(texts).size).toBe(1);
  return JSON.parse(texts[0] ?? '');
}

test('a group is made, renamed to and fro, read five times, changed and destroyed', async () => {
  const city = await app.user({ city: 'Bonn' });
  const member = await app.user({ city: 'Kiel' });
  const me = await app.get('/v1.0/me');
  expect([me.status, typeof me.body.id]).toEqual([200, 'string']);

  const draft = wholeGroup('Terraform group', 'user.city -eq "Bonn"');
  const made = await app.post('/beta/groups', draft, JSON_TYPE);
  expect([made.status, made.body.displayName]).toEqual([201, 'Terraform group']);
  const group = `/beta/groups/${made.body.id}`;
  expect(made.headers.get('location')).toBe(`${app.host.url}${group}`);

  for (const displayName of [`TERRAFORM_UPDATE_${crypto.randomUUID()}`, 'Terraform group']) {
    expect((await app.patch(group, { displayName }, JSON_TYPE)).status).toBe(204);
    expect(await equalReads(group)).toMatchObject({ displayName });
  }
  expect(await equalReads(group)).toMatchObject({
    groupTypes: ['DynamicMembership'],
    membershipRule: 'user.city -eq "Bonn"',
    membershipRuleProcessingState: 'On',
    description: null,
  });
  const owners = await app.get(`${group}/owners?$select=id`);
  expect([owners.status, owners.body.value]).toEqual([200, expect.any(Array)]);
  await app.host.idle();
  const inside = await app.get(`${group}/members?$filter=id%20eq%20'${city}'`);
  expect(inside.body.value).toMatchObject([{ id: city, '@odata.type': '#microsoft.graph.user' }]);
  const outside = await app.get(`${group}/members?$filter=id%20eq%20'${member}'`);
  expect(outside.body.value).toEqual([]);

  const change = wholeGroup('Terraform group', 'user.city -eq "Kiel"');
  expect((await app.patch(group, { ...change, description: 'changed' }, JSON_TYPE)).status).toBe(
    204,
  );
  expect(await equalReads(group)).toMatchObject({
    membershipRule: 'user.city -eq "Kiel"',
    description: 'changed',
  });
  await app.host.idle();
  expect(await app.members(made.body.id)).toEqual([member]);

  expect((await app.delete(group)).status).toBe(204);
  expect((await app.get(group)).status).toBe(404);
  expect((await app.delete(group)).status).toBe(404);
});

test('an assigned group takes members by reference, and pages follow links that were rewritten', async () => {
  const users = await Promise.all(['a', 'b', 'c'].map((city) => app.user({ city })));
  const body = { ...wholeGroup('Assigned', ''), groupTypes: [] };
  const { membershipRule: _rule, membershipRuleProcessingState: _state, ...assigned } = body;
  const bound = users.slice(0, 1).map((id) => `${app.host.url}/beta/directoryObjects/${id}`);
  const made = await app.post('/beta/groups', { ...assigned, 'members@odata.bind': bound });
  expect(made.status).toBe(201);
  const members = `/beta/groups/${made.body.id}/members`;
  for (const id of users.slice(1)) {
    const reference = { '@odata.id': `${app.host.url}/beta/directoryObjects/${id}` };
    expect((await app.post(`${members}/$ref`, reference, JSON_TYPE)).status).toBe(204);
  }
  const again = await app.post(`${members}/$ref`, { '@odata.id': bound[0] }, JSON_TYPE);
  expect(again.body.error.message).toContain('One or more added object references already exist');

  const found: string[] = [];
  for (let next: string | undefined = `${members}?$top=1&$select=id`; next !== undefined; ) {
    const { status, body: page } = await app.get(next);
    expect(status).toBe(200);
    found.push(...page.value.map(({ id }: { readonly id: string }) => id));
    next = page['@odata.nextLink'] && rewritten(page['@odata.nextLink']);
  }
  expect(found.sort()).toEqual([...users].sort());
  for (const id of users) expect((await app.delete(`${members}/${id}/$ref`)).status).toBe(204);
  expect((await app.delete(`/beta/groups/${made.body.id}`)).status).toBe(204);
});

/** Go sorts the parameters and encodes them anew. */
function rewritten(link: string): string {
  const url = new URL(link);
  url.searchParams.sort();
  return `${url.origin}${url.pathname}?${url.searchParams.toString()}`;
}
