/** What can be asked of members, memberships, owners and direct reports (graph-spec.md 6 and 8). */
import { beforeEach, describe, expect, it } from 'vitest';
import { EVENTUAL, pages } from './ask.ts';
import { BASE, TestServer } from './test-server.ts';

let server: TestServer;
let group: string;
let nested: string;
const ids: Record<string, string> = {};

function reference(id: string): Readonly<Record<string, string>> {
  return { '@odata.id': `${BASE}/v1.0/directoryObjects/${id}` };
}

beforeEach(async () => {
  server = new TestServer();
  group = await server.createGroup({ displayName: 'Outer' });
  nested = await server.createGroup({ displayName: 'Nested' });
  for (const name of ['Cleo', 'ann', 'Bob'])
    ids[name] = await server.createUser({ displayName: name, jobTitle: 'Clerk' });
  ids.Nested = nested;
  for (const id of Object.values(ids))
    await server.post(`/v1.0/groups/${group}/members/$ref`, reference(id));
});

async function names(path: string): Promise<readonly string[]> {
  const { status, body } = await server.get(path, EVENTUAL);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.value.map((item: { displayName: string }) => item.displayName);
}

describe('members', () => {
  it.each([
    ["members?$count=true&$filter=startswith(displayName,'a')", ['ann']],
    ['members?$count=true&$filter=jobTitle eq null', ['Nested']],
    ['members?$count=true&$orderby=displayName', ['ann', 'Bob', 'Cleo', 'Nested']],
    ['members?$count=true&$orderby=displayName desc&$top=2', ['Nested', 'Cleo']],
    ['members?$search="displayName:bob"', ['Bob']],
    ['members/microsoft.graph.user?$count=true&$orderby=displayName', ['ann', 'Bob', 'Cleo']],
    ["members/graph.user?$count=true&$filter=displayName ne 'ann'", ['Cleo', 'Bob']],
    ['members/graph.group?$count=true&$filter=mailEnabled eq false', ['Nested']],
    [
      "transitiveMembers?$count=true&$filter=jobTitle eq 'clerk' and displayName ge 'b'",
      ['Cleo', 'Bob'],
    ],
  ])('%s', async (query, expected) => {
    expect(await names(`/v1.0/groups/${group}/${query}`)).toEqual(expected);
  });

  it.each([
    ['members/$count', '4'],
    ["members/$count?$filter=startswith(displayName,'a')", '1'],
    ['members/microsoft.graph.user/$count', '3'],
    ["members/microsoft.graph.user/$count?$filter=displayName ne 'ann'", '2'],
    ['members/microsoft.graph.servicePrincipal/$count', '0'],
    ['members/$count?$search="displayName:nest"', '1'],
  ])('are counted: %s', async (query, expected) => {
    expect((await server.get(`/v1.0/groups/${group}/${query}`, EVENTUAL)).body).toBe(expected);
    expect((await server.get(`/v1.0/groups/${group}/${query}`)).status).toBe(400);
  });

  it('are asked for by id without the header, as Terraform does, in a handful of requests', async () => {
    const path = `/v1.0/groups/${group}/members?$filter=id eq '${ids.Bob}'`;
    expect(await names(path)).toEqual(['Bob']);
    const before = server.memory.tables.requestCount();
    const { body } = await server.get(path);
    expect(server.memory.tables.requestCount() - before).toBeLessThanOrEqual(5);
    expect(body.value).toHaveLength(1);
    const other = await server.createUser();
    const none = await server.get(`/v1.0/groups/${group}/members?$filter=id eq '${other}'`);
    expect(none).toMatchObject({ status: 200, body: { value: [] } });
    const plain = `/v1.0/groups/${group}/members?$filter=displayName eq 'Bob'`;
    expect((await server.get(plain)).body.error.code).toBe('Request_UnsupportedQuery');
  });

  it('are read over pages, filtered and sorted, each once', async () => {
    const path = `/v1.0/groups/${group}/members?$count=true&$top=1`;
    for (const query of ["&$filter=displayName ne 'ann'", '&$orderby=displayName', '']) {
      const found = await pages(server, `${path}${query}`, EVENTUAL);
      const shown = found.flatMap(({ body }) => body.value.map((item: { id: string }) => item.id));
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown.length).toBe(found[0]?.body['@odata.count']);
    }
  });
});

describe('memberships, owners and reports', () => {
  it('are filtered, sorted and counted', async () => {
    const user = `/v1.0/users/${ids.ann}`;
    expect(await names(`${user}/memberOf?$count=true&$filter=displayName eq 'outer'`)).toEqual([
      'Outer',
    ]);
    expect(await names(`${user}/memberOf?$count=true&$filter=displayName eq 'x'`)).toEqual([]);
    expect(await names(`${user}/memberOf?$filter=id eq '${group}'`)).toEqual(['Outer']);
    expect(await names(`/v1.0/groups/${nested}/memberOf?$search="displayName:out"`)).toEqual([
      'Outer',
    ]);
    await server.send('PUT', `${user}/manager/$ref`, reference(ids.Bob ?? ''));
    const reports = `/v1.0/users/${ids.Bob}/directReports`;
    expect(await names(`${reports}?$count=true&$orderby=displayName`)).toEqual(['ann']);
    await server.post(`/v1.0/groups/${group}/owners/$ref`, reference(ids.Cleo ?? ''));
    const owners = `/v1.0/groups/${group}/owners`;
    expect(await names(`${owners}?$count=true&$filter=startswith(displayName,'c')`)).toEqual([
      'Cleo',
    ]);
    expect(await names(`${owners}?$count=true&$filter=startswith(displayName,'d')`)).toEqual([]);
    const expanded = await server.get(`/v1.0/groups/${group}?$expand=owners($select=id)`);
    expect(expanded.body.owners).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: ids.Cleo },
    ]);
  });
});
