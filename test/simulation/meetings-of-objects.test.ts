/** Changes of objects meet slow workers, at every place where these can be slow. */
import { expect, test } from 'vitest';
import { lookAtDue } from '../../src/membership/clock-timer.ts';
import { lookAtGroup } from '../../src/membership/look-at-group.ts';
import { lookAtObjects } from '../../src/membership/look-at-objects.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { meetEverywhere } from './meetings.ts';
import { memberOfRule } from './rule-pool.ts';
import { START } from './world.ts';

const IN_A = 'user.department -eq "A"';
const IN_X = 'user.city -eq "X" -or user.department -in ["B","C"]';
const NOT_Y = '-not (user.city -startsWith "Y")';
const EVERYBODY = 'user.displayName -ne null';
const NEW_IN_B_UNTIL =
  'user.employeeHireDate -ge system.now -minus PT1H -and user.department -ne "C"';
const MINUTE = 60_000;

test('a rule is saved and run, and the object changes again, while a worker begins its look', async () => {
  const places = await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'B', city: 'X' });
      const group = await stage.group(IN_A);
      await stage.group(IN_X);
      await stage.sweep();
      await stage.change(user, { city: 'Y' });
      stage.loseMessages();
      return { user, group, ordinal: await stage.ordinalOf(user) };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: async (stage, { user, group }) => {
      await stage.edit(group, { rule: NOT_Y });
      await stage.work();
      await stage.change(user, { city: null });
      stage.loseMessages();
    },
  });
  expect(places).toBeGreaterThan(4);
});

test('an object goes there and back while a worker looks at it', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'B' });
      await stage.group(IN_A);
      await stage.sweep();
      await stage.change(user, { department: 'A' });
      stage.loseMessages();
      return { user, ordinal: await stage.ordinalOf(user) };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: async (stage, { user }) => {
      await stage.change(user, { department: 'B' });
      await stage.work();
    },
    lives: [1, 2],
  });
});

test('an object is created and looked at while a run begins for two groups', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      await stage.user({ department: 'A' });
      const [first, second] = [await stage.group(IN_A), await stage.group(EVERYBODY)];
      await stage.edit(second, { state: 'Paused' });
      await stage.sweep();
      await stage.edit(second, { state: 'On' });
      await stage.edit(first, { rule: NOT_Y });
      stage.loseMessages();
      return first;
    },
    slow: (context, first) => lookAtGroup(context, first),
    meanwhile: async (stage) => {
      stage.world.spread = 512;
      await stage.world.spreadOut();
      await stage.user({ department: 'A' });
      await stage.work();
    },
    lives: [1, 2, 3],
  });
});

test('an instant is noted again by a clock that is late, while the timer is at it', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const employeeHireDate = new Date(START + 30 * MINUTE).toISOString();
      const user = await stage.user({ department: 'A', employeeHireDate });
      await stage.group(NEW_IN_B_UNTIL);
      await stage.sweep();
      stage.world.time = START + 91 * MINUTE;
      return user;
    },
    slow: (context) => lookAtDue(context),
    meanwhile: async (stage, user) => {
      stage.world.time -= 60 * MINUTE;
      await stage.change(user, { department: 'B' });
      await stage.work();
      stage.world.time += 60 * MINUTE;
    },
    lives: [1, 2],
  });
});

test('an object is deleted, and a group that follows stops following, while a worker takes it out', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const source = await stage.group(null, [user]);
      const follower = await stage.group(memberOfRule([source]));
      await stage.sweep();
      await stage.delete(user);
      stage.loseMessages();
      return { ordinal: await stage.ordinalOfDeleted(user), follower };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: async (stage, { follower }) => {
      await stage.reprocess(follower);
      await stage.work();
      await stage.edit(follower, { rule: IN_A, state: 'Paused' });
      await stage.work();
    },
  });
});

test('an object is deleted, and a group follows for a moment, while a worker takes it out', async () => {
  await meetEverywhere({
    prepare: async (stage) => {
      const user = await stage.user({ department: 'A' });
      const source = await stage.group(null, [user]);
      await stage.sweep();
      await stage.delete(user);
      stage.loseMessages();
      return { ordinal: await stage.ordinalOfDeleted(user), source };
    },
    slow: (context, { ordinal }) => lookAtObjects(context, [ordinal]),
    meanwhile: async (stage, { source }) => {
      const follower = await stage.group(memberOfRule([source]));
      await stage.work();
      await stage.edit(follower, { rule: IN_A, state: 'Paused' });
      await stage.work();
    },
  });
});

test('two want the same name', async () => {
  const upn = 'ada@contoso.com';
  await meetEverywhere({
    prepare: async (stage) => ({
      first: await stage.user({}),
      second: await stage.user({}),
    }),
    slow: (context, { first }) =>
      changeObject(context, {
        kind: 'user',
        key: { name: 'id', value: first },
        patch: { userPrincipalName: upn },
      }),
    meanwhile: (stage, { second }) =>
      stage.change(second, { userPrincipalName: upn }).catch(() => {}),
    lives: [1, 2],
  });
});

test('a name is taken by another while its first owner is being created', async () => {
  const upn = 'ada@contoso.com';
  await meetEverywhere({
    prepare: async (stage) => {
      const id = stage.world.guid();
      stage.world.objectIds.push(id);
      return { id, other: await stage.user({}) };
    },
    slow: (context, { id }) =>
      createObject(context, { kind: 'user', id, attributes: { userPrincipalName: upn } }),
    meanwhile: (stage, { other }) =>
      stage.change(other, { userPrincipalName: upn }).catch(() => {}),
    lives: [1, 2],
  });
});
