/** What an import changed is looked at when it is complete, and not before. */
import { expect, it } from 'vitest';
import { addMembers } from '../../src/groups/members.ts';
import { editGroup } from '../../src/membership/edit-group.ts';
import { recordChange } from '../../src/membership/record-change.ts';
import { sweepObjects } from '../../src/membership/sweep.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import type { ImportRecord } from '../../src/ports/import-ports.ts';
import { Directory } from '../support/directory.ts';

const IMPORT = 'f0000000-0000-4000-8000-000000000001';

async function openImport(directory: Directory): Promise<void> {
  const now = directory.context.clock.now().toISOString();
  const record: ImportRecord = {
    id: IMPORT,
    status: 'open',
    created: now,
    lastActivity: now,
    objects: 1,
    blanked: {},
  };
  await directory.context.imports.insert(record);
}

async function complete({ context }: Directory): Promise<void> {
  const read = await context.imports.read(IMPORT);
  if (read === null) throw new Error('There is no import.');
  await context.imports.write({ ...read, value: { ...read.value, status: 'complete' } });
}

async function rowOf({ context }: Directory, id: string) {
  const claim = await context.lookups.read('id', id);
  return (await context.objects.read(claim?.value ?? -1))!;
}

/** A member of a group, whose department an import that goes on has just cleared. */
async function importedChange() {
  const directory = new Directory();
  const { context } = directory;
  const user = await directory.user({ department: 'Sales' });
  const group = await directory.group('user.department -eq "Sales"');
  await directory.work();
  await openImport(directory);
  const row = await rowOf(directory, user);
  const { department: _, ...attributes } = row.attributes;
  expect(await recordChange(context, row, { ...row, attributes, importId: IMPORT })).toBe(true);
  return { directory, context, user, group, ordinal: row.ordinal };
}

it('leaves memberships alone while the import goes on, whoever asks for a look', async () => {
  const { directory, context, user, group } = await importedChange();
  await directory.work();
  directory.minutes += 5;
  await sweepObjects(context);
  expect(directory.memory.queues.length).toBe(0);
  expect(await directory.members(group)).toEqual([user]);
  expect(await rowOf(directory, user)).toMatchObject({
    importId: IMPORT,
    since: expect.any(String),
  });
});

it('applies it once the import is complete', async () => {
  const { directory, context, user, group, ordinal } = await importedChange();
  await complete(directory);
  await context.queues.sendImported([ordinal]);
  await directory.work();
  expect(await directory.members(group)).toEqual([]);
  expect(await rowOf(directory, user)).toMatchObject({ importId: null, undo: [], since: null });
});

it('applies it when nothing was heard of the import for ten minutes', async () => {
  const { directory, context, group } = await importedChange();
  directory.minutes += 10;
  await sweepObjects(context);
  await directory.work();
  expect(await directory.members(group)).toEqual([]);
});

it('keeps the mark when somebody else changes the object, and forgets it with the object', async () => {
  const { directory, context, user, group } = await importedChange();
  const key = { name: 'id', value: user } as const;
  await changeObject(context, { kind: 'user', key, patch: { city: 'Bonn' } });
  expect((await rowOf(directory, user)).importId).toBe(IMPORT);
  await directory.work();
  expect(await directory.members(group)).toEqual([user]);
  await deleteObject(context, 'user', key);
  await directory.work();
  expect(await directory.members(group)).toEqual([]);
  expect((await rowOf(directory, user)).importId).toBeNull();
});

it('looks at others in the same message', async () => {
  const { directory, context, group } = await importedChange();
  const other = await directory.user({ department: 'Sales' });
  await context.queues.sendObjects([0, (await rowOf(directory, other)).ordinal]);
  await directory.work();
  expect(await directory.members(group)).toContain(other);
});

it('tells those who follow an assigned group when the import is complete', async () => {
  const directory = new Directory();
  const { context } = directory;
  const source = await directory.group(null);
  const follower = await directory.group(`user.memberOf -any (group.objectId -in ["${source}"])`);
  const [user] = [await directory.user()];
  await directory.work();
  await openImport(directory);
  await addMembers(context, source, [user]);
  await editGroup(context, source, ({ meta }) => ({ meta: { ...meta, importId: IMPORT } }));
  await directory.work();
  expect(await directory.members(follower)).toEqual([]);
  expect(await context.pending.list()).toHaveLength(1);
  await complete(directory);
  await context.queues.sendGroups([source]);
  await directory.work();
  expect(await directory.members(follower)).toEqual([user]);
  expect((await context.groups.readMeta(source))?.value.importId).toBeNull();
  expect(await context.pending.list()).toEqual([]);
});
