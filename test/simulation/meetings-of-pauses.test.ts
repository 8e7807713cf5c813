/** A pause of all groups and its end meet slow workers, at every place where these can be slow. */
import { expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { lookAtGroup } from '../../src/membership/look-at-group.ts';
import { lookAtObjects } from '../../src/membership/look-at-objects.ts';
import { pauseAll, resumeAll } from '../../src/membership/pause-all.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { meetEverywhere } from './meetings.ts';
import type { Stop } from './process.ts';
import { memberOfRule } from './rule-pool.ts';
import type { Stage } from './stage.ts';

const IN_A = 'user.department -eq "A"';
const NOT_Y = '-not (user.city -startsWith "Y")';
const ALL = { reason: 'Maintenance', exceptions: [] };

/** Each group has its new version, and the pause has not ended. */
async function resumeUntilTheEnd(stage: Stage): Promise<{ stop: Stop; resuming: Promise<void> }> {
  const { context, process } = stage.world.instance();
  let given = false;
  const stop = process.stopBefore((name) => {
    given ||= name === 'groups.transact';
    return given && name.startsWith('rules.');
  });
  const resuming = process.run(() => resumeAll(context)).catch(() => {});
  await stop.reached;
  return { stop, resuming };
}

test('a worker that has heard of no pause looks at a group that is about to be resumed with all', async () => {
  const places = await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A', city: 'X' });
      const other = await stage.user({ department: 'B', city: 'Y' });
      const byHand = await stage.group(null, [user]);
      const groups = [await stage.group(IN_A), await stage.group(memberOfRule([byHand]))];
      await stage.group(NOT_Y);
      await stage.sweep();
      // Those who follow it are about to be told.
      await stage.add(byHand, await stage.user({ department: 'C' }));
      stage.loseMessages();
      const state: { ending?: Awaited<ReturnType<typeof resumeUntilTheEnd>> } = {};
      return { user, other, byHand, groups, state };
    },
    slow: async (context, { byHand, groups }) => {
      for (const group of [...groups, byHand]) await lookAtGroup(context, group);
    },
    meanwhile: async (stage, { groups, state }) => {
      await pauseAll(stage.context, ALL);
      state.ending = await resumeUntilTheEnd(stage);
      // Their new versions are known to all, by a worker who knows of the pause.
      const { context } = stage.world.instance();
      for (const group of groups) await lookAtGroup(context, group);
    },
    afterwards: async (stage, { user, other, byHand, state }) => {
      await stage.work();
      await stage.change(user, { department: 'B', city: 'Y' });
      await stage.add(byHand, other);
      await stage.work();
      state.ending?.stop.go(null);
      await state.ending?.resuming;
    },
  });
  expect(places).toBeGreaterThan(4);
});

test('one who resumes all groups is slow, and another pause begins and is resumed by somebody who dies', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      await stage.group(IN_A);
      await stage.sweep();
      await pauseAll(stage.context, ALL);
      return user;
    },
    slow: (context) => resumeAll(context),
    meanwhile: async (stage, user) => {
      await resumeAll(stage.world.instance().context);
      await stage.work();
      await pauseAll(stage.context, ALL);
      await stage.change(user, { department: 'B' });
      await stage.work();
      const { context, process } = stage.world.instance();
      const stop = process.stopBefore((name) => name === 'pending.transact');
      const resuming = process.run(() => resumeAll(context)).catch(() => {});
      await Promise.race([stop.reached, resuming]);
      stop.go(0);
      await resuming;
    },
  });
});

test('all groups are paused and resumed while a worker looks at an object that is deleted then', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      await stage.group(IN_A);
      await stage.sweep();
      await stage.change(user, { department: 'B' });
      stage.loseMessages();
      return { user, ordinal: await stage.ordinalOf(user) };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: async (stage, { user }) => {
      await pauseAll(stage.context, ALL);
      await stage.work();
      await stage.delete(user);
      await stage.work();
    },
    lives: [1],
  });
});

test('an object is deleted while all groups are paused, and a worker that has heard of no pause adds it', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'B' });
      const group = await stage.group(IN_A);
      const follower = await stage.group(memberOfRule([group]));
      await stage.sweep();
      await stage.change(user, { department: 'A' });
      stage.loseMessages();
      return { user, groups: [group, follower], ordinal: await stage.ordinalOf(user) };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: async (stage, { user }) => {
      await pauseAll(stage.context, ALL);
      await stage.delete(user);
      await stage.work();
    },
    // The runs after the pause would put it right; a guard may hold them.
    afterwards: async (stage, { groups, ordinal }) => {
      await stage.work();
      for (const group of groups) {
        const members = (await stage.context.groups.read(group))?.members;
        expect(members?.has(ordinal), group).toBe(false);
      }
    },
  });
});

test('an object changes back before all groups are paused, and a worker that has heard of no pause looks at what it was', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const group = await stage.group(IN_A);
      await stage.sweep();
      await stage.change(user, { department: 'B' });
      stage.loseMessages();
      return { user, group, ordinal: await stage.ordinalOf(user) };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: async (stage, { user }) => {
      await stage.change(user, { department: 'A' });
      await pauseAll(stage.context, ALL);
      await stage.work();
    },
  });
});

test('a group whose source may be followed again heals, although all groups are paused then', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const byHand = await stage.group(null, [user]);
      const source = await stage.group(NOT_Y);
      const follower = await stage.group(IN_A);
      await stage.sweep();
      // Two at once: each is allowed while the other is not there.
      await Promise.all([
        stage.edit(source, { rule: memberOfRule([byHand]) }),
        stage.edit(follower, { rule: memberOfRule([source]) }),
      ]);
      await stage.sweep();
      expect(await stage.errorOf(follower)).toBe('MEMBEROF_SOURCE_IS_MEMBEROF');
      return source;
    },
    slow: (context) => pauseAll(context, ALL),
    meanwhile: async (stage, source) => {
      await pauseAll(stage.context, ALL);
      await stage.edit(source, { kind: 'assigned' });
      await stage.work();
    },
  });
});

test('all groups are resumed by somebody who dies', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const groups = [await stage.group(IN_A), await stage.group(NOT_Y)];
      await stage.sweep();
      await pauseAll(stage.context, ALL);
      await stage.change(user, { department: 'B', city: 'Y' });
      await stage.work();
      return groups;
    },
    slow: (context) => resumeAll(context),
    meanwhile: (stage) => stage.work(),
    lives: [0],
  });
});

test('one group goes on while all are paused, by somebody who dies', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const group = await stage.group(IN_A);
      await stage.sweep();
      await pauseAll(stage.context, ALL);
      await stage.change(user, { department: 'B' });
      await stage.work();
      return group;
    },
    slow: (context, group) => changeGroup(context, group, { state: 'On' }),
    meanwhile: (stage) => stage.work(),
    lives: [0, 1],
  });
});

test('somebody who has changed while all are paused is deleted', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const group = await stage.group(IN_A);
      await stage.sweep();
      await pauseAll(stage.context, ALL);
      await stage.change(user, { department: 'B' });
      await stage.work();
      return { user, group };
    },
    slow: (context, { user }) => deleteObject(context, 'user', { name: 'id', value: user }),
    meanwhile: (stage) => stage.work(),
    afterwards: async (stage, { group }) => {
      await stage.work();
      expect((await stage.context.groups.read(group))?.members.size).toBe(0);
    },
  });
});
