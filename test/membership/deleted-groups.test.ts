/** Microsoft 365 groups that are deleted count as empty, and come back with their members. */
import { expect, test } from 'vitest';
import { statusOf } from '../../src/directory/group-meta.ts';
import { changeGroup } from '../../src/groups/change-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import {
  listDeletedGroups,
  purgeDeletedGroup,
  restoreGroup,
} from '../../src/groups/deleted-groups.ts';
import { listGroups } from '../../src/groups/list-groups.ts';
import { addMembers } from '../../src/groups/members.ts';
import { lookAtGroup } from '../../src/membership/look-at-group.ts';
import { purgeGroups } from '../../src/membership/purge-groups.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { Directory } from '../support/directory.ts';
import { failingAtEveryCall, meetingAtEveryCall, settle } from '../support/every-call.ts';

const RULE = 'user.department -eq "Sales"';
const byId = (value: string) => ({ name: 'id', value }) as const;
const named = (mailNickname: string) => ({ unified: true, mailEnabled: true, mailNickname });

const follow = (id: string) => `user.memberOf -any (group.objectId -in ["${id}"])`;

async function readMeta(directory: Directory, id: string) {
  return (await directory.context.groups.readMeta(id))!.value;
}

/** A Microsoft 365 group with two members, one that follows it, and one that has it as a member. */
async function team(directory: Directory, rule: string | null = RULE) {
  const [ann, bob] = [
    await directory.user({ department: 'Sales' }),
    await directory.user({ department: 'Sales' }),
  ];
  const group = await directory.group(rule, named('team'));
  if (rule === null) await addMembers(directory.context, group, [ann, bob]);
  const follower = await directory.group(follow(group));
  const holder = await directory.group(null);
  await addMembers(directory.context, holder, [group]);
  await directory.work();
  expect(await directory.members(follower)).toEqual([ann, bob]);
  return { ann, bob, group, follower, holder };
}

/** Everything that hangs on whether the group is there. */
async function check(
  directory: Directory,
  { group, follower, holder }: Awaited<ReturnType<typeof team>>,
  members: readonly string[],
) {
  const { context } = directory;
  const meta = await readMeta(directory, group);
  const row = await context.objects.read(meta.ordinal ?? 0);
  expect(row?.deleted === null).toBe(meta.deleted === null);
  expect(await directory.members(follower)).toEqual(meta.deleted === null ? members : []);
  if (meta.deleted !== null) expect(await directory.members(holder)).toEqual([]);
  else expect(await directory.members(group)).toEqual(members);
  const listed = await listGroups(context, { top: 100, after: null });
  expect(listed.items.some(({ id }) => id === group)).toBe(meta.deleted === null);
  const deleted = await listDeletedGroups(context);
  expect(deleted.some(({ id }) => id === group)).toBe(meta.deleted !== null);
  expect(await context.pending.list()).toEqual([]);
}

test.each([
  ['dynamic', RULE],
  ['assigned', null],
])(
  'a deleted %s group is empty for others and comes back, whatever fails in between',
  async (_, rule) => {
    const calls = await failingAtEveryCall(async (directory) => {
      const all = await team(directory, rule);
      return {
        directory,
        act: async () => {
          await deleteGroup(directory.context, all.group);
          await directory.work();
          await check(directory, all, []);
          await restoreGroup(directory.context, all.group);
          await directory.work();
        },
        check: () => check(directory, all, [all.ann, all.bob]),
      };
    });
    expect(calls).toBeGreaterThan(30);
  },
);

test('a restore that meets a look at the deleted group wins, whenever it comes', async () => {
  await meetingAtEveryCall(async (directory) => {
    const all = await team(directory);
    const worker = directory.instance();
    return {
      directory,
      act: async () => {
        await deleteGroup(directory.context, all.group);
        await directory.work(worker);
        await restoreGroup(directory.context, all.group).catch(() => {});
      },
      meanwhile: () => restoreGroup(directory.instance(), all.group),
      check: () => check(directory, all, [all.ann, all.bob]),
    };
  });
});

test('a worker that was stopped before a restore and dies after it takes nothing from the group', async () => {
  const directory = new Directory();
  const { hooks } = directory;
  const { group, holder, ann, bob, follower } = await team(directory);
  await deleteGroup(directory.context, group);
  directory.memory.queues.clear();
  const back = async () => {
    await restoreGroup(directory.context, group);
    await directory.work();
    await addMembers(directory.context, holder, [group]).catch(() => {});
    await directory.work();
  };
  // It has read the group as deleted and is about to delete the object that the group is.
  hooks.before = async (call) => {
    if (call.name !== 'objects' || call.operation !== 'transact') return;
    delete hooks.before;
    await back();
    hooks.before = (next) => {
      if (next.name === 'groups' && next.operation === 'transact') throw new Error('Dead');
    };
  };
  await lookAtGroup(directory.instance(), group).catch(() => {});
  delete hooks.before;
  const ordinal = (await readMeta(directory, group)).ordinal ?? 0;
  expect((await directory.context.objects.read(ordinal))?.deleted).not.toBeNull();
  await settle(directory);
  expect((await directory.context.objects.read(ordinal))?.deleted).toBeNull();
  expect(await directory.members(holder)).toEqual([group]);
  expect(await directory.members(follower)).toEqual([ann, bob]);
});

test.each([
  ['dynamic', RULE, 'On'],
  ['paused', RULE, 'Paused'],
  ['assigned', null, 'On'],
] as const)(
  'who is deleted while a %s group is deleted does not come back with it',
  async (_, rule, state) => {
    await meetingAtEveryCall(async (directory) => {
      const all = await team(directory, rule);
      if (state === 'Paused') await changeGroup(directory.context, all.group, { state });
      await directory.work();
      const remove = async () => {
        await deleteObject(directory.context, 'user', byId(all.ann));
        await directory.work();
      };
      return {
        directory,
        act: async () => {
          await deleteGroup(directory.instance(), all.group);
          await directory.work();
          await restoreGroup(directory.instance(), all.group);
          await directory.work();
          await remove().catch(() => {});
        },
        meanwhile: remove,
        check: () => check(directory, all, [all.bob]),
      };
    });
  },
);

test('a paused group keeps the members it had, and follows what it missed when it is resumed', async () => {
  const directory = new Directory();
  const { ann, bob, group } = await team(directory);
  await changeGroup(directory.context, group, { state: 'Paused' });
  await deleteGroup(directory.context, group);
  await directory.work();
  const patch = { department: 'Legal' };
  await changeObject(directory.context, { kind: 'user', key: byId(ann), patch });
  await restoreGroup(directory.context, group);
  await directory.work();
  expect(await directory.members(group)).toEqual([ann, bob]);
  await changeGroup(directory.context, group, { state: 'On' });
  await directory.work();
  expect(await directory.members(group)).toEqual([bob]);
});

test('a restored dynamic group shows no success before its members are worked out', async () => {
  const directory = new Directory();
  const { group } = await team(directory);
  await deleteGroup(directory.context, group);
  await directory.work();
  const meta = await restoreGroup(directory.context, group);
  expect(statusOf(meta)).toBe('NotStarted');
  await directory.work();
  expect(statusOf(await readMeta(directory, group))).toBe('Succeeded');
});

test('its nickname is had by one group at most, whoever comes first', async () => {
  const tell = (isRestoredFirst: boolean) => async (directory: Directory) => {
    const group = await directory.group(RULE, named('team'));
    await deleteGroup(directory.context, group);
    await directory.work();
    const created: string[] = [];
    const create = async () => {
      created.push(await directory.group(null, named('team')));
    };
    const restore = () => restoreGroup(directory.instance(), group);
    return {
      directory,
      act: isRestoredFirst ? restore : create,
      meanwhile: isRestoredFirst ? create : restore,
      check: async () => {
        const metas = await Promise.all([group, ...created].map((id) => readMeta(directory, id)));
        const holders = metas.filter(({ deleted }) => deleted === null);
        expect(holders).toHaveLength(1);
        const claim = await directory.context.lookups.read('mailNickname', 'team');
        expect(claim?.value).toBe(holders[0]?.ordinal);
      },
    };
  };
  await meetingAtEveryCall(tell(true));
  await meetingAtEveryCall(tell(false));
});

test('after 30 days, or when it is deleted once more, it is gone for good', async () => {
  const directory = new Directory();
  const { context } = directory;
  const { group } = await team(directory);
  const other = await directory.group(null, named('other'));
  for (const id of [group, other]) await deleteGroup(context, id);
  await purgeDeletedGroup(context, other);
  await expect(restoreGroup(context, other)).rejects.toMatchObject({ status: 404 });
  directory.minutes += 30 * 24 * 60 - 1;
  await purgeGroups(context);
  expect((await listDeletedGroups(context)).map(({ id }) => id)).toEqual([group]);
  directory.minutes += 1;
  expect(await listDeletedGroups(context)).toEqual([]);
  await expect(restoreGroup(context, group)).rejects.toMatchObject({ status: 404 });
  await purgeGroups(context);
  await directory.work();
  expect((await readMeta(directory, group)).purged).toBe(true);
  expect((await context.index.refresh()).looseGroups()).not.toContain(group);
});

test('a security group is gone at once', async () => {
  const directory = new Directory();
  const group = await directory.group(RULE);
  await deleteGroup(directory.context, group);
  await expect(restoreGroup(directory.context, group)).rejects.toMatchObject({ status: 404 });
  await expect(purgeDeletedGroup(directory.context, group)).rejects.toMatchObject({ status: 404 });
});
