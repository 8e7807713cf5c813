import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, dynamic, TestServer } from './test-server.ts';

const EVENTUAL = { ConsistencyLevel: 'eventual' };
const NOBODY = '00000000-1111-4222-8333-444444444444';
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

async function add(group: string, member: string): Promise<void> {
  const body = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${member}` };
  const reply = await server.post(`/v1.0/groups/${group}/members/$ref`, body);
  expect(reply.status).toBe(204);
}

async function ids(path: string): Promise<readonly string[]> {
  const { status, body } = await server.get(path);
  expect(status).toBe(200);
  return body.value.map((item: { id: string }) => item.id).sort();
}

/** A user in a dynamic group in an assigned one in another, and a circle back to the assigned one. */
async function nest() {
  const user = await server.createUser({ department: 'Sales' });
  const outsider = await server.createUser();
  const dynamicGroup = await server.createGroup(dynamic('user.department -eq "Sales"'));
  const inner = await server.createGroup({ displayName: 'Inner' });
  const outer = await server.createGroup({ displayName: 'Outer' });
  await server.settle();
  await add(inner, dynamicGroup);
  await add(outer, inner);
  await add(inner, outer);
  await add(outer, outsider);
  return { user, outsider, dynamicGroup, inner, outer };
}

describe('members over groups in groups', () => {
  it('are each listed once, with the groups in between, even in a circle', async () => {
    const { user, outsider, dynamicGroup, inner, outer } = await nest();
    const found = await ids(`/v1.0/groups/${outer}/transitiveMembers`);
    expect(found).toEqual([user, outsider, dynamicGroup, inner].sort());
    expect(await ids(`/v1.0/groups/${inner}/transitiveMembers`)).toEqual(
      [user, outsider, dynamicGroup, outer].sort(),
    );
    expect(await ids(`/v1.0/groups/${outer}/members`)).toEqual([outsider, inner].sort());
  });

  it('are counted, and listed over pages', async () => {
    const { outer } = await nest();
    const path = `/v1.0/groups/${outer}/transitiveMembers`;
    expect((await server.get(`${path}/$count`, EVENTUAL)).body).toBe('4');
    const seen: string[] = [];
    let next = `${path}?$top=1&$select=id`;
    while (next !== '') {
      const { body } = await server.get(next);
      expect(body.value.length).toBeLessThanOrEqual(1);
      for (const { id } of body.value) seen.push(id);
      next = body['@odata.nextLink']?.slice(BASE.length) ?? '';
    }
    expect([...seen].sort()).toEqual(await ids(path));
  });

  it('lose those who left, once the group between has lost them', async () => {
    const { user, outer } = await nest();
    await server.patch(`/v1.0/users/${user}`, { department: 'Legal' });
    await server.settle();
    expect(await ids(`/v1.0/groups/${outer}/transitiveMembers`)).not.toContain(user);
  });
});

describe('lists of one type', () => {
  it.each(['microsoft.graph.user', 'graph.user', 'Microsoft.Graph.User'])(
    'as %s show its properties and count it, without its name (17.3, 17.15)',
    async (cast) => {
      const { user, outsider, outer } = await nest();
      const reply = await server.get(
        `/v1.0/groups/${outer}/transitiveMembers/${cast}?$select=id,department&$count=true`,
        EVENTUAL,
      );
      expect(reply.body['@odata.context']).toBe(`${BASE}/v1.0/$metadata#users(id,department)`);
      expect(reply.body['@odata.count']).toBe(2);
      expect(reply.body.value).toHaveLength(2);
      expect(reply.body.value).toContainEqual({ id: user, department: 'Sales' });
      expect(reply.body.value).toContainEqual({ id: outsider, department: null });
      const count = await server.get(`/v1.0/groups/${outer}/members/${cast}/$count`, EVENTUAL);
      expect(count.body).toBe('1');
    },
  );

  it.each([
    ['members/microsoft.graph.device', 'devices'],
    ['transitiveMembers/graph.orgContact', 'orgContacts'],
    ['memberOf/microsoft.graph.administrativeUnit', 'administrativeUnits'],
    ['transitiveMemberOf/microsoft.graph.directoryRole', 'directoryRoles'],
  ])('%s is empty', async (path, type) => {
    const { dynamicGroup } = await nest();
    const { body } = await server.get(`/v1.0/groups/${dynamicGroup}/${path}`);
    expect(body).toEqual({ '@odata.context': `${BASE}/v1.0/$metadata#${type}`, value: [] });
  });

  it('know only the properties of the type', async () => {
    const { outer } = await nest();
    const path = `/v1.0/groups/${outer}/members/microsoft.graph.user?$select=membershipRule`;
    expect((await server.get(path)).body.error.message).toContain("on type 'microsoft.graph.user'");
  });

  it('need a group that is there', async () => {
    for (const cast of ['user', 'orgContact'])
      expect(
        (await server.get(`/v1.0/groups/${NOBODY}/members/microsoft.graph.${cast}`)).status,
      ).toBe(404);
  });
});

describe('the groups of a user, device or group', () => {
  it('are those it is in directly, and with those over other groups', async () => {
    const { user, dynamicGroup, inner, outer } = await nest();
    expect(await ids(`/v1.0/users/${user}/memberOf`)).toEqual([dynamicGroup]);
    const all = [dynamicGroup, inner, outer].sort();
    expect(await ids(`/v1.0/users/${user}/transitiveMemberOf`)).toEqual(all);
    expect(await ids(`/v1.0/groups/${dynamicGroup}/memberOf`)).toEqual([inner]);
    expect(await ids(`/v1.0/groups/${dynamicGroup}/transitiveMemberOf`)).toEqual(
      [inner, outer].sort(),
    );
    expect(await ids(`/v1.0/groups/${outer}/transitiveMemberOf`)).toEqual([inner]);
    await server.settle();
    expect(await ids(`/v1.0/users/${user}/transitiveMemberOf`)).toEqual(all);
  });

  it('come with their type in the general list, as references, counted, and of one type', async () => {
    const { user, dynamicGroup } = await nest();
    const path = `/v1.0/users/${user}/memberOf`;
    const { body } = await server.get(path);
    expect(body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.group', id: dynamicGroup },
    ]);
    expect((await server.get(`${path}/$ref`)).body.value).toEqual([
      { '@odata.id': `${BASE}/v1.0/directoryObjects/${dynamicGroup}` },
    ]);
    expect((await server.get(`${path}/$count`, EVENTUAL)).body).toBe('1');
    const cast = await server.get(`${path}/microsoft.graph.group?$select=id,displayName`);
    expect(cast.body).toEqual({
      '@odata.context': `${BASE}/v1.0/$metadata#groups(id,displayName)`,
      value: [{ id: dynamicGroup, displayName: 'Sales' }],
    });
    const counted = await server.get(`${path}/graph.group/$count`, EVENTUAL);
    expect(counted.body).toBe('1');
  });

  it('show the state of each as it is now where it is selected in beta', async () => {
    const { user, dynamicGroup } = await nest();
    const select = '$select=id,membershipRuleProcessingStatus';
    const { body } = await server.get(`/beta/users/${user}/memberOf?${select}`);
    expect(body.value).toMatchObject([
      { id: dynamicGroup, membershipRuleProcessingStatus: { status: 'Succeeded' } },
    ]);
  });

  it('leave out a group that was deleted, at once', async () => {
    const { user, inner, dynamicGroup } = await nest();
    await server.delete(`/v1.0/groups/${inner}`);
    expect(await ids(`/v1.0/users/${user}/transitiveMemberOf`)).toEqual([dynamicGroup]);
  });

  it('are those of the caller below /me', async () => {
    expect((await server.get('/v1.0/me/memberOf')).status).toBe(404);
    const me = await server.createUser({ id: '00000000-0000-4000-8000-000000000001' });
    const group = await server.createGroup({ displayName: 'Mine' });
    await add(group, me);
    expect(await ids('/v1.0/me/memberOf')).toEqual([group]);
    expect(await ids('/v1.0/users/me-token-to-replace/transitiveMemberOf')).toEqual([group]);
  });
});
