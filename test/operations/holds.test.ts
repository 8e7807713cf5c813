import { beforeEach, describe, expect, it } from 'vitest';
import { GuardedServer } from './guarded-server.ts';

let server: GuardedServer;

async function statusOf(id: string) {
  const select = 'membershipRuleProcessingStatus';
  const { body } = await server.get(`/beta/groups/${id}?$select=${select}`);
  return body.membershipRuleProcessingStatus;
}

beforeEach(() => {
  server = new GuardedServer();
});

describe('a rule edit over the guard', () => {
  it('changes nothing, and says on the wire what is held and where to decide', async () => {
    const id = await server.guarded();
    expect((await server.setRule(id, 'user.city -eq "Bonn"')).status).toBe(204);
    await server.settle();
    expect(await server.members(id)).toHaveLength(10);
    const [hold, ...others] = await server.held();
    expect(others).toEqual([]);
    expect(hold).toMatchObject({
      groupId: id,
      cause: { kind: 'rule', text: 'user.city -eq "Bonn"' },
      before: 10,
      additions: 0,
      removals: 4,
      limits: [{ name: 'removalsCount', limit: 3, actual: 4 }],
      status: 'held',
    });
    const status = await statusOf(id);
    expect(status.status).toBe('Failed');
    expect(status.errorMessage).toContain(hold.id);
    expect(status.errorMessage).toContain('/muster/v1/holds');
    const overview = await server.get(`/muster/v1/groups/${id}`);
    expect(overview.body).toMatchObject({ displayStatus: 'Processing error', held: hold.id });
    const removals = await server.get(`/muster/v1/holds/${hold.id}/removals?$top=3`);
    expect(removals.body.value).toHaveLength(3);
    expect(removals.body['@odata.nextLink']).toBeDefined();
    expect((await server.get(`/muster/v1/holds/${hold.id}/additions`)).body.value).toEqual([]);
  });

  it('is done by releasing exactly what was seen, but for what is no longer true', async () => {
    const id = await server.guarded();
    await server.setRule(id, 'user.city -eq "Bonn"');
    await server.settle();
    const [hold] = await server.held();
    // One who would go qualifies again, one who would stay does not any more.
    await server.patch(`/v1.0/users/${server.users[9]}`, { city: 'Bonn' });
    await server.patch(`/v1.0/users/${server.users[0]}`, { city: 'Kiel' });
    await server.settle();
    expect(await server.members(id)).toHaveLength(10);
    const { diffHash } = hold;
    const release = (body: unknown) => server.post(`/muster/v1/holds/${hold.id}/release`, body);
    expect((await release({ diffHash: 'another' })).status).toBe(409);
    expect((await release({ diffHash, note: 'as agreed' })).status).toBe(204);
    expect([...(await server.members(id))].sort()).toEqual(
      [...server.users.slice(1, 6), server.users[9]].sort(),
    );
    expect(await statusOf(id)).toMatchObject({ status: 'Succeeded', errorMessage: null });
    const ended = await server.get(`/muster/v1/holds/${hold.id}`);
    expect(ended.body).toMatchObject({ status: 'released', note: 'as agreed', leftOut: 1 });
    expect((await release({ diffHash })).status).toBe(409);
    expect(await server.held()).toEqual([]);
  });

  it('is held anew when more has changed since than the guard allows', async () => {
    const id = await server.guarded({ removals: { count: 1 } });
    await server.setRule(id, 'user.city -eq "Bonn"');
    await server.settle();
    const [hold] = await server.held();
    for (const user of server.users.slice(0, 2))
      await server.patch(`/v1.0/users/${user}`, { city: 'Kiel' });
    await server.settle();
    const { diffHash } = hold;
    const refused = await server.post(`/muster/v1/holds/${hold.id}/release`, { diffHash });
    expect(refused.status).toBe(409);
    expect(await server.members(id)).toHaveLength(10);
    const [anew] = await server.held();
    expect(anew).toMatchObject({ removals: 6, status: 'held' });
    expect(refused.body.error.innerError.diffHash).toBe(anew.diffHash);
    expect((await server.get(`/muster/v1/holds/${hold.id}`)).body.status).toBe('superseded');
    const again = { diffHash: anew.diffHash };
    expect((await server.post(`/muster/v1/holds/${anew.id}/release`, again)).status).toBe(204);
    expect(await server.members(id)).toHaveLength(4);
  });

  it('goes back to the rule before when it is rejected', async () => {
    const id = await server.guarded();
    await server.setRule(id, 'user.city -eq "Bonn"');
    await server.settle();
    const [hold] = await server.held();
    expect((await server.post(`/muster/v1/holds/${hold.id}/reject`, { note: 'no' })).status).toBe(
      204,
    );
    await server.settle();
    const group = await server.get(`/v1.0/groups/${id}`);
    expect(group.body.membershipRule).toBe('user.department -eq "Sales"');
    expect(await statusOf(id)).toMatchObject({ status: 'Succeeded' });
    expect(await server.members(id)).toHaveLength(10);
    expect((await server.get(`/muster/v1/holds/${hold.id}`)).body.status).toBe('rejected');
  });

  it.each([
    ['another rule', (id: string) => server.setRule(id, 'user.department -in ["Sales", "Law"]')],
    [
      'a pause',
      (id: string) =>
        server.patch(`/v1.0/groups/${id}`, { membershipRuleProcessingState: 'Paused' }),
    ],
    ['becoming assigned', (id: string) => server.patch(`/v1.0/groups/${id}`, { groupTypes: [] })],
    ['deletion', (id: string) => server.delete(`/v1.0/groups/${id}`)],
  ])('is overtaken by %s', async (_name, act) => {
    const id = await server.guarded();
    await server.setRule(id, 'user.city -eq "Bonn"');
    await server.settle();
    const [hold] = await server.held();
    await act(id);
    await server.settle();
    expect(await server.held()).toEqual([]);
    const { diffHash } = hold;
    const late = await server.post(`/muster/v1/holds/${hold.id}/release`, { diffHash });
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'holdEnded' } } });
    expect((await server.get(`/muster/v1/holds/${hold.id}`)).body.status).toBe('superseded');
  });

  it('cannot be released after a day, and is worked out anew', async () => {
    const id = await server.guarded();
    await server.setRule(id, 'user.city -eq "Bonn"');
    await server.settle();
    const [hold] = await server.held();
    server.minutes = 24 * 60;
    const { diffHash } = hold;
    const late = await server.post(`/muster/v1/holds/${hold.id}/release`, { diffHash });
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'holdExpired' } } });
    await server.app.sweepGroups();
    await server.settle();
    expect((await server.get(`/muster/v1/holds/${hold.id}`)).body.status).toBe('expired');
    const [anew] = await server.held();
    expect(anew.id).not.toBe(hold.id);
    expect(anew.diffHash).not.toBe(diffHash);
    expect(await server.members(id)).toHaveLength(10);
  });

  it('lets deleted people go all the same', async () => {
    const id = await server.guarded();
    await server.setRule(id, 'user.city -eq "Bonn"');
    await server.settle();
    await server.delete(`/v1.0/users/${server.users[0]}`);
    await server.delete(`/v1.0/users/${server.users[9]}`);
    await server.settle();
    expect(await server.members(id)).toHaveLength(8);
    const [hold] = await server.held();
    await server.release(hold);
    expect(await server.members(id)).toHaveLength(5);
  });
});
