/** What history and the self-audit say where changes are held and everything is paused. */
import { describe, expect, it } from 'vitest';
import { GuardedServer } from './guarded-server.ts';

const kinds = (items: readonly { kind: string }[]) => items.map(({ kind }) => kind);

async function audit(server: GuardedServer) {
  const { body } = await server.post('/muster/v1/audits', {});
  await server.settle();
  return (await server.get(`/muster/v1/audits/${body.id}`)).body;
}

describe('history', () => {
  it('has a hold and its end, who released it, and that those who went did by that', async () => {
    const server = new GuardedServer();
    const id = await server.guarded();
    await server.setRule(id, 'user.city -eq "Bonn"');
    await server.settle();
    const [hold] = await server.held();
    const heldAudit = await audit(server);
    expect(heldAudit).toMatchObject({ groups: 0, groupsLeftOut: 1, driftedGroups: 0 });
    await server.release(hold);
    await server.settle();
    const { body } = await server.get(`/muster/v1/groups/${id}/history`);
    expect(kinds(body.value)).toEqual([
      'membersChanged',
      'holdEnded',
      'held',
      'ruleChanged',
      'changed',
      'membersChanged',
      'created',
    ]);
    const [released, end, held, , guard] = body.value;
    expect(released).toMatchObject({
      removed: 4,
      cause: { kind: 'release', actor: { displayName: 'Local Administrator' } },
    });
    expect(end.details).toMatchObject({ hold: hold.id, status: 'released' });
    expect(held.details).toMatchObject({ hold: hold.id, removals: 4 });
    expect(guard.changes).toContainEqual(
      expect.objectContaining({ name: 'guard.removals', newValue: { share: null, count: 3 } }),
    );
    const path = `/muster/v1/groups/${id}/members/${server.users[9]}/history`;
    const history = await server.get(path);
    expect(history.body.value).toMatchObject([
      { left: { kind: 'release', membershipRule: 'user.city -eq "Bonn"' } },
    ]);
    expect(await audit(server)).toMatchObject({ groups: 1, driftedGroups: 0 });
  });
});

describe('the self-audit', () => {
  it('takes nothing for drift that is left alone while all groups are paused', async () => {
    const server = new GuardedServer();
    const id = await server.guarded();
    await server.post('/muster/v1/pause-all', { reason: 'migration' });
    await server.move(server.users[0], 'Law');
    await server.settle();
    expect(await server.members(id)).toHaveLength(10);
    expect(await audit(server)).toMatchObject({ groups: 0, groupsLeftOut: 1, driftedGroups: 0 });
    await server.post('/muster/v1/resume-all', {});
    await server.settle();
    expect(await server.members(id)).toHaveLength(9);
    expect(await audit(server)).toMatchObject({ groups: 1, driftedGroups: 0 });
  });
});
