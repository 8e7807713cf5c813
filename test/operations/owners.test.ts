import { beforeEach, describe, expect, it } from 'vitest';
import { dynamic, TestServer } from './test-server.ts';

let server: TestServer;
let group: string;
let zoe: string;
let ben: string;

beforeEach(async () => {
  server = new TestServer();
  zoe = await server.createUser({ displayName: 'Zoe' });
  ben = await server.createUser({ displayName: 'Ben' });
  group = await server.createGroup({ 'owners@odata.bind': [reference(zoe)] });
});

function reference(id: string, collection = 'directoryObjects'): string {
  return `https://graph.microsoft.com/v1.0/${collection}/${id}`;
}

const add = (id: string, collection?: string) =>
  server.post(`/v1.0/groups/${group}/owners/$ref`, { '@odata.id': reference(id, collection) });
const remove = (id: string) => server.delete(`/v1.0/groups/${group}/owners/${id}/$ref`);

async function owners(): Promise<readonly string[]> {
  const { body } = await server.get(`/v1.0/groups/${group}/owners`);
  return body.value.map(({ id }: { id: string }) => id).sort();
}

describe('owners of a group', () => {
  it('are named at creation, added, and removed', async () => {
    expect(await owners()).toEqual([zoe]);
    expect(await add(ben)).toMatchObject({ status: 204, body: null });
    expect(await owners()).toEqual([zoe, ben].sort());
    expect(await remove(zoe)).toMatchObject({ status: 204, body: null });
    expect(await owners()).toEqual([ben]);
    await add(zoe);
    const { status } = await server.delete(
      `/v1.0/groups/${group}/owners/$ref?@id=${reference(ben)}`,
    );
    expect(status).toBe(204);
    expect(await owners()).toEqual([zoe]);
  });

  it('lead to what they own', async () => {
    const rule = dynamic('user.displayName -eq "Zoe"');
    const second = await server.createGroup({ ...rule, 'owners@odata.bind': [reference(zoe)] });
    await server.createGroup({ 'owners@odata.bind': [reference(ben)] });
    await server.settle();
    const { body } = await server.get(`/v1.0/users/${zoe}/ownedObjects?$select=id`);
    const owned = [group, second].sort();
    expect(body.value).toEqual(
      owned.map((id) => ({ '@odata.type': '#microsoft.graph.group', id })),
    );
    const eventual = { consistencylevel: 'eventual' };
    const path = `/beta/users/${zoe}/ownedObjects`;
    expect((await server.get(`${path}/$count`, eventual)).body).toBe('2');
    const status = await server.get(
      `${path}/microsoft.graph.group?$count=true&$filter=id eq '${second}'&$select=membershipRuleProcessingStatus`,
      eventual,
    );
    expect(status.body.value).toMatchObject([
      { membershipRuleProcessingStatus: { status: 'Succeeded' } },
    ]);
    await remove(zoe);
    await add(ben);
    await remove(zoe);
    const left = await server.get(`/v1.0/users/${zoe}/ownedObjects?$select=id`);
    expect(left.body.value).toEqual([{ '@odata.type': '#microsoft.graph.group', id: second }]);
  });

  it('are added by PATCH', async () => {
    const bind = { displayName: 'New', 'owners@odata.bind': [reference(ben, 'users')] };
    expect((await server.patch(`/v1.0/groups/${group}`, bind)).status).toBe(204);
    expect(await owners()).toEqual([zoe, ben].sort());
  });

  it('are shown with their type, and as references', async () => {
    const { body } = await server.get(`/v1.0/groups/${group}/owners?$select=id,displayName`);
    expect(body).toEqual({
      '@odata.context': 'http://localhost:7071/v1.0/$metadata#directoryObjects(id,displayName)',
      value: [{ '@odata.type': '#microsoft.graph.user', id: zoe, displayName: 'Zoe' }],
    });
    const references = await server.get(`/v1.0/groups/${group}/owners/$ref`);
    expect(references.body.value).toEqual([
      { '@odata.id': `http://localhost:7071/v1.0/directoryObjects/${zoe}` },
    ]);
  });

  it('are counted, of one type too', async () => {
    await add('11111111-1111-4111-8111-111111111111', 'servicePrincipals');
    const eventual = { consistencylevel: 'eventual' };
    const count = async (path: string) =>
      (await server.get(`/v1.0/groups/${group}/owners${path}`, eventual)).body;
    expect(await count('/$count')).toBe('2');
    expect(await count('/microsoft.graph.user/$count')).toBe('1');
    expect((await count('/microsoft.graph.servicePrincipal')).value).toMatchObject([
      {
        id: '11111111-1111-4111-8111-111111111111',
        displayName: null,
      },
    ]);
    expect((await server.get(`/v1.0/groups/${group}/owners/$count`)).status).toBe(400);
  });

  it('are not added twice', async () => {
    const { status, body } = await add(zoe);
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      "One or more added object references already exist for the following modified properties: 'owners'.",
    );
  });

  it('keep one user among them', async () => {
    await add('11111111-1111-4111-8111-111111111111', 'servicePrincipals');
    const { status, body } = await remove(zoe);
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'The group must have at least one owner, hence this owner cannot be removed.',
    );
    await add(ben);
    await server.delete(`/v1.0/users/${ben}`);
    expect((await remove(zoe)).status).toBe(400);
  });

  it('are not shown once they are deleted', async () => {
    await add(ben);
    await server.delete(`/v1.0/users/${zoe}`);
    expect(await owners()).toEqual([ben]);
    expect((await remove(zoe)).status).toBe(204);
  });

  it('are users: no device, no group, nobody unknown', async () => {
    const other = await server.createGroup();
    expect((await add(other, 'groups')).status).toBe(400);
    expect((await add('22222222-2222-4222-8222-222222222222')).status).toBe(404);
    expect((await remove(ben)).status).toBe(404);
    expect(await owners()).toEqual([zoe]);
  });

  it('are not users who are said to be service principals', async () => {
    await remove(zoe);
    expect((await add(ben, 'servicePrincipals')).status).toBe(204);
    const owned = await server.get(`/v1.0/users/${ben}/ownedObjects`);
    expect(owned.body.value).toEqual([]);
    const asBen = { 'x-muster-act-as': `User;${ben}` };
    const change = { displayName: 'Mine' };
    expect((await server.patch(`/v1.0/groups/${group}`, change, asBen)).status).toBe(403);
    const asZoe = { 'x-muster-act-as': `User;${zoe}` };
    expect((await server.patch(`/v1.0/groups/${group}`, change, asZoe)).status).toBe(204);
  });

  it('are at most 100', async () => {
    for (let batch = 0; batch < 5; batch++) {
      const principals = Array.from({ length: batch === 0 ? 19 : 20 }, (_, at) =>
        reference(
          `33333333-3333-4333-8333-0000000${batch}00${at < 10 ? '0' : ''}${at}`,
          'servicePrincipals',
        ),
      );
      const bind = { 'owners@odata.bind': principals };
      expect((await server.patch(`/v1.0/groups/${group}`, bind)).status).toBe(204);
    }
    const { status, body } = await add(ben);
    expect(status).toBe(400);
    expect(body.error.message).toContain('100 owners');
  });

  it('and members are at most 20 together at creation', async () => {
    const many = (count: number, collection: string) =>
      Array.from({ length: count }, (_, at) =>
        reference(`33333333-3333-4333-8333-0000000000${at < 10 ? '0' : ''}${at}`, collection),
      );
    const binds = {
      'owners@odata.bind': many(11, 'servicePrincipals'),
      'members@odata.bind': many(10, 'directoryObjects'),
    };
    const reply = await server.post('/v1.0/groups', {
      displayName: 'x',
      mailEnabled: false,
      mailNickname: 'x',
      securityEnabled: true,
      ...binds,
    });
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toContain('20 references');
  });

  it('change the version of the group and not its members', async () => {
    const id = await server.createGroup(dynamic('user.displayName -eq "Zoe"'));
    await server.settle();
    const etag = async () =>
      (await server.get(`/v1.0/groups/${id}?$select=id,@odata.etag`)).body['@odata.etag'];
    const old = await etag();
    const post = { '@odata.id': reference(ben) };
    await server.post(`/v1.0/groups/${id}/owners/$ref`, post);
    expect(await etag()).not.toBe(old);
    const status = await server.get(`/beta/groups/${id}?$select=membershipRuleProcessingStatus`);
    expect(status.body.membershipRuleProcessingStatus.status).toBe('Succeeded');
    const stale = await server.patch(
      `/v1.0/groups/${id}`,
      { displayName: 'x' },
      { 'if-match': old },
    );
    expect(stale.status).toBe(412);
  });

  it('stand in the history: who added and removed whom', async () => {
    await add(ben);
    await remove(zoe);
    const { body } = await server.get(`/muster/v1/groups/${group}/history?kind=ownersChanged`);
    const actor = { displayName: 'Local Administrator' };
    expect(body.value).toMatchObject([
      { kind: 'ownersChanged', actor, details: { added: [], removed: [zoe] } },
      { kind: 'ownersChanged', actor, details: { added: [ben], removed: [] } },
      { kind: 'ownersChanged', actor, details: { added: [zoe], removed: [] } },
    ]);
  });

  it('come through an export and an import', async () => {
    await add('11111111-1111-4111-8111-111111111111', 'servicePrincipals');
    const exported = await server.get('/muster/v1/exports/groups');
    const [line] = exported.body.value;
    expect(line.owners).toEqual([zoe, 'servicePrincipals/11111111-1111-4111-8111-111111111111']);
    const users = (await server.get('/muster/v1/exports/users')).body.value;
    const copy = new TestServer();
    const { body } = await copy.post('/muster/v1/imports', {});
    const send = (part: number, lines: readonly unknown[]) =>
      copy.send('PUT', `/muster/v1/imports/${body.id}/parts/${part}`, asLines(lines), {
        'content-type': 'application/x-ndjson',
      });
    // Owners may come later than the group.
    expect((await send(1, [line])).body).toMatchObject({ created: 1, failed: 0, pending: 1 });
    await send(2, users);
    const done = await copy.post(`/muster/v1/imports/${body.id}/complete`, undefined);
    expect(done.body).toMatchObject({ status: 'complete', failed: 0 });
    const again = await copy.get('/muster/v1/exports/groups');
    expect(new Set(again.body.value[0].owners)).toEqual(new Set(line.owners));
  });
});

function asLines(lines: readonly unknown[]): string {
  return lines.map((line) => JSON.stringify(line)).join('\n');
}
