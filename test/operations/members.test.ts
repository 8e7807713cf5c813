import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, dynamic, TestServer } from './test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';
let server: TestServer;
let group: string;

beforeEach(async () => {
  server = new TestServer();
  group = await server.createGroup();
});

function reference(id: string): Readonly<Record<string, string>> {
  return { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` };
}

async function memberIds(path = `/v1.0/groups/${group}/members`): Promise<readonly string[]> {
  const { body } = await server.get(path);
  return body.value.map((member: { id: string }) => member.id);
}

describe('members of an assigned group', () => {
  it('are added and removed by reference', async () => {
    const [first, second] = [await server.createUser(), await server.createUser()];
    for (const id of [first, second]) {
      const reply = await server.post(`/v1.0/groups/${group}/members/$ref`, reference(id));
      expect(reply).toMatchObject({ status: 204, body: null });
    }
    expect(await memberIds()).toEqual([first, second]);
    const one = await server.delete(`/v1.0/groups/${group}/members/${first}/$ref`);
    expect(one.status).toBe(204);
    const url = encodeURIComponent(`${BASE}/v1.0/directoryObjects('${second}')`);
    const other = await server.delete(`/v1.0/groups/${group}/members/%24ref?@id=${url}`);
    expect(other.status).toBe(204);
    expect(await memberIds()).toEqual([]);
  });

  it('come with the group, or with a change of it, up to 20 at once', async () => {
    const [first, second] = [await server.createUser(), await server.createUser()];
    const bind = (id: string) => ({ 'members@odata.bind': [`${BASE}/beta/users/${id}`] });
    const made = await server.createGroup(bind(first));
    expect((await server.patch(`/v1.0/groups/${made}`, bind(second))).status).toBe(204);
    expect(await memberIds(`/v1.0/groups/${made}/members`)).toEqual([first, second]);
  });

  it('bear their type and the properties of their own kind', async () => {
    const user = await server.createUser({ jobTitle: 'Clerk' });
    await server.post(`/v1.0/groups/${group}/members/$ref`, reference(user));
    const nested = await server.createGroup({ displayName: 'Nested' });
    await server.post(`/v1.0/groups/${group}/members/$ref`, reference(nested));
    const { body } = await server.get(`/v1.0/groups/${group}/members`);
    expect(body['@odata.context']).toBe(`${BASE}/v1.0/$metadata#directoryObjects`);
    expect(body.value[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      id: user,
      jobTitle: 'Clerk',
      surname: null,
      businessPhones: [],
    });
    expect(body.value[0]).not.toHaveProperty('department');
    expect(body.value[1]).toMatchObject({ '@odata.type': '#microsoft.graph.group', id: nested });
    const selected = await server.get(`/v1.0/groups/${group}/members?$select=id,jobTitle`);
    expect(selected.body.value).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: user, jobTitle: 'Clerk' },
      { '@odata.type': '#microsoft.graph.group', id: nested },
    ]);
    const unknown = await server.get(`/v1.0/groups/${group}/members?$select=flavour`);
    expect(unknown.status).toBe(400);
  });

  it('are counted as plain text, only with the header of advanced queries', async () => {
    await server.post(`/v1.0/groups/${group}/members/$ref`, reference(await server.createUser()));
    const eventual = { ConsistencyLevel: 'eventual' };
    const reply = await server.get(`/v1.0/groups/${group}/members/$count`, eventual);
    expect(reply).toMatchObject({ status: 200, body: '1' });
    expect(reply.headers['Content-Type']).toBe('text/plain');
    const refused = await server.get(`/v1.0/groups/${group}/members/$count`);
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toBe('$count is not currently supported.');
    const list = await server.get(`/v1.0/groups/${group}/members?$count=true`, eventual);
    expect(list.body['@odata.count']).toBe(1);
    expect((await server.get(`/v1.0/groups/${group}/members?$count=true`)).body).not.toHaveProperty(
      '@odata.count',
    );
  });

  it('are listed over pages', async () => {
    const ids = [];
    for (let made = 0; made < 3; made++) {
      ids.push(await server.createUser());
      await server.post(`/v1.0/groups/${group}/members/$ref`, reference(ids[made] ?? ''));
    }
    const first = await server.get(`/v1.0/groups('${group}')/members?$top=2&$select=id`);
    const next = first.body['@odata.nextLink'].slice(BASE.length);
    expect(first.body.value.length).toBe(2);
    expect(await memberIds(next)).toEqual([ids[2]]);
    const token = next.split('$skiptoken=')[1];
    const elsewhere = await server.get(`/v1.0/users?$skiptoken=${token}`);
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.body.error.code).toBe('Directory_ExpiredPageToken');
  });

  it.each([
    ['one that is there already', 400, 'already exist'],
    ['one that is nobody', 404, 'does not exist'],
  ])('refuse %s', async (kind, status, message) => {
    const user = await server.createUser();
    await server.post(`/v1.0/groups/${group}/members/$ref`, reference(user));
    const id = kind === 'one that is nobody' ? NOBODY : user;
    const reply = await server.post(`/v1.0/groups/${group}/members/$ref`, reference(id));
    expect(reply.status).toBe(status);
    expect(reply.body.error.message).toContain(message);
  });

  it('are never deleted as objects', async () => {
    const user = await server.createUser();
    await server.post(`/v1.0/groups/${group}/members/$ref`, reference(user));
    expect((await server.delete(`/v1.0/groups/${group}/members/${user}`)).status).toBe(403);
    expect((await server.get(`/v1.0/users/${user}`)).status).toBe(200);
    expect(await memberIds()).toEqual([user]);
  });

  it.each([
    {},
    { '@odata.id': 5 },
    { '@odata.id': 'https://x/sales/1' },
    { '@odata.id': 'users/x' },
  ])('refuse the reference %j', async (body) => {
    const reply = await server.post(`/v1.0/groups/${group}/members/$ref`, body);
    expect(reply.status).toBe(400);
  });
});

describe('members of a dynamic group', () => {
  it('follow the rule and refuse to be changed by hand', async () => {
    const user = await server.createUser({ department: 'Sales' });
    const other = await server.createUser({ department: 'Legal' });
    const id = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    expect(await memberIds(`/v1.0/groups/${id}/members`)).toEqual([user]);
    await server.patch(`/v1.0/users/${other}`, { department: 'Sales' });
    await server.settle();
    expect(await memberIds(`/v1.0/groups/${id}/members`)).toEqual([user, other]);
    const added = await server.post(`/v1.0/groups/${id}/members/$ref`, reference(user));
    const removed = await server.delete(`/v1.0/groups/${id}/members/${user}/$ref`);
    for (const reply of [added, removed]) {
      expect(reply.status).toBe(403);
      expect(reply.body.error).toMatchObject({
        code: 'Authorization_RequestDenied',
        message: 'Insufficient privileges to complete the operation.',
      });
    }
    const bind = { 'members@odata.bind': [`${BASE}/v1.0/users/${other}`] };
    expect((await server.patch(`/v1.0/groups/${id}`, bind)).status).toBe(403);
    const memberOf = await server.get(`/v1.0/users/${user}/memberOf`);
    expect(memberOf.body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.group', id, groupTypes: ['DynamicMembership'] },
    ]);
  });
});
