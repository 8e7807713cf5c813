import { expect, test } from 'vitest';
import { changeObject, listReports, setManager } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { Directory } from '../support/directory.ts';
import { failingAtEveryCall, meetingAtEveryCall, settle } from '../support/every-call.ts';

const byId = (value: string) => ({ name: 'id', value }) as const;

async function managerOf(directory: Directory, id: string) {
  const claim = await directory.context.lookups.read('id', id);
  const row = await directory.context.objects.read(claim?.value ?? 0);
  return row?.attributes.manager ?? null;
}

/** A manager, somebody who reports to him, somebody who does not yet, and the group of his reports. */
async function company(directory: Directory) {
  const manager = await directory.user();
  const report = await directory.user();
  const other = await directory.user();
  await setManager(directory.context, byId(report), manager);
  const group = await directory.group(`Direct Reports for "${manager}"`);
  await directory.work();
  expect(await directory.members(group)).toEqual([report]);
  return { manager, report, other, group };
}

test('whoever reports to a manager who is deleted has none, whatever fails in between', async () => {
  const calls = await failingAtEveryCall(async (directory) => {
    const { manager, report, group } = await company(directory);
    return {
      directory,
      act: async () => {
        await deleteObject(directory.context, 'user', byId(manager));
        await directory.work();
      },
      check: async () => {
        const claim = await directory.context.lookups.read('id', manager);
        const row = await directory.context.objects.read(claim?.value ?? 0);
        const isDeleted = row?.deleted !== null;
        expect(await managerOf(directory, report)).toBe(isDeleted ? null : manager);
        expect(await directory.members(group)).toEqual(isDeleted ? [] : [report]);
      },
    };
  });
  expect(calls).toBeGreaterThan(20);
});

test('a manager who is deleted while somebody is given to him manages nobody', async () => {
  const tell = (isDeletedFirst: boolean) => async (directory: Directory) => {
    const { manager, other, group } = await company(directory);
    const worker = directory.instance();
    const give = async () => {
      await setManager(worker, byId(other), manager);
      await directory.work(worker);
    };
    const remove = async () => {
      await deleteObject(directory.context, 'user', byId(manager));
      await directory.work();
    };
    return {
      directory,
      act: async () => {
        await (isDeletedFirst ? remove() : give()).catch(() => {});
        await settle(directory);
        await remove().catch(() => {});
      },
      meanwhile: isDeletedFirst ? give : remove,
      check: async () => {
        expect(await managerOf(directory, other)).toBeNull();
        expect(await directory.members(group)).toEqual([]);
      },
    };
  };
  await meetingAtEveryCall(tell(true));
  await meetingAtEveryCall(tell(false));
});

test('a user who is created while the manager is deleted has none', async () => {
  await meetingAtEveryCall(async (directory) => {
    const { manager } = await company(directory);
    const id = directory.guid();
    const remove = async () => {
      await deleteObject(directory.context, 'user', byId(manager));
      await directory.work();
    };
    return {
      directory,
      act: async () => {
        const attributes = { userPrincipalName: 'new@contoso.com' };
        const draft = { kind: 'user', id, attributes, managerId: manager } as const;
        await createObject(directory.instance(), draft).catch(() => {});
        await remove().catch(() => {});
      },
      meanwhile: remove,
      check: async () => expect(await managerOf(directory, id)).toBeNull(),
    };
  });
});

test('a manager who is made anew under the same id keeps whom he was given since', async () => {
  const directory = new Directory();
  const { context } = directory;
  const { manager, report, other } = await company(directory);
  await deleteObject(context, 'user', byId(manager));
  await createObject(context, { kind: 'user', id: manager, attributes: { displayName: 'Again' } });
  await setManager(context, byId(other), manager);
  await directory.work();
  expect(await managerOf(directory, report)).toBeNull();
  expect(await managerOf(directory, other)).toBe(manager);
  await deleteObject(context, 'user', byId(manager));
  await directory.work();
  expect(await managerOf(directory, other)).toBeNull();
});

test('direct reports are those who name the manager now', async () => {
  const directory = new Directory();
  const { manager, report, other } = await company(directory);
  await setManager(directory.context, byId(other), manager);
  await changeObject(directory.context, {
    kind: 'user',
    key: byId(report),
    patch: { manager: null },
  });
  const reports = await listReports(directory.context, byId(manager));
  expect(reports.map(({ id }) => id)).toEqual([other]);
});
