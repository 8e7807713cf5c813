/** Changes that are held, and those who release them, meet slow workers, at every place where these can be slow. */
import { expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { setGuard } from '../../src/groups/guards.ts';
import { listHolds, release } from '../../src/groups/holds.ts';
import type { Context } from '../../src/membership/context.ts';
import { lookAtObjects } from '../../src/membership/look-at-objects.ts';
import { meetEverywhere } from './meetings.ts';
import { memberOfRule } from './rule-pool.ts';
import type { Stage } from './stage.ts';

const IN_A = 'user.department -eq "A"';
const NOT_A = 'user.department -ne "A"';
const NOBODY = { share: null, count: 0 };
const GUARD = { minimumSize: 0, additions: NOBODY, removals: NOBODY };
const DAY = 25 * 60 * 60_000;

async function releaseAny(context: Context): Promise<void> {
  for (const { id, diffHash } of await listHolds(context, 'held'))
    await release(context, id, { diffHash, note: null });
}

/** Two members, of whom the group would lose both. */
async function held(stage: Stage) {
  const users = [await stage.user({ department: 'A' }), await stage.user({ department: 'A' })];
  const group = await stage.group(IN_A);
  await stage.sweep();
  await setGuard(stage.context, group, GUARD);
  await stage.edit(group, { rule: NOT_A });
  await stage.sweep();
  expect(await listHolds(stage.context, 'held')).toHaveLength(1);
  return { user: users[0] ?? '', group };
}

async function expectNobodyHeld(stage: Stage): Promise<void> {
  await stage.sweep();
  for (let decision = 0; decision < 3; decision++) {
    await releaseAny(stage.context).catch(() => {});
    await stage.sweep();
  }
  expect(await listHolds(stage.context, 'held')).toEqual([]);
}

test('somebody changes, is deleted or edits the rule while a hold is released', async () => {
  const meanwhile = [
    (stage: Stage, { user }: { user: string }) => stage.change(user, { department: 'B' }),
    (stage: Stage, { user }: { user: string }) => stage.delete(user),
    (stage: Stage, { group }: { group: string }) => stage.edit(group, { rule: IN_A }),
    (stage: Stage, { group }: { group: string }) => stage.edit(group, { state: 'Paused' }),
    (stage: Stage) => releaseAny(stage.context),
    async (stage: Stage) => {
      stage.world.time += DAY;
    },
  ] as const;
  for (const happens of meanwhile) {
    await meetEverywhere({
      prepare: held,
      slow: releaseAny,
      meanwhile: async (stage, about) => {
        await happens(stage, about);
        await stage.work();
      },
      afterwards: expectNobodyHeld,
      lives: [0, 1],
    });
  }
});

test('a source changes while what its follower lost is released', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const users = [await stage.user({ department: 'A' }), await stage.user({ department: 'A' })];
      const source = await stage.group(IN_A);
      const follower = await stage.group(memberOfRule([source]));
      await stage.sweep();
      await setGuard(stage.context, follower, GUARD);
      await stage.edit(source, { rule: NOT_A });
      await stage.sweep();
      expect(await listHolds(stage.context, 'held')).toHaveLength(1);
      return { user: users[0] ?? '', source };
    },
    slow: releaseAny,
    meanwhile: async (stage, { source }) => {
      await stage.edit(source, { rule: IN_A });
      await stage.work();
    },
    afterwards: expectNobodyHeld,
    lives: [0, 1],
  });
});

test('one who is to go by a single change is deleted while that is held', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      await stage.user({ department: 'A' });
      const group = await stage.group(IN_A);
      await stage.sweep();
      await setGuard(stage.context, group, GUARD);
      await stage.change(user, { department: 'B' });
      stage.loseMessages();
      return { user, ordinal: await stage.ordinalOf(user) };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: async (stage, { user }) => {
      await stage.delete(user);
      stage.loseMessages();
    },
    lives: [0, 1, 2, 3],
  });
});

test('one who is to go by a single change is deleted once that is held', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      await stage.user({ department: 'A' });
      const group = await stage.group(IN_A);
      await stage.sweep();
      await setGuard(stage.context, group, GUARD);
      await stage.change(user, { department: 'B' });
      await stage.sweep();
      expect(await listHolds(stage.context, 'held')).toHaveLength(1);
      await stage.delete(user);
      stage.loseMessages();
      return { group, ordinal: await stage.ordinalOfDeleted(user) };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: (stage) => stage.sweep(),
    afterwards: async (stage, { group }) => {
      expect((await stage.context.groups.read(group))?.members.size).toBe(1);
    },
  });
});

test('what a follower lost is released when its source follows others itself', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const users = [await stage.user({ department: 'A' }), await stage.user({ department: 'A' })];
      const byHand = await stage.group(null, users);
      const source = await stage.group(NOT_A);
      const follower = await stage.group(IN_A);
      await stage.sweep();
      await setGuard(stage.context, follower, GUARD);
      // Allowed, because the follower does not follow yet.
      const { context, process } = stage.world.instance();
      const stop = process.stopBefore((name) => name === 'pending.transact');
      const editing = changeGroup(context, source, { rule: memberOfRule([byHand]) });
      await stop.reached;
      await stage.edit(follower, { rule: memberOfRule([source]) });
      await stage.sweep();
      expect(await listHolds(stage.context, 'held')).toHaveLength(1);
      stop.go(null);
      await editing;
      await stage.sweep();
    },
    slow: releaseAny,
    meanwhile: (stage) => stage.work(),
    lives: [0],
    afterwards: expectNobodyHeld,
  });
});
