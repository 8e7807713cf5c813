import { beforeEach, describe, expect, it } from 'vitest';
import { GROUP } from '../../src/contract/group-type.ts';
import { defaultProperties } from '../../src/contract/property.ts';
import { BASE, dynamic, TestServer } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** Reads a document without text between its tags; throws when it is not well formed. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const declared = xml.replace(/^<\?xml [^>]*\?>/, '');
  expect(declared).not.toBe(xml);
  for (const [, end, name = '', written = '', empty] of matches(declared)) {
    const parent = open.at(-1);
    if (end === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> ends another element`);
      continue;
    }
    const attributes = Object.fromEntries(
      [...written.matchAll(/([\w:]+)="([^"<&]*)"/g)].map(([, key, value]) => [key, value]),
    );
    const element = { name, attributes, children: [] };
    parent?.children.push(element);
    if (empty !== '/') open.push(element);
  }
  expect(open).toEqual([root]);
  const [document, ...others] = root.children;
  expect(others).toEqual([]);
  return document ?? root;
}

function matches(xml: string): readonly RegExpMatchArray[] {
  const tag = /<(\/?)([\w:]+)((?:\s[\w:]+="[^"<&]*")*)(\/?)>/g;
  expect(xml.replace(tag, '')).toBe('');
  return [...xml.matchAll(tag)];
}

async function schemaOf(version: string): Promise<Element> {
  const reply = await server.get(`/${version}/$metadata`);
  expect(reply.status).toBe(200);
  expect(reply.headers['Content-Type']).toBe('application/xml');
  const document = parse(reply.body);
  expect(document).toMatchObject({ name: 'edmx:Edmx', attributes: { Version: '4.0' } });
  const schema = document.children[0]?.children[0];
  if (schema?.attributes.Namespace !== 'microsoft.graph') return expect.unreachable();
  return schema;
}

function named(schema: Element, name: string): Element {
  const found = schema.children.find(({ attributes }) => attributes.Name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function namesIn(element: Element, kind: string): readonly (string | undefined)[] {
  return element.children
    .filter(({ name }) => name === kind)
    .map(({ attributes }) => attributes.Name);
}

describe('the metadata document', () => {
  it.each(['v1.0', 'beta'] as const)('of %s names every type it uses', async (version) => {
    const schema = await schemaOf(version);
    const known = new Set(schema.children.map(({ attributes }) => attributes.Name));
    expect(known.size).toBeGreaterThan(15);
    const used = JSON.stringify(schema.children).matchAll(/"(?:Collection\()?([\w.]+)\)?"/g);
    for (const [, type = ''] of used)
      if (type.startsWith('microsoft.graph.')) expect(known).toContain(type.slice(16));
  });

  it.each(['v1.0', 'beta'] as const)('of %s has the properties that are shown', async (version) => {
    const schema = await schemaOf(version);
    const shown = defaultProperties(GROUP, version).map(({ name }) => name);
    const declared = ['group', 'directoryObject', 'entity'].flatMap((type) =>
      namesIn(named(schema, type), 'Property'),
    );
    expect(declared).toEqual(expect.arrayContaining(shown));
    expect(new Set(declared).size).toBe(declared.length);
  });

  it('knows the processing status in beta alone, with five values', async () => {
    const beta = await schemaOf('beta');
    expect(namesIn(named(beta, 'group'), 'Property')).toContain('membershipRuleProcessingStatus');
    expect(namesIn(named(beta, 'membershipRuleProcessingStatusDetails'), 'Member')).toEqual([
      'NotStarted',
      'Running',
      'Failed',
      'Succeeded',
      'UnsupportedFutureValue',
    ]);
    const status = named(beta, 'membershipRuleProcessingStatus').children.map((part) => [
      part.attributes.Name,
      part.attributes.Type,
    ]);
    expect(status).toEqual([
      ['status', 'microsoft.graph.membershipRuleProcessingStatusDetails'],
      ['lastMembershipUpdated', 'Edm.DateTimeOffset'],
      ['errorMessage', 'Edm.String'],
    ]);
    const stable = await server.get('/v1.0/$metadata');
    for (const name of ['rocessingStatus', 'valuateDynamicMembership'])
      expect(stable.body.includes(name), name).toBe(false);
  });

  it('says that lists are lists and complex values are complex', async () => {
    const user = named(await schemaOf('v1.0'), 'user');
    const type = (name: string) => named(user, name).attributes.Type;
    expect(type('businessPhones')).toBe('Collection(Edm.String)');
    expect(type('assignedPlans')).toBe('Collection(microsoft.graph.assignedPlan)');
    expect(type('accountEnabled')).toBe('Edm.Boolean');
    expect(type('onPremisesExtensionAttributes')).toBe(
      'microsoft.graph.onPremisesExtensionAttributes',
    );
    expect(type('memberOf')).toBe('Collection(microsoft.graph.directoryObject)');
  });

  it('is told to everybody, as is the list of collections', async () => {
    const closed = new TestServer({});
    expect((await closed.get('/beta/%24metadata')).status).toBe(200);
    const { status, body } = await closed.get('/v1.0/');
    expect(status).toBe(200);
    expect(body['@odata.context']).toBe(`${BASE}/v1.0/$metadata`);
    expect(body.value).toContainEqual({ name: 'groups', kind: 'EntitySet', url: 'groups' });
  });
});

describe('what is not here is asked for in vain, and not refused', () => {
  it('administrative units', async () => {
    const filter = "$filter=membershipType eq 'Dynamic'&$count=true";
    const reply = await server.get(`/v1.0/directory/administrativeUnits?${filter}`, {
      ConsistencyLevel: 'eventual',
    });
    expect(reply.body).toEqual({
      '@odata.context': `${BASE}/v1.0/$metadata#directory/administrativeUnits`,
      '@odata.count': 0,
      value: [],
    });
    const one = '/v1.0/directory/administrativeUnits/0000aaaa-1111-4222-8333-444444444444';
    expect((await server.get(one)).status).toBe(404);
    expect((await server.patch(one, { membershipRuleProcessingState: 'Paused' })).status).toBe(404);
  });

  it('deleted users, who are deleted for good', async () => {
    const user = await server.createUser();
    await server.delete(`/v1.0/users/${user}`);
    const { body } = await server.get('/v1.0/directory/deletedItems/microsoft.graph.user');
    expect(body).toEqual({ '@odata.context': `${BASE}/v1.0/$metadata#users`, value: [] });
  });
});

it('a manager can be read as a reference', async () => {
  const [user, manager] = [await server.createUser(), await server.createUser()];
  const path = `/v1.0/users/${user}/manager/$ref`;
  expect((await server.get(path)).status).toBe(404);
  await server.send('PUT', path, { '@odata.id': `https://example.com/v1.0/users('${manager}')` });
  expect((await server.get(path)).body).toEqual({
    '@odata.context': `${BASE}/v1.0/$metadata#$ref`,
    '@odata.id': `${BASE}/v1.0/directoryObjects/${manager}`,
  });
});

describe('one address in many spellings (17.15)', () => {
  it.each([
    '/v1.0/groups/{id}/members',
    "/v1.0/groups('{id}')/members",
    "/v1.0/groups(id='{id}')/members",
    '/v1.0/groups({id})/members',
    '/V1.0/GROUPS/{ID}/MEMBERS',
    '/v1.0/Groups/{ID}/Members/',
    '/v1.0//groups//{id}//members',
    '/v1.0/groups%28%27{id}%27%29/members',
    '/%76%31.0/groups/{id}/members',
    '/v1.0/groups/{id}/members?%24select=id&$Top=5',
    '/v1.0/groups/{id}/members/microsoft.graph.user',
    '/v1.0/groups/{id}/members/Graph.User',
    "/beta/groups('{id}')/transitivemembers/graph.user?select=id",
  ])('%s', async (spelling) => {
    const user = await server.createUser({ department: 'Sales' });
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    const path = spelling.replace('{id}', group).replace('{ID}', group.toUpperCase());
    const { status, body } = await server.get(path);
    expect(status).toBe(200);
    expect(body.value).toMatchObject([{ id: user }]);
  });
});
