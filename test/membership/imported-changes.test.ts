/** What an import changes is guarded as a whole; the import itself is written to storage as its own tests show. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Attributes } from '../../src/directory/attributes.ts';
import { inversePatch } from '../../src/directory/attributes.ts';
import { appendUndo } from '../../src/directory/object-row.ts';
import { changeGroup } from '../../src/groups/change-group.ts';
import { changeTenantGuard, readTenantGuard } from '../../src/groups/guards.ts';
import { listHolds } from '../../src/groups/holds.ts';
import type { ImportRecord } from '../../src/ports/import-ports.ts';
import { Directory } from '../support/directory.ts';

const IMPORT = '00000000-0000-4000-8000-0000000000aa';
const PEOPLE = 250;

let directory: Directory;
let users: string[];
let group: string;

beforeEach(async () => {
  directory = new Directory();
  users = [];
  for (let made = 0; made < PEOPLE; made++)
    users.push(await directory.user({ department: 'Sales', city: 'Bonn' }));
  group = await directory.group('user.department -eq "Sales"');
  await directory.work();
});

async function complete(more: Partial<ImportRecord>): Promise<void> {
  const time = directory.context.clock.now().toISOString();
  await directory.context.imports.insert({
    id: IMPORT,
    status: 'complete',
    created: time,
    lastActivity: time,
    objects: 0,
    blanked: {},
    ...more,
  });
}

/** As an import writes it: marked, with its intent, and looked at when the import is complete. */
async function importChange(userIds: readonly string[], patch: Attributes): Promise<void> {
  const { objects, lookups, queues } = directory.context;
  const ordinals: number[] = [];
  for (const id of userIds) {
    const row = await objects.read((await lookups.read('id', id))?.value ?? -1);
    if (row === null) throw new Error(`There is no user ${id}.`);
    const attributes = { ...row.attributes, ...patch };
    const undo = appendUndo(row.undo, { attributes: inversePatch(row.attributes, attributes) });
    const since = directory.context.clock.now().toISOString();
    await objects.replace({ ...row, attributes, undo, since, importId: IMPORT });
    ordinals.push(row.ordinal);
  }
  await queues.sendObjects(ordinals);
}

const LAW = { department: 'Law' };

describe('an import', () => {
  test('of few objects changes members one by one', async () => {
    await complete({ objects: 10 });
    await importChange(users.slice(0, 10), LAW);
    const counts = await directory.counting(() => directory.work());
    expect(await directory.members(group)).toHaveLength(PEOPLE - 10);
    expect(counts['runs.transact']).toBeUndefined();
  });

  test('that would remove more than 30 % of a group of 200 and more is held', async () => {
    await complete({ objects: 100 });
    await importChange(users.slice(0, 100), LAW);
    await directory.work();
    expect(await directory.members(group)).toHaveLength(PEOPLE);
    const [hold] = await listHolds(directory.context, 'held');
    expect(hold).toMatchObject({
      cause: { kind: 'import', importId: IMPORT },
      removals: 100,
      limits: [{ name: 'removalsShare', limit: 30, actual: 40 }],
    });
  });

  test('is evaluated as a whole, however its objects are looked at', async () => {
    await complete({ objects: 100 });
    for (const user of users.slice(0, 100)) await importChange([user], LAW);
    await directory.work();
    expect(await directory.members(group)).toHaveLength(PEOPLE);
  });

  test('that stays within the guard is done by one run', async () => {
    await complete({ objects: 100 });
    await importChange(users.slice(0, 50), LAW);
    await importChange(users.slice(50, 100), { city: 'Kiel' });
    await directory.work();
    expect(await directory.members(group)).toHaveLength(PEOPLE - 50);
    expect(await listHolds(directory.context, null)).toEqual([]);
  });

  test('is guarded too when a run of the group reads what it changed', async () => {
    await complete({ objects: 100 });
    const rule = 'user.department -in ["Sales", "Sports"]';
    await importChange(users.slice(0, 100), LAW);
    await changeGroup(directory.context, group, { rule });
    await directory.memory.queues.drain(() => Promise.resolve());
    await directory.context.queues.sendGroups([group]);
    await directory.work();
    expect(await directory.members(group)).toHaveLength(PEOPLE);
    expect(await listHolds(directory.context, 'held')).toHaveLength(1);
  });

  test('that brings a rule which would change too many is held', async () => {
    await complete({ objects: 1 });
    const { by } = directory.context;
    const context = { ...directory.context, by: { ...by, importId: IMPORT } };
    await changeGroup(context, group, { rule: 'user.department -eq "Law"' });
    await directory.work();
    expect(await directory.members(group)).toHaveLength(PEOPLE);
    const [hold] = await listHolds(directory.context, 'held');
    expect(hold?.cause).toMatchObject({ kind: 'rule', importId: IMPORT });
  });

  test('that takes a property from too many objects is held in every group', async () => {
    await complete({ objects: 30, blanked: { department: { blanked: 15, had: 30 } } });
    await importChange(users.slice(0, 15), { department: '' });
    await directory.work();
    expect(await directory.members(group)).toHaveLength(PEOPLE);
    const [hold] = await listHolds(directory.context, 'held');
    expect(hold?.limits).toEqual([{ name: 'blanked:department', limit: 30, actual: 50 }]);
  });

  test('is not guarded where the tenant says so', async () => {
    const guard = await readTenantGuard(directory.context);
    await changeTenantGuard(directory.context, { ...guard, imports: null, blankedShare: null });
    await complete({ objects: 100, blanked: { department: { blanked: 100, had: 100 } } });
    await importChange(users.slice(0, 100), LAW);
    await directory.work();
    expect(await directory.members(group)).toHaveLength(PEOPLE - 100);
  });

  test('fills new groups without being held', async () => {
    const fresh = await directory.group('user.department -eq "Law"');
    await complete({ objects: 100 });
    await importChange(users.slice(0, 50), LAW);
    await directory.work();
    expect(await directory.members(fresh)).toHaveLength(50);
  });
});
