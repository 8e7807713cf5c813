import { beforeEach, describe, expect, it } from 'vitest';
import { GuardedServer } from './guarded-server.ts';
import { dynamic } from './test-server.ts';

let server: GuardedServer;

beforeEach(() => {
  server = new GuardedServer();
});

describe('single changes', () => {
  it('are held once they remove more within an hour than the guard allows; those before stand', async () => {
    const id = await server.guarded();
    for (const user of server.users.slice(0, 3)) {
      await server.move(user, 'Law');
      await server.settle();
    }
    expect(await server.members(id)).toHaveLength(7);
    await server.move(server.users[3], 'Law');
    await server.settle();
    expect(await server.members(id)).toHaveLength(7);
    const [hold] = await server.held();
    expect(hold).toMatchObject({ cause: { kind: 'change' }, removals: 1, alreadyRemoved: 3 });
    const before = await server.get(`/muster/v1/holds/${hold.id}/alreadyRemoved`);
    expect(before.body.value.map((each: { id: string }) => each.id)).toEqual(
      server.users.slice(0, 3),
    );
    // What comes after is noted, and waits too.
    await server.createUser({ department: 'Sales' });
    await server.settle();
    expect(await server.members(id)).toHaveLength(7);
    await server.release(hold);
    expect(await server.members(id)).toHaveLength(7);
    expect(await server.members(id)).not.toContain(server.users[3]);
  });

  it('are not counted together over more than an hour', async () => {
    const id = await server.guarded();
    for (const [at, user] of server.users.slice(0, 6).entries()) {
      server.minutes = at * 21;
      await server.move(user, 'Law');
      await server.settle();
    }
    expect(await server.members(id)).toHaveLength(4);
    expect(await server.held()).toEqual([]);
  });

  it('that are held and rejected pause the group', async () => {
    const id = await server.guarded({ removals: { count: 0 } });
    await server.move(server.users[0], 'Law');
    await server.settle();
    const [hold] = await server.held();
    await server.post(`/muster/v1/holds/${hold.id}/reject`, {});
    const { body } = await server.get(`/v1.0/groups/${id}`);
    expect(body.membershipRuleProcessingState).toBe('Paused');
    // Deleted while paused, the one who would have gone goes.
    await server.delete(`/v1.0/users/${server.users[0]}`);
    await server.settle();
    expect(await server.members(id)).toHaveLength(9);
  });

  it('of one who is deleted right after being held leave nobody behind', async () => {
    const id = await server.guarded({ removals: { count: 0 } });
    await server.move(server.users[0], 'Law');
    await server.memory.queues.drain((queue, message) =>
      queue === 'membership-changes' ? server.app.changesMessage(message) : Promise.resolve(),
    );
    await server.delete(`/v1.0/users/${server.users[0]}`);
    await server.settle();
    expect(await server.members(id)).not.toContain(server.users[0]);
  });
});

describe('a group that follows others', () => {
  it('keeps its members when its source is emptied over the guard', async () => {
    const source = await server.guarded(null);
    const id = await server.createGroup(
      dynamic(`user.memberOf -any (group.objectId -in ['${source}'])`),
    );
    await server.settle();
    await server.patch(`/muster/v1/groups/${id}`, { guard: { removals: { share: 50 } } });
    await server.setRule(source, 'user.city -eq "Oslo"');
    await server.settle();
    expect(await server.members(source)).toHaveLength(0);
    expect(await server.members(id)).toHaveLength(10);
    const [hold] = await server.held();
    expect(hold).toMatchObject({ groupId: id, cause: { kind: 'source' }, removals: 10 });
    await server.setRule(source, 'user.city -eq "Kiel"');
    await server.settle();
    expect(await server.members(id)).toHaveLength(10);
    await server.release(hold);
    expect(await server.members(id)).toHaveLength(4);
    // It follows again.
    await server.setRule(source, 'user.city -in ["Kiel", "Bonn"]');
    await server.settle();
    expect(await server.members(id)).toHaveLength(10);
  });
});

describe('guards', () => {
  it('are none at install, but for imports', async () => {
    expect((await server.get('/muster/v1/guard')).body).toEqual({
      '@odata.etag': expect.stringMatching(/^W\/"muster-\w+"$/),
      changes: null,
      imports: {
        minimumSize: 200,
        additions: { share: 30, count: 20_000 },
        removals: { share: 30, count: 20_000 },
      },
      blankedShare: 30,
    });
    const id = await server.guarded(null);
    await server.setRule(id, 'user.city -eq "Oslo"');
    await server.settle();
    expect(await server.members(id)).toHaveLength(0);
  });

  it('of the tenant hold in every group of their size', async () => {
    const changes = { minimumSize: 5, removals: { share: 50 } };
    expect((await server.patch('/muster/v1/guard', { changes })).status).toBe(200);
    const id = await server.guarded(null);
    await server.setRule(id, 'user.city -eq "Kiel"');
    await server.settle();
    expect(await server.members(id)).toHaveLength(10);
    expect(await server.held()).toHaveLength(1);
  });

  it('do not hold the first members of a new group', async () => {
    await server.patch('/muster/v1/guard', { changes: { additions: { count: 0 } } });
    const id = await server.guarded(null);
    expect(await server.members(id)).toHaveLength(10);
    await server.createUser({ department: 'Sales' });
    await server.settle();
    expect(await server.members(id)).toHaveLength(11);
  });

  it('that make no sense are refused', async () => {
    const id = await server.guarded(null);
    for (const guard of [
      { removals: { count: -1 } },
      { removal: {} },
      'none',
      7,
      { removals: 5 },
    ]) {
      const reply = await server.patch(`/muster/v1/groups/${id}`, { guard });
      expect(reply).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    }
    expect((await server.get('/muster/v1/holds?status=open')).status).toBe(400);
    expect((await server.get(`/muster/v1/holds/${id}`)).status).toBe(404);
    expect((await server.post(`/muster/v1/holds/${id}/release`, { diffHash: 'x' })).status).toBe(
      404,
    );
  });
});
