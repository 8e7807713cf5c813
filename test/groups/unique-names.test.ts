/** The uniqueName of a group is one living group's at most, whatever happens between two writes. */
import { expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { purgeDeletedGroup, restoreGroup } from '../../src/groups/deleted-groups.ts';
import { findNamedGroup } from '../../src/groups/group-name.ts';
import { Directory, draft } from '../support/directory.ts';
import { failingAtEveryCall, meetingAtEveryCall } from '../support/every-call.ts';

const TEAM = { uniqueName: 'team' };
const name = (uniqueName: string) => ({ resource: { uniqueName } });
const holder = async ({ context }: Directory, uniqueName = 'team') =>
  (await findNamedGroup(context, 'uniqueName', uniqueName))?.id;

/** The living groups with the name, as their own rows say. */
async function living({ context }: Directory, ids: readonly string[]): Promise<readonly string[]> {
  const groups = await Promise.all(ids.map((id) => context.groups.readMeta(id)));
  return groups.flatMap((group) => {
    const isLiving = group?.value.deleted === null && group.value.resource.uniqueName !== undefined;
    return isLiving ? [group.value.id] : [];
  });
}

test('of several who want a name at the same time one gets it, without regard to letter case', async () => {
  const directory = new Directory();
  const wanted = ['team', 'Team', 'TEAM'];
  const outcomes = await Promise.allSettled(
    wanted.map((uniqueName) => directory.group(null, { uniqueName })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(directory.group(null, TEAM)).rejects.toThrow('for property uniqueName already');
});

test('it is given once, by whoever comes first', async () => {
  const directory = new Directory();
  const group = await directory.group(null);
  const outcomes = await Promise.allSettled(
    ['one', 'two'].map((one) => changeGroup(directory.context, group, name(one))),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(changeGroup(directory.context, group, name('three'))).rejects.toMatchObject({
    status: 400,
  });
  const kept = (await directory.context.groups.readMeta(group))?.value.resource.uniqueName;
  const lost = kept === 'one' ? 'two' : 'one';
  expect(await holder(directory, kept)).toBe(group);
  expect(await holder(directory, lost)).toBeUndefined();
  await directory.group(null, { uniqueName: lost });
});

test('two creations that meet between any two calls leave one group with the name', async () => {
  const calls = await meetingAtEveryCall(async (directory) => {
    const made: string[] = [];
    const create = async (context = directory.context) => {
      made.push((await createGroup(context, draft(null, TEAM))).value.id);
    };
    return {
      directory,
      act: () => create(),
      meanwhile: () => create(directory.instance()),
      check: async () => {
        const [only, ...others] = await living(directory, made);
        expect(others).toEqual([]);
        expect(await holder(directory)).toBe(only);
        expect(only).toBeDefined();
      },
    };
  });
  expect(calls).toBeGreaterThan(5);
});

test('a creation and a naming that meet between any two calls leave one group with the name', async () => {
  await meetingAtEveryCall(async (directory) => {
    const unnamed = await directory.group(null);
    const made = [unnamed];
    return {
      directory,
      act: () => changeGroup(directory.context, unnamed, name('team')),
      meanwhile: async () => {
        made.push((await createGroup(directory.instance(), draft(null, TEAM))).value.id);
      },
      check: async () => {
        const named = await living(directory, made);
        expect(named).toHaveLength(1);
        expect(await holder(directory)).toBe(named[0]);
      },
    };
  });
});

test('whoever fails at any call can do it again, and nobody is kept from the name', async () => {
  await failingAtEveryCall(async (directory) => {
    const group = await directory.group(null);
    return {
      directory,
      act: () => changeGroup(directory.context, group, name('team')),
      check: async () => {
        await changeGroup(directory.instance(), group, name('team'));
        expect(await holder(directory)).toBe(group);
      },
    };
  });
  await failingAtEveryCall(async (directory) => ({
    directory,
    act: () => directory.group(null, TEAM),
    check: async () => {
      // The group may be there although its creator was told nothing: then it has the name.
      const made = await directory.group(null, TEAM).catch(() => holder(directory));
      expect(await holder(directory)).toBe(made);
      expect(made).toBeDefined();
    },
  }));
});

test('a deleted group gives its name to who wants it, and is not restored then', async () => {
  const directory = new Directory();
  const { context } = directory;
  const security = await directory.group(null, TEAM);
  await deleteGroup(context, security);
  const unified = { ...TEAM, unified: true, mailEnabled: true, mailNickname: 'team' };
  const group = await directory.group(null, unified);
  await deleteGroup(context, group);
  await restoreGroup(context, group);
  expect(await holder(directory)).toBe(group);
  await deleteGroup(context, group);
  expect(await holder(directory)).toBeUndefined();
  const next = await directory.group(null, TEAM);
  await expect(restoreGroup(context, group)).rejects.toThrow('uniqueName');
  await purgeDeletedGroup(context, group);
  await deleteGroup(context, next);
  await directory.group(null, unified);
});

test('a restore and a creation that meet between any two calls leave one group with the name', async () => {
  const unified = { ...TEAM, unified: true, mailEnabled: true, mailNickname: 'first' };
  await meetingAtEveryCall(async (directory) => {
    const group = await directory.group(null, unified);
    await deleteGroup(directory.context, group);
    const made = [group];
    return {
      directory,
      act: () => restoreGroup(directory.context, group),
      meanwhile: async () => {
        made.push((await createGroup(directory.instance(), draft(null, TEAM))).value.id);
      },
      check: async () => {
        const named = await living(directory, made);
        expect(named).toHaveLength(1);
        expect(await holder(directory)).toBe(named[0]);
      },
    };
  });
});
