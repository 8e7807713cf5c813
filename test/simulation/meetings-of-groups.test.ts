/** Changes of groups meet slow workers, at every place where these can be slow. */
import { expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { addMembers, removeMember } from '../../src/groups/members.ts';
import { handleRunsMessage } from '../../src/membership/handle-messages.ts';
import { lookAtGroup } from '../../src/membership/look-at-group.ts';
import { lookAtObjects } from '../../src/membership/look-at-objects.ts';
import { sweepRuns } from '../../src/membership/sweep.ts';
import { meetEverywhere } from './meetings.ts';
import { memberOfRule } from './rule-pool.ts';

const IN_A = 'user.department -eq "A"';
const NOT_A = 'user.department -ne "A"';
const NOT_Y = '-not (user.city -startsWith "Y")';
const DAY = 24 * 60 * 60_000;

test('the sweeper is done with a group while a request changes it and dies', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      await stage.user({ department: 'A' });
      const group = await stage.group(IN_A);
      await stage.sweep();
      return group;
    },
    slow: (context, group) => changeGroup(context, group, { rule: NOT_A }),
    meanwhile: (stage) => stage.sweep(),
    lives: [1, 2, 3, 4],
  });
});

test('a rule is edited, run and projected while a worker projects the one before, and dies', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A', city: 'Y' });
      const group = await stage.group(IN_A);
      await stage.sweep();
      await stage.edit(group, { rule: NOT_A });
      stage.loseMessages();
      return { user, group };
    },
    slow: (context, { group }) => lookAtGroup(context, group),
    meanwhile: async (stage, { group }) => {
      await stage.edit(group, { rule: NOT_Y });
      await stage.work();
    },
    lives: [0, 1, 2, 3],
    afterwards: async (stage, { user }) => {
      await stage.change(user, { city: 'X' });
      await stage.work();
    },
  });
});

test('a group follows another source while the first tells its followers', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'B' });
      const [first, second] = [await stage.group(NOT_Y), await stage.group(IN_A)];
      const follower = await stage.group(memberOfRule([first]));
      await stage.sweep();
      await stage.edit(first, { state: 'Paused' });
      stage.loseMessages();
      return { user, first, second, follower };
    },
    slow: (context, { first }) => lookAtGroup(context, first),
    meanwhile: async (stage, { second, follower }) => {
      await stage.edit(follower, { rule: memberOfRule([second]) });
      stage.loseMessages();
    },
    afterwards: async (stage, { user }) => {
      await stage.change(user, { department: 'A' });
      await stage.work();
    },
  });
});

test('a run is thrown away after a day, and one group begins again, while a worker has a range of it', async () => {
  const places = await meetEverywhere({
    prepare: async (stage) => {
      await stage.user({ department: 'A' });
      await stage.user({ department: 'B' });
      const first = await stage.group(IN_A);
      const second = await stage.group(NOT_A);
      stage.loseMessages();
      const { context } = stage.world.instance();
      await lookAtGroup(context, first);
      const [range] = stage.world.messages.splice(0);
      return { second, range: JSON.parse(range?.text ?? '') };
    },
    slow: (context, { range }) => handleRunsMessage(context, range),
    meanwhile: async (stage, { second }) => {
      stage.world.time += DAY + 1_000;
      await sweepRuns(stage.context);
      await lookAtGroup(stage.world.instance().context, second);
      stage.loseMessages();
    },
    afterwards: async (stage, { second }) => lookAtGroup(stage.context, second),
  });
  expect(places).toBeGreaterThan(3);
});

test('a group is paused, edited or deleted while its run commits', async () => {
  for (const change of [{ state: 'Paused' }, { rule: NOT_A }, { kind: 'assigned' }] as const) {
    await meetEverywhere({
      prepare: async (stage) => {
        await stage.user({ department: 'A', city: 'X' });
        const group = await stage.group(IN_A);
        await stage.sweep();
        await stage.edit(group, { rule: NOT_Y });
        return group;
      },
      slow: async (context, group) => {
        await lookAtGroup(context, group);
        for (const range of [0]) {
          const run = (await context.groups.readMeta(group))?.value.run?.id ?? '';
          await handleRunsMessage(context, { run, scope: 'user', ranges: [range] });
        }
        await lookAtGroup(context, group);
      },
      meanwhile: (stage, group) => stage.edit(group, change),
      lives: [1],
    });
  }
});

test('a member is deleted while it is added, and removed while it is noted', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const group = await stage.group(null);
      await stage.group(memberOfRule([group]));
      await stage.sweep();
      return { user, group };
    },
    slow: (context, { user, group }) => addMembers(context, group, [user]),
    meanwhile: async (stage, { user }) => {
      await stage.delete(user);
      await stage.work();
    },
    lives: [1, 2],
  });
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const group = await stage.group(null, [user]);
      stage.loseMessages();
      return { user, group };
    },
    slow: (context, { group }) => lookAtGroup(context, group),
    meanwhile: async (stage, { user, group }) => {
      await removeMember(stage.context, group, user);
      await stage.work();
      await addMembers(stage.context, group, [user]);
      await stage.work();
    },
    afterwards: async (stage, { user }) => {
      await stage.delete(user);
      await stage.work();
    },
  });
});

test('a deleted object is added by a slow request, while a worker that has seen the group takes it out', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const group = await stage.group(null, [user]);
      await stage.group(memberOfRule([group]));
      await stage.sweep();
      await removeMember(stage.context, group, user);
      stage.loseMessages();
      const { context, process } = stage.world.instance();
      const stop = process.stopBefore((name) => name === 'pending.transact');
      const adding = addMembers(context, group, [user]);
      await stop.reached;
      await stage.delete(user);
      stage.loseMessages();
      return { stop, adding, ordinal: await stage.ordinalOfDeleted(user) };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: async (stage, { stop, adding }) => {
      stop.go(null);
      await adding;
      await stage.work();
    },
  });
});

test('a member is deleted before its row names the group, which becomes dynamic and is paused', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const group = await stage.group(null);
      await stage.sweep();
      await stage.add(group, user);
      stage.loseMessages();
      await stage.delete(user);
      stage.loseMessages();
      return { group, ordinal: await stage.ordinalOfDeleted(user) };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: (stage, { group }) =>
      stage.edit(group, { kind: 'dynamic', rule: IN_A, state: 'Paused' }),
  });
});

test('a worker tells members of a group that is dynamic, and is assigned again by then', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const group = await stage.group(null, [user]);
      await stage.sweep();
      await stage.edit(group, { kind: 'dynamic', rule: NOT_Y });
      stage.loseMessages();
      return { user, group };
    },
    slow: (context, { group }) => lookAtGroup(context, group),
    meanwhile: async (stage, { group }) => {
      await stage.edit(group, { kind: 'assigned' });
      await stage.work();
    },
    afterwards: async (stage, { user }) => {
      await stage.work();
      await stage.delete(user);
      await stage.work();
    },
  });
});
