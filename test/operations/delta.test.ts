/** Delta queries as clients see them (graph-spec.md 10). */
import { beforeEach, describe, expect, test } from 'vitest';
import { BASE, dynamic, type Reply, TestServer } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

interface Round {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into items of every shape.
  readonly items: readonly any[];
  readonly deltaLink: string;
  readonly pages: number;
}

/** Every page of a round, from an address on. */
async function round(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Round> {
  const items: unknown[] = [];
  let pages = 0;
  for (let next = path; ; ) {
    const { status, body }: Reply = await server.get(next, headers);
    expect({ status, body }).toMatchObject({ status: 200 });
    items.push(...body.value);
    pages++;
    const link: string | undefined = body['@odata.nextLink'];
    if (link === undefined)
      return { items, pages, deltaLink: body['@odata.deltaLink'].slice(BASE.length) };
    expect(body['@odata.deltaLink']).toBeUndefined();
    next = link.slice(BASE.length);
  }
}

const userType = '#microsoft.graph.user';

describe('the first round', () => {
  test('lists everything in pages and ends with a deltaLink', async () => {
    const ids = [];
    for (let made = 0; made < 5; made++) ids.push(await server.createUser({ department: 'Sales' }));
    const all = await round('/v1.0/users/delta?$select=displayName&$top=2');
    expect(all.pages).toBe(3);
    expect(all.items.map(({ id }) => id)).toEqual(ids);
    expect(all.items[0]).toEqual({ id: ids[0], displayName: expect.any(String) });
    expect(all.deltaLink).toMatch(/^\/v1\.0\/users\/delta\?\$deltatoken=[\w-]+$/);
  });

  test('tells members with their types', async () => {
    const user = await server.createUser({ department: 'Sales' });
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    const { items } = await round('/v1.0/groups/delta');
    expect(items).toEqual([
      expect.objectContaining({
        id: group,
        displayName: 'Sales',
        'members@delta': [{ '@odata.type': userType, id: user }],
      }),
    ]);
    expect(items[0]).not.toHaveProperty('@odata.type');
  });

  test('tells the members of a large group in parts, over pages', async () => {
    const users: string[] = [];
    for (let made = 0; made < 1_100; made++) users.push(await server.createUser({ city: 'Bonn' }));
    const group = await server.createGroup(dynamic('user.city -eq "Bonn"'));
    await server.settle();
    const { items, pages } = await round('/v1.0/groups/delta?$select=members');
    expect(pages).toBe(2);
    expect(items.map(({ id }) => id)).toEqual([group, group]);
    const told = items.flatMap((item) => item['members@delta']);
    expect(told.map(({ id }) => id).sort()).toEqual([...users].sort());
  });

  test('is passed over with the token latest', async () => {
    await server.createUser();
    const { items, deltaLink } = await round('/v1.0/users/delta?$deltatoken=latest');
    expect(items).toEqual([]);
    expect((await round(deltaLink)).items).toEqual([]);
    const user = await server.createUser();
    expect((await round(deltaLink)).items.map(({ id }) => id)).toEqual([user]);
  });
});

describe('graph-spec.md 17.11: a later round', () => {
  test.each(['delta', 'delta()', 'microsoft.graph.delta()', 'Delta'])('%s is one', async (name) => {
    const { deltaLink } = await round(`/v1.0/groups/${name}?$deltatoken=latest`);
    const group = await server.createGroup();
    expect((await round(deltaLink)).items).toEqual([expect.objectContaining({ id: group })]);
  });

  test('in which nothing happened is empty and has a new deltaLink', async () => {
    await server.createGroup();
    const first = await round('/v1.0/groups/delta');
    server.minutes += 1;
    const second = await round(first.deltaLink);
    server.minutes += 20;
    const third = await round(second.deltaLink);
    expect([second.items, third.items]).toEqual([[], []]);
    expect(new Set([first, second, third].map(({ deltaLink }) => deltaLink)).size).toBe(3);
  });

  test('tells who came and who went, with a reason', async () => {
    const [stays, goes] = [
      await server.createUser({ city: 'Bonn' }),
      await server.createUser({ city: 'Bonn' }),
    ];
    const group = await server.createGroup(dynamic('user.city -eq "Bonn"'));
    await server.settle();
    const { deltaLink } = await round('/v1.0/groups/delta?$select=displayName,members');
    const comes = await server.createUser({ city: 'Bonn' });
    await server.patch(`/v1.0/users/${goes}`, { city: 'Kiel' });
    await server.settle();
    const { items } = await round(deltaLink);
    expect(items.flatMap((item) => item['members@delta']).sort(byId)).toEqual(
      [
        { '@odata.type': userType, id: comes },
        { '@odata.type': userType, id: goes, '@removed': { reason: 'deleted' } },
      ].sort(byId),
    );
    expect(new Set(items.map(({ id }) => id))).toEqual(new Set([group]));
    expect(JSON.stringify(items)).not.toContain(stays);
  });

  test('tells of deleted groups whether they can come back', async () => {
    const unified = await server.createGroup({ groupTypes: ['Unified'], mailEnabled: true });
    const security = await server.createGroup({ mailNickname: 'other' });
    const { deltaLink } = await round('/v1.0/groups/delta');
    for (const id of [unified, security]) await server.delete(`/v1.0/groups/${id}`);
    await server.settle();
    const gone = await round(deltaLink);
    expect([...gone.items].sort(byId)).toEqual(
      [
        { id: unified, '@removed': { reason: 'changed' } },
        { id: security, '@removed': { reason: 'deleted' } },
      ].sort(byId),
    );
    await server.delete(`/v1.0/directory/deletedItems/${unified}`);
    expect((await round(gone.deltaLink)).items).toEqual([
      { id: unified, '@removed': { reason: 'deleted' } },
    ]);
  });

  test('tells a group that came back with all its members', async () => {
    const user = await server.createUser();
    const group = await server.createGroup({ groupTypes: ['Unified'], mailEnabled: true });
    const member = { '@odata.id': `${BASE}/v1.0/directoryObjects/${user}` };
    await server.post(`/v1.0/groups/${group}/members/$ref`, member);
    await server.delete(`/v1.0/groups/${group}`);
    await server.settle();
    const { deltaLink } = await round('/v1.0/groups/delta');
    server.minutes += 60;
    await server.post(`/v1.0/directory/deletedItems/${group}/restore`, {});
    await server.settle();
    const { items } = await round(deltaLink);
    expect(items).toEqual([
      expect.objectContaining({
        id: group,
        'members@delta': [{ '@odata.type': userType, id: user }],
      }),
    ]);
  });

  test('tells of users that were changed, made and deleted', async () => {
    const [changed, deleted] = [await server.createUser(), await server.createUser()];
    await server.createUser();
    const { deltaLink } = await round('/v1.0/users/delta?$select=id,city');
    await server.patch(`/v1.0/users/${changed}`, { city: 'Bonn' });
    await server.delete(`/v1.0/users/${deleted}`);
    const made = await server.createUser();
    const { items } = await round(deltaLink);
    expect([...items].sort(byId)).toEqual(
      [
        { id: changed, city: 'Bonn' },
        { id: deleted, '@removed': { reason: 'deleted' } },
        { id: made, city: null },
      ].sort(byId),
    );
  });

  test('tells nothing of properties that are not selected', async () => {
    const user = await server.createUser();
    const group = await server.createGroup(dynamic('user.city -eq "Bonn"'));
    await server.settle();
    const users = await round('/v1.0/users/delta?$select=id,displayName');
    const groups = await round('/v1.0/groups/delta?$select=id');
    await server.patch(`/v1.0/users/${user}`, { city: 'Bonn' });
    await server.settle();
    expect(await server.get(`/v1.0/groups/${group}/members`)).toMatchObject({
      body: { value: [{ id: user }] },
    });
    expect((await round(users.deltaLink)).items).toEqual([]);
    expect((await round(groups.deltaLink)).items).toEqual([]);
  });

  test('leaves out what did not change with return=minimal', async () => {
    const user = await server.createUser();
    const { deltaLink } = await round('/v1.0/users/delta?$select=displayName,city,department');
    await server.patch(`/v1.0/users/${user}`, { city: 'Bonn' });
    expect((await round(deltaLink, { Prefer: 'return=minimal' })).items).toEqual([
      { id: user, city: 'Bonn' },
    ]);
    expect((await round(deltaLink)).items).toEqual([
      { id: user, displayName: expect.any(String), city: 'Bonn', department: null },
    ]);
  });

  test('follows up to fifty ids', async () => {
    const [followed, other] = [await server.createUser(), await server.createUser()];
    const filter = (ids: readonly string[]) =>
      encodeURIComponent(ids.map((id) => `id eq '${id}'`).join(' or '));
    const first = await round(`/v1.0/users/delta?$select=city&$filter=${filter([followed])}`);
    expect(first.items.map(({ id }) => id)).toEqual([followed]);
    for (const id of [followed, other]) await server.patch(`/v1.0/users/${id}`, { city: 'Bonn' });
    expect((await round(first.deltaLink)).items).toEqual([{ id: followed, city: 'Bonn' }]);
    const many = Array.from({ length: 51 }, (_, at) => followed.replace(/..$/, String(10 + at)));
    expect(await server.get(`/v1.0/users/delta?$filter=${filter(many)}`)).toMatchObject({
      status: 400,
    });
    expect(await server.get("/v1.0/users/delta?$filter=startswith(displayName,'a')")).toMatchObject(
      { status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } },
    );
  });

  test('starts over where the token is too old, foreign, or altered', async () => {
    const select = '$select=displayName,members';
    const { deltaLink } = await round(`/v1.0/groups/delta?${select}`);
    const token = deltaLink.slice(deltaLink.indexOf('=') + 1);
    const foreign = [`/v1.0/users/delta?$deltatoken=${token}`, '/v1.0/groups/delta?$deltatoken=x'];
    for (const link of foreign)
      expect(await server.get(link)).toMatchObject({
        status: 410,
        body: { error: { code: 'syncStateNotFound' } },
      });
    server.minutes += 7 * 24 * 60 + 1;
    const { status, headers } = await server.get(deltaLink);
    expect(status).toBe(410);
    const again = (headers.Location ?? '').slice(BASE.length);
    expect(again).toContain('$deltatoken=');
    expect(again).toContain(select);
    const group = await server.createGroup();
    expect((await round(again)).items).toMatchObject([{ id: group }]);
  });
});

function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : 1;
}
