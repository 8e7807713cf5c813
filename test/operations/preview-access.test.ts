import { beforeEach, describe, expect, it } from 'vitest';
import { PreviewServer } from './preview-server.ts';
import { dynamic } from './test-server.ts';

const BONN = 'user.city -eq "Bonn"';
const ID = '22222222-2222-4222-8222-222222222222';
/** A user with every scope and no role. */
const reader = { 'X-Muster-Act-As': 'User' };
const another = { 'X-Muster-Act-As': `User;${ID}` };
const previews = '/muster/v1/previews';

let server: PreviewServer;

beforeEach(() => {
  server = new PreviewServer();
});

function previewAs(headers: Readonly<Record<string, string>>, body: unknown) {
  return server.send('POST', previews, body, headers);
}

describe('who only reads', () => {
  it('previews and explains, but neither saves nor releases', async () => {
    const group = await server.guarded();
    const started = await previewAs(reader, { groupId: group, membershipRule: BONN });
    expect(started.status).toBe(201);
    await server.settle();
    const path = `${previews}/${started.body.id}`;
    const seen = await server.get(path, reader);
    expect(seen.body).toMatchObject({ status: 'completed', removals: 4 });
    expect((await server.get(`${path}/removals`, reader)).body.value).toHaveLength(4);
    const evaluate = `/beta/groups/${group}/evaluateDynamicMembership`;
    const explained = { memberId: server.users[0], membershipRule: BONN };
    expect((await server.send('POST', evaluate, explained, reader)).status).toBe(200);

    const headers = { ...reader, 'X-Muster-Diff-Hash': seen.body.diffHash };
    const rule = { membershipRule: BONN };
    expect((await server.patch(`/v1.0/groups/${group}`, rule, headers)).status).toBe(403);
    await server.setRule(group, BONN);
    await server.settle();
    const [{ id, diffHash }] = await server.held();
    const release = `/muster/v1/holds/${id}/release`;
    expect((await server.send('POST', release, { diffHash }, reader)).status).toBe(403);
    expect(await server.members(group)).toHaveLength(10);
  });
});

describe('a preview', () => {
  it('is told to nobody but its caller', async () => {
    await server.guarded();
    const { body } = await previewAs(reader, { membershipRule: BONN });
    for (const path of ['', '/additions', '/removals', '/unchanged'])
      expect((await server.get(`${previews}/${body.id}${path}`, another)).status).toBe(404);
    expect((await server.delete(`${previews}/${body.id}`, another)).status).toBe(404);
    expect((await server.get(`${previews}/${body.id}`, reader)).status).toBe(200);
  });

  it('needs the right to read every attribute of whom it is about', async () => {
    await server.guarded();
    const users = { 'X-Muster-Act-As': 'Group.Read.All, User.Read.All' };
    const basic = { 'X-Muster-Act-As': 'Group.Read.All, User.ReadBasic.All' };
    const device = { membershipRule: 'device.displayName -eq "PC"' };
    expect((await previewAs(users, { membershipRule: BONN })).status).toBe(201);
    expect((await previewAs(users, device)).status).toBe(403);
    expect((await previewAs(basic, { membershipRule: BONN })).status).toBe(403);
  });

  it('tells nobody of members that are hidden from him', async () => {
    const limited = { 'X-Muster-Act-As': 'Group.Read.All, User.Read.All' };
    const id = await server.createGroup({
      displayName: 'Secret',
      mailEnabled: true,
      mailNickname: 'secret',
      securityEnabled: true,
      visibility: 'HiddenMembership',
      ...dynamic(BONN),
      groupTypes: ['Unified', 'DynamicMembership'],
    });
    await server.guarded();
    expect((await previewAs(limited, { groupId: id, membershipRule: BONN })).status).toBe(403);
    const following = { membershipRule: `user.memberOf -any (group.objectId -in ["${id}"])` };
    expect((await previewAs(limited, following)).status).toBe(403);
    expect(await server.memory.stores.previews.list()).toEqual([]);
  });
});
