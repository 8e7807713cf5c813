import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, dynamic, TestServer } from './test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

const device = {
  accountEnabled: true,
  deviceId: '0000aaaa-1111-4222-8333-444444444444',
  displayName: 'Laptop',
  operatingSystem: 'Windows',
  operatingSystemVersion: '11',
};

async function createDevice(): Promise<string> {
  return (await server.post('/v1.0/devices', device)).body.id;
}

describe('an object by its id', () => {
  it('comes with its type, whichever it is (17.3)', async () => {
    const user = await server.createUser({ jobTitle: 'Clerk' });
    const group = await server.createGroup();
    const id = await createDevice();
    const context = `${BASE}/v1.0/$metadata#directoryObjects/$entity`;
    for (const [key, type] of [
      [user, 'user'],
      [group, 'group'],
      [id, 'device'],
    ]) {
      const { body } = await server.get(`/v1.0/directoryObjects/${key?.toUpperCase()}`);
      expect(Object.entries(body).slice(0, 2)).toEqual([
        ['@odata.context', context],
        ['@odata.type', `#microsoft.graph.${type}`],
      ]);
      expect(body.id).toBe(key);
    }
    const selected = await server.get(`/v1.0/directoryObjects('${user}')?$select=jobTitle`);
    expect(selected.body).toEqual({
      '@odata.context': `${BASE}/v1.0/$metadata#directoryObjects(jobTitle)/$entity`,
      '@odata.type': '#microsoft.graph.user',
      jobTitle: 'Clerk',
    });
  });

  it.each([NOBODY, 'sales'])('is 404 for %s', async (id) => {
    expect((await server.get(`/v1.0/directoryObjects/${id}`)).status).toBe(404);
  });
});

describe('getByIds', () => {
  async function find(body: unknown) {
    return server.post('/v1.0/directoryObjects/getByIds', body);
  }

  it('answers those that are there, in the order asked for, each with its type', async () => {
    const user = await server.createUser();
    const group = await server.createGroup();
    const id = await createDevice();
    const gone = await server.createUser();
    await server.delete(`/v1.0/users/${gone}`);
    const ids = [group, NOBODY, id, gone, user.toUpperCase(), user];
    const { body, status } = await find({ ids });
    expect(status).toBe(200);
    expect(body['@odata.context']).toBe(`${BASE}/v1.0/$metadata#directoryObjects`);
    expect(body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.group', id: group },
      { '@odata.type': '#microsoft.graph.device', id },
      { '@odata.type': '#microsoft.graph.user', id: user },
    ]);
    const users = await find({ ids, types: ['user', 'contact'] });
    expect(users.body.value).toMatchObject([{ id: user }]);
    expect((await find({ ids, types: ['contact'] })).body.value).toEqual([]);
    const named = await find({ ids, types: ['microsoft.graph.Group', '#microsoft.graph.device'] });
    expect(named.body.value).toMatchObject([{ id: group }, { id }]);
  });

  it('takes 1,000 ids and no more', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => NOBODY.slice(0, -4) + String(at).padStart(4, '0'));
    expect((await find({ ids: many(1_000) })).status).toBe(200);
    const refused = await find({ ids: many(1_001) });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('1,000');
  });

  it.each([{}, { ids: 'x' }, { ids: [] }, { ids: ['x'] }, { ids: [NOBODY], type: ['user'] }])(
    'refuses %j',
    async (body) => {
      const reply = await find(body);
      expect(reply.status).toBe(400);
      expect(reply.body.error.code).toBe('Request_BadRequest');
    },
  );

  it('reads users of one block together, once it is known where they are', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 60; made++) ids.push(await server.createUser());
    await find({ ids });
    const before = server.memory.tables.requestCount();
    expect((await find({ ids, types: ['user'] })).body.value).toHaveLength(60);
    expect(server.memory.tables.requestCount() - before).toBeLessThan(10);
  });
});

describe('the groups an object is in', () => {
  async function nest() {
    const user = await server.createUser({ department: 'Sales' });
    const sales = await server.createGroup(dynamic('user.department -eq "Sales"'));
    const mail = await server.createGroup({
      groupTypes: ['Unified'],
      mailEnabled: true,
      securityEnabled: false,
      mailNickname: 'mail',
    });
    const outer = await server.createGroup();
    const other = await server.createGroup();
    for (const [group, member] of [
      [outer, sales],
      [mail, user],
    ])
      await server.post(`/v1.0/groups/${group}/members/$ref`, {
        '@odata.id': `${BASE}/v1.0/directoryObjects/${member}`,
      });
    await server.settle();
    return { user, sales, mail, outer, other };
  }

  it.each(['users', 'directoryObjects'])(
    'are checked below %s, over groups in groups',
    async (collection) => {
      const { user, sales, mail, outer, other } = await nest();
      const groupIds = [outer, other, NOBODY, sales, mail.toUpperCase()];
      const path = `/v1.0/${collection}/${user}`;
      const { body } = await server.post(`${path}/checkMemberGroups`, { groupIds });
      expect(body).toEqual({
        '@odata.context': `${BASE}/v1.0/$metadata#Collection(Edm.String)`,
        value: [outer, sales, mail],
      });
      const objects = await server.post(`${path}/microsoft.graph.checkMemberObjects`, {
        ids: groupIds,
      });
      expect(objects.body.value).toEqual(body.value);
    },
  );

  it('are checked for groups and devices too', async () => {
    const { sales, outer, mail } = await nest();
    const groups = await server.post(`/v1.0/groups/${sales}/checkMemberGroups`, {
      groupIds: [outer, mail, sales],
    });
    expect(groups.body.value).toEqual([outer]);
    const id = await createDevice();
    const reply = await server.post(
      `/v1.0/devices(deviceId='${device.deviceId}')/getMemberGroups`,
      {
        securityEnabledOnly: false,
      },
    );
    expect(reply.body.value).toEqual([]);
    const checked = await server.post(`/v1.0/devices/${id}/checkMemberGroups`, {
      groupIds: [outer],
    });
    expect(checked.body.value).toEqual([]);
  });

  it('are all listed by id, or the security groups alone', async () => {
    const { user, sales, mail, outer } = await nest();
    const path = `/v1.0/users/${user}`;
    const all = await server.post(`${path}/getMemberGroups`, { securityEnabledOnly: false });
    expect(all.body.value).toEqual([sales, mail, outer].sort());
    const secure = await server.post(`${path}/getMemberObjects`, { securityEnabledOnly: true });
    expect(secure.body.value).toEqual([sales, outer].sort());
    const group = await server.post(`/v1.0/groups/${sales}/getMemberGroups`, {
      securityEnabledOnly: true,
    });
    expect(group.status).toBe(400);
  });

  it.each([
    ['checkMemberGroups', {}],
    ['checkMemberGroups', { ids: [NOBODY] }],
    ['checkMemberGroups', { groupIds: Array.from({ length: 21 }, () => NOBODY) }],
    ['checkMemberObjects', { ids: ['sales'] }],
    ['getMemberGroups', { securityEnabledOnly: 'no' }],
  ])('%s refuses %j', async (action, body) => {
    const user = await server.createUser();
    expect((await server.post(`/v1.0/users/${user}/${action}`, body)).status).toBe(400);
  });

  it('are nobody’s who is not there', async () => {
    const body = { groupIds: [NOBODY] };
    for (const collection of ['users', 'groups', 'devices', 'directoryObjects']) {
      const path = `/v1.0/${collection}/${NOBODY}/checkMemberGroups`;
      expect((await server.post(path, body)).status).toBe(404);
    }
  });
});

it('registered extension properties are all available, none of them synchronised', async () => {
  const application = await server.post('/v1.0/applications', { displayName: 'HR' });
  const property = { name: 'cost', dataType: 'String', targetObjects: ['User'] };
  const path = `/v1.0/applications(appId='${application.body.appId}')/extensionProperties`;
  const made = await server.post(path, property);
  expect(made.status).toBe(201);
  const ask = (body: unknown) =>
    server.post('/v1.0/directoryObjects/getAvailableExtensionProperties', body);
  const { body } = await ask({});
  expect(body.value).toMatchObject([
    { id: made.body.id, name: made.body.name, dataType: 'String' },
  ]);
  expect((await ask({ isSyncedFromOnPremises: false })).body.value).toHaveLength(1);
  expect((await ask({ isSyncedFromOnPremises: true })).body.value).toEqual([]);
});
