/** Groups that are addressed by their uniqueName, and made under it when they are missing. */

import { beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/access/caller.ts';
import { BASE, dynamic, groupBody, TestServer } from './test-server.ts';

const TEAM = "/v1.0/groups(uniqueName='team')";
const RULE = 'user.department -eq "Sales"';
const UPSERT = { Prefer: 'return=minimal, create-if-missing' };

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

const named = async () =>
  (await server.get('/v1.0/groups?$select=id,uniqueName,displayName')).body.value;

describe('an address with a uniqueName', () => {
  it('is that of the group, and so is every path below it', async () => {
    const group = await server.createGroup({ uniqueName: 'Team' });
    const user = await server.createUser();
    const { body } = await server.get("/v1.0/groups(UNIQUENAME='TEAM')");
    expect(body).toMatchObject({ id: group, uniqueName: 'Team' });
    const reference = { '@odata.id': `${BASE}/v1.0/directoryObjects/${user}` };
    expect((await server.post(`${TEAM}/members/$ref`, reference)).status).toBe(204);
    const members = await server.get(`${TEAM}/members?$select=id`);
    expect(members.body.value).toMatchObject([{ id: user }]);
    const asked = await server.post(`${TEAM}/getMemberGroups`, { securityEnabledOnly: false });
    expect(asked.body.value).toEqual([]);
    expect((await server.get("/muster/v1/groups(uniqueName='team')/history")).status).toBe(200);
    expect((await server.delete(`${TEAM}/members/${user}/$ref`)).status).toBe(204);
    expect((await server.patch(TEAM, { description: 'x' })).status).toBe(204);
    expect((await server.get(`/v1.0/groups/${group}`)).body.description).toBe('x');
    expect((await server.delete(TEAM)).status).toBe(204);
    expect((await server.get(TEAM)).status).toBe(404);
  });

  it('leads on to the next page', async () => {
    await server.createGroup({ uniqueName: "o'team" });
    const path = "/v1.0/groups(uniqueName='o''team')/members";
    for (const user of [await server.createUser(), await server.createUser()])
      await server.post(`${path}/$ref`, { '@odata.id': `${BASE}/v1.0/users/${user}` });
    const first = await server.get(`${path}?$top=1`);
    const next = await server.get(first.body['@odata.nextLink'].slice(BASE.length));
    expect(next.body.value).toHaveLength(1);
    expect(next.body.value[0].id).not.toBe(first.body.value[0].id);
  });

  it('is 404 when nobody has the name, and nothing is made', async () => {
    expect((await server.get(TEAM)).status).toBe(404);
    expect((await server.patch(TEAM, groupBody())).status).toBe(404);
    expect((await server.delete(TEAM, UPSERT)).status).toBe(404);
    expect((await server.get(`${TEAM}/members`)).status).toBe(404);
    expect(await named()).toEqual([]);
  });
});

describe('a uniqueName', () => {
  it('is null until it is given, and then stays', async () => {
    const group = `/v1.0/groups/${await server.createGroup()}`;
    expect((await server.get(group)).body.uniqueName).toBeNull();
    expect((await server.patch(group, { uniqueName: null })).status).toBe(204);
    expect((await server.patch(group, { uniqueName: 'team' })).status).toBe(204);
    expect((await server.patch(group, { uniqueName: 'Team', description: 'x' })).status).toBe(204);
    for (const uniqueName of ['other', null]) {
      const { status, body } = await server.patch(group, { uniqueName });
      expect(status).toBe(400);
      expect(body.error.details).toMatchObject([{ code: 'ReadOnly', target: 'uniqueName' }]);
    }
    expect((await server.get(group)).body).toMatchObject({ uniqueName: 'team', description: 'x' });
  });

  it('has 1 to 128 characters and is nobody else’s', async () => {
    const create = (uniqueName: string) =>
      server.post('/v1.0/groups', { ...groupBody(), uniqueName });
    expect((await create('x'.repeat(129))).status).toBe(400);
    expect((await create('')).status).toBe(400);
    expect((await create('ß'.repeat(128))).status).toBe(201);
    expect((await create('team')).status).toBe(201);
    expect((await create('TEAM')).body.error.message).toBe(
      'Another object with the same value for property uniqueName already exists.',
    );
  });

  it('is found by a filter without reading the list', async () => {
    for (const uniqueName of ['Team', 'other']) await server.createGroup({ uniqueName });
    const before = [...server.memory.tables.requests];
    const { body } = await server.get("/v1.0/groups?$filter=uniqueName eq 'team'");
    expect(body.value).toMatchObject([{ uniqueName: 'Team' }]);
    const names = [...server.memory.tables.requests]
      .filter(([name, count]) => count > (new Map(before).get(name) ?? 0))
      .map(([name]) => name);
    expect(names.some((name) => name.startsWith('lookup.'))).toBe(true);
    expect(names.filter((name) => name.startsWith('listing.'))).toEqual([]);
  });
});

describe('create-if-missing', () => {
  it('makes the group under the name, and changes it afterwards', async () => {
    const made = await server.patch(TEAM, { ...groupBody(), displayName: 'First' }, UPSERT);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ uniqueName: 'team', displayName: 'First' });
    expect(made.headers.Location).toBe(`${BASE}/v1.0/groups/${made.body.id}`);
    const changed = await server.patch(TEAM, { displayName: 'Second' }, UPSERT);
    expect(changed).toMatchObject({ status: 204, body: null });
    const { id } = made.body;
    expect(await named()).toEqual([{ id, uniqueName: 'team', displayName: 'Second' }]);
  });

  it('makes one group for all who ask at the same time', async () => {
    const replies = await Promise.all(
      [1, 2, 3].map(() => server.patch(TEAM, { ...groupBody(), ...dynamic(RULE) }, UPSERT)),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 204, 204]);
    expect(await named()).toHaveLength(1);
  });

  it('needs what a new group needs, and no other name than that of the address', async () => {
    expect((await server.patch(TEAM, { displayName: 'x' }, UPSERT)).status).toBe(400);
    const other = { ...groupBody(), uniqueName: 'other' };
    expect((await server.patch(TEAM, other, UPSERT)).status).toBe(400);
    const seen = `/v1.0/groups/${await server.createGroup()}?$select=id,@odata.etag`;
    const etag = (await server.get(seen)).body['@odata.etag'];
    const known = { ...UPSERT, 'If-Match': etag };
    expect((await server.patch(TEAM, groupBody(), known)).status).toBe(412);
    expect((await server.get(TEAM)).status).toBe(404);
    const same = { ...groupBody(), uniqueName: 'Team' };
    await server.patch(TEAM, same, UPSERT);
    expect((await server.get(TEAM)).body.uniqueName).toBe('team');
  });

  it('asks for the right to create where the group is missing, and to change where it is there', async () => {
    const program: Caller = {
      kind: 'application',
      id: '12121212-1212-4212-8212-121212121212',
      displayName: 'Program',
      userPrincipalName: null,
      permissions: ['Group.Create'],
      directoryRoles: [],
    };
    const user = await server.createUser();
    const owner: Caller = {
      ...program,
      kind: 'user',
      id: user,
      permissions: ['Group.ReadWrite.All'],
    };
    let caller = program;
    const guarded = new TestServer(undefined, undefined, async () => caller);
    const upsert = async () => (await guarded.patch(TEAM, groupBody(), UPSERT)).status;
    expect(await upsert()).toBe(201);
    expect(await upsert()).toBe(403);
    caller = owner;
    expect(await upsert()).toBe(403);
    expect((await guarded.patch("/v1.0/groups(uniqueName='x')", groupBody(), UPSERT)).status).toBe(
      403,
    );
    caller = { ...owner, directoryRoles: ['Groups Administrator'] };
    expect(await upsert()).toBe(204);
  });

  it('lets an owner change what is his, by name as by id', async () => {
    let caller: Caller = {
      kind: 'user',
      id: '12121212-1212-4212-8212-121212121212',
      displayName: 'Zoe',
      userPrincipalName: null,
      permissions: 'all',
      directoryRoles: ['Global Administrator'],
    };
    const guarded = new TestServer(undefined, undefined, async () => caller);
    const id = await guarded.createUser();
    const owners = { 'owners@odata.bind': [`${BASE}/v1.0/users/${id}`] };
    await guarded.createGroup({ uniqueName: 'team', ...owners });
    await guarded.createGroup({ uniqueName: 'other' });
    caller = { ...caller, id, directoryRoles: [] };
    for (const headers of [{}, UPSERT]) {
      expect((await guarded.patch(TEAM, { description: 'x' }, headers)).status).toBe(204);
      const other = "/v1.0/groups(uniqueName='other')";
      expect((await guarded.patch(other, { description: 'x' }, headers)).status).toBe(403);
    }
    expect((await guarded.delete(TEAM)).status).toBe(204);
  });
});
