import { beforeEach, describe, expect, it } from 'vitest';
import { GuardedServer } from './guarded-server.ts';
import { groupBody } from './test-server.ts';

const BONN = 'user.city -eq "Bonn"';

let server: GuardedServer;
let group: string;

beforeEach(async () => {
  server = new GuardedServer();
  group = await server.guarded(null);
});

/** The hash of what a rule would do now. */
async function seen(membershipRule: string | undefined, groupId = group): Promise<string> {
  const { body } = await server.post('/muster/v1/previews', { membershipRule, groupId });
  await server.settle();
  return (await server.get(`/muster/v1/previews/${body.id}`)).body.diffHash;
}

/** Saves for exactly the diff that was seen. */
function save(diffHash: string, body: unknown, id = group) {
  return server.patch(`/v1.0/groups/${id}`, body, { 'X-Muster-Diff-Hash': diffHash });
}

const rule = (membershipRule: string) => ({ membershipRule });

const refused = { status: 412, body: { error: { code: 'diffChanged' } } };

async function expectUntouched(): Promise<void> {
  await server.settle();
  const { body } = await server.get(`/v1.0/groups/${group}`);
  expect(body.membershipRule).toBe('user.department -eq "Sales"');
  expect(await server.members(group)).toHaveLength(10);
}

describe('a save that names the diff of a preview', () => {
  it('does exactly that', async () => {
    const hash = await seen(BONN);
    expect((await save(hash, rule(BONN))).status).toBe(204);
    await server.settle();
    expect([...(await server.members(group))].sort()).toEqual([...server.users.slice(0, 6)].sort());
    expect(await server.held()).toEqual([]);
    // Repeated, because its answer was lost: there is nothing to do.
    expect((await save(hash, rule(BONN))).status).toBe(204);
  });

  it('is held when more would happen than was seen', async () => {
    const hash = await seen(BONN);
    expect((await save(hash, rule(BONN))).status).toBe(204);
    const newcomer = await server.createUser({ city: 'Bonn' });
    await server.settle();
    expect(await server.members(group)).toHaveLength(10);
    const [hold] = await server.held();
    expect(hold).toMatchObject({
      additions: 1,
      removals: 4,
      limits: [{ name: 'outsidePreview', limit: 0, actual: 1 }],
    });
    const select = '$select=membershipRuleProcessingStatus';
    const { body } = await server.get(`/beta/groups/${group}?${select}`);
    expect(body.membershipRuleProcessingStatus.errorMessage).toContain(
      'outside the preview it was saved with: 1',
    );
    await server.release(hold);
    expect(await server.members(group)).toContain(newcomer);
    // It was expected of that save: what changes later is nobody's surprise.
    await server.createUser({ city: 'Bonn' });
    await server.settle();
    expect(await server.members(group)).toHaveLength(8);
  });

  it('is refused when the rule is saved already and waits for another diff, or none', async () => {
    const first = await seen(BONN);
    expect((await save(first, rule(BONN))).status).toBe(204);
    expect((await save(first, rule(BONN))).status).toBe(204);
    const newcomer = await server.createUser({ city: 'Bonn' });
    await server.settle();
    expect(await server.held()).toHaveLength(1);
    const second = await seen(BONN);
    expect(await save(second, rule(BONN))).toMatchObject({ status: 400 });
    expect(await server.members(group)).not.toContain(newcomer);
    await server.patch(`/v1.0/groups/${group}`, rule('user.city -eq "Ulm"'));
    expect(await save(second, rule('user.city -eq "Ulm"'))).toMatchObject({ status: 400 });
  });

  it('is done when less would happen than was seen', async () => {
    const hash = await seen(BONN);
    await save(hash, rule(BONN));
    await server.patch(`/v1.0/users/${server.users[9]}`, { city: 'Bonn' });
    await server.settle();
    expect(await server.held()).toEqual([]);
    expect(await server.members(group)).toHaveLength(7);
  });

  it('stays so when a hold has expired, and is worked out anew', async () => {
    await save(await seen(BONN), rule(BONN));
    await server.createUser({ city: 'Bonn' });
    await server.settle();
    expect(await server.held()).toHaveLength(1);
    server.minutes = 24 * 60 + 1;
    await server.app.sweepGroups();
    await server.settle();
    expect(await server.held()).toHaveLength(1);
    expect(await server.members(group)).toHaveLength(10);
  });

  it('goes back with a rejection, and is forgotten', async () => {
    await save(await seen(BONN), rule(BONN));
    await server.createUser({ city: 'Bonn' });
    await server.settle();
    const [hold] = await server.held();
    await server.post(`/muster/v1/holds/${hold.id}/reject`, {});
    await server.createUser({ department: 'Sales' });
    await server.settle();
    expect(await server.held()).toEqual([]);
    expect(await server.members(group)).toHaveLength(11);
  });

  it('makes an assigned group dynamic, or resumes a paused one', async () => {
    const bind = [`https://graph.microsoft.com/v1.0/users/${server.users[9]}`];
    const id = await server.createGroup({ ...groupBody(), 'members@odata.bind': bind });
    const dynamic = { groupTypes: ['DynamicMembership'], membershipRule: BONN };
    expect((await save(await seen(BONN, id), dynamic, id)).status).toBe(204);
    await server.settle();
    expect(await server.members(id)).toHaveLength(6);
    const paused = { membershipRuleProcessingState: 'Paused' };
    await server.patch(`/v1.0/groups/${id}`, paused);
    await server.patch(`/v1.0/users/${server.users[9]}`, { city: 'Bonn' });
    await server.settle();
    const resumed = { membershipRuleProcessingState: 'On' };
    expect((await save(await seen(undefined, id), resumed, id)).status).toBe(204);
    await server.patch(`/v1.0/users/${server.users[8]}`, { city: 'Bonn' });
    await server.settle();
    expect(await server.held()).toMatchObject([{ groupId: id, additions: 2 }]);
  });
});

describe('a diff that is no longer current is refused, and nothing is written', () => {
  it('when nobody has seen it', async () => {
    expect(await save('0'.repeat(64), rule(BONN))).toMatchObject(refused);
    await expectUntouched();
  });

  it('when it is of another rule', async () => {
    const hash = await seen('user.city -eq "Kiel"');
    expect(await save(hash, rule(BONN))).toMatchObject(refused);
    await expectUntouched();
  });

  it('when it is of another group', async () => {
    const other = await server.createGroup(groupBody());
    const hash = await seen(BONN, other);
    expect(await save(hash, rule(BONN))).toMatchObject(refused);
    await expectUntouched();
  });

  it('when somebody else has come or gone since, and the hash of now is named where it is known', async () => {
    const hash = await seen(BONN);
    const newcomer = await server.createUser({ department: 'Sales' });
    await server.settle();
    const first = await save(hash, rule(BONN));
    expect(first).toMatchObject(refused);
    expect(first.body.error.innerError.diffHash).toBeNull();
    const now = await seen(BONN);
    const second = await save(hash, rule(BONN));
    expect(second.body.error.innerError.diffHash).toBe(now);
    expect((await save(now, rule(BONN))).status).toBe(204);
    await server.settle();
    expect(await server.members(group)).not.toContain(newcomer);
  });

  it('when objects have changed since so that more would happen', async () => {
    const hash = await seen(BONN);
    const newcomer = await server.createUser({ city: 'Bonn' });
    await server.settle();
    expect(await save(hash, rule(BONN))).toMatchObject(refused);
    await expectUntouched();
    // With that one gone again it is as it was.
    await server.delete(`/v1.0/users/${newcomer}`);
    expect((await save(hash, rule(BONN))).status).toBe(204);
    await server.settle();
    expect(await server.held()).toEqual([]);
  });

  it('when the group has had another rule since', async () => {
    const hash = await seen(BONN);
    await server.setRule(group, 'user.department -in ["Sales"]');
    await server.settle();
    expect(await save(hash, rule(BONN))).toMatchObject(refused);
  });

  it('when the preview was cancelled', async () => {
    const { body } = await server.post('/muster/v1/previews', { ...rule(BONN), groupId: group });
    await server.settle();
    const path = `/muster/v1/previews/${body.id}`;
    const { diffHash } = (await server.get(path)).body;
    await server.delete(path);
    expect(await save(diffHash, rule(BONN))).toMatchObject(refused);
    await expectUntouched();
  });

  it('and 400 where there is no diff to speak of', async () => {
    const hash = await seen(BONN);
    expect((await save(hash, { displayName: 'New' })).status).toBe(400);
    const paused = { ...rule(BONN), membershipRuleProcessingState: 'Paused' };
    expect((await save(hash, paused)).status).toBe(400);
    const headers = { 'X-Muster-Diff-Hash': hash };
    expect((await server.send('POST', '/v1.0/groups', groupBody(), headers)).status).toBe(400);
    await expectUntouched();
  });
});
