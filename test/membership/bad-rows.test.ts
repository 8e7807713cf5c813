/** Rows that can't be read stand beside good ones: what they are is said, the rest goes on, and nobody loses a membership. */
import { beforeEach, describe, expect, test } from 'vitest';
import { statusOf } from '../../src/directory/group-meta.ts';
import { changeGroup } from '../../src/groups/change-group.ts';
import { listPoison } from '../../src/groups/poison.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import { lookAtDue } from '../../src/membership/clock-timer.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { listObjects } from '../../src/objects/list-objects.ts';
import type { Properties } from '../../src/storage/entity-table.ts';
import type { TableName } from '../../src/storage/table-keys.ts';
import { Directory } from '../support/directory.ts';

let directory: Directory;
let group: string;
let bad: string;
let good: string;

beforeEach(async () => {
  directory = new Directory();
  bad = await directory.user({ department: 'Sales' });
  good = await directory.user({ department: 'Sales' });
  group = await directory.group('user.department -eq "Sales"');
  await directory.work();
  expect(await directory.members(group)).toEqual([bad, good]);
});

/** Writes some properties over those of a row. */
async function damage(
  table: TableName,
  place: { readonly partition: string; readonly row: string },
  changes: Properties,
): Promise<void> {
  const tables = directory.memory.tables.table(table);
  const properties = { ...(await tables.get(place))?.properties, ...changes };
  await tables.transact(place.partition, [{ kind: 'put', row: place.row, properties }]);
}

async function placeOf(id: string) {
  const ordinal = (await directory.context.lookups.read('id', id))?.value ?? 0;
  return { partition: 'user-000000', row: ordinal.toString(16).padStart(8, '0') };
}

/** Changes what is stored of a user behind everybody's back. */
async function store(id: string, attributes: Readonly<Record<string, unknown>>): Promise<void> {
  const place = await placeOf(id);
  const entity = await directory.memory.tables.table('objects').get(place);
  const packed = JSON.parse(String(entity?.properties.p0));
  const changed = { ...packed, attributes: { ...packed.attributes, ...attributes } };
  await damage('objects', place, { p0: JSON.stringify(changed) });
}

async function status(id: string) {
  const meta = (await directory.context.groups.readMeta(id))?.value;
  return meta === undefined ? null : statusOf(meta);
}

const change = (id: string, patch: Record<string, string | null>) =>
  changeObject(directory.context, { kind: 'user', key: { name: 'id', value: id }, patch });

describe('an object whose row is broken', () => {
  beforeEach(async () => {
    await damage('objects', await placeOf(bad), { p0: '{"id":"' });
  });

  test('keeps its memberships through a run, which goes on for all others', async () => {
    await changeGroup(directory.context, group, { rule: 'user.department -ne "Sales"' });
    const other = await directory.group('user.department -ne "Legal"');
    await directory.work();
    expect([await status(group), await status(other)]).toEqual(['Succeeded', 'Succeeded']);
    const ordinal = (await directory.context.lookups.read('id', bad))?.value;
    const members = (await directory.context.groups.read(group))?.members;
    expect([...(members?.ordinals() ?? [])]).toEqual([ordinal]);
    expect(await directory.members(other)).toEqual([good]);
  });

  test('is named where people see it', async () => {
    await reprocessGroup(directory.context, group);
    await directory.work();
    expect(await listPoison(directory.context)).toMatchObject([
      { kind: 'message', reason: expect.stringMatching(/row 0000000. .* in table objects/) },
    ]);
  });

  test('does not keep others from being listed', async () => {
    const { items } = await listObjects(directory.context, 'user', { top: 10, after: null });
    expect(items.map(({ id }) => id)).toEqual([good]);
  });
});

describe('an object with an attribute of the wrong type', () => {
  beforeEach(() => store(bad, { department: 17 }));

  test('keeps its memberships through a run, and is named', async () => {
    await reprocessGroup(directory.context, group);
    await directory.work();
    expect(await directory.members(group)).toEqual([bad, good]);
    const [named] = await listPoison(directory.context);
    expect(named?.reason).toBe(
      `The attribute department of user ${bad} is stored with a type that it cannot have. Set it again.`,
    );
  });

  test('is given up when it changes otherwise, and right once the attribute is set again', async () => {
    await change(bad, { city: 'Bonn', department: null });
    await directory.work();
    expect(await directory.members(group)).toEqual([good]);
    await store(bad, { department: ['Sales'] });
    await change(bad, { department: 'Sales' });
    await directory.work();
    expect(await directory.members(group)).toEqual([bad, good]);
  });

  test('holds back nobody who changes in the same message', async () => {
    const third = await directory.user();
    await directory.group('user.city -eq "Bonn" -and user.department -ne "Legal"');
    await directory.work();
    await change(bad, { city: 'Bonn' });
    await change(third, { department: 'Sales' });
    await directory.work();
    expect(await directory.members(group)).toEqual([bad, good, third]);
    const failed = (await listPoison(directory.context)).filter(({ kind }) => kind === 'user');
    expect(failed).toMatchObject([{ id: bad, attempts: 5 }]);
  });
});

describe('a group whose row is broken', () => {
  let other: string;

  beforeEach(async () => {
    other = await directory.group('user.department -startsWith "Sal"');
    await directory.work();
    await damage('groups', { partition: group, row: 'meta' }, { p0: '?' });
  });

  test('holds back no other group of an object that changes', async () => {
    const third = await directory.user({ department: 'Sales' });
    await directory.work();
    expect(await directory.members(other)).toEqual([bad, good, third]);
    const [named] = await listPoison(directory.context);
    expect(named).toMatchObject({ id: third, reason: expect.stringContaining('in table groups') });
  });
});

test('a group of which neither bitmap nor log can be read keeps what it has, and is named', async () => {
  await damage('groups', { partition: group, row: 'm:0000' }, { bits0: new Uint8Array(3) });
  await damage('groups', { partition: group, row: 'l:000000000001' }, { added0: '?' });
  const time = directory.context.clock.now().toISOString();
  await directory.context.pending.upsert(group, time);
  await directory.context.queues.sendGroups([group]);
  await directory.work();
  const [named] = await listPoison(directory.context);
  expect(named).toMatchObject({ id: group, reason: expect.stringContaining('The row m:0000') });
});

test('a broken row of the rules is written anew before anything is judged without it', async () => {
  await damage('rules', { partition: 'rules', row: group }, { p0: '{' });
  const newcomer = directory.instance();
  await change(bad, { department: 'Legal' });
  await directory.work(newcomer);
  expect(await directory.members(group)).toEqual([good]);
});

test('a broken row of the list is written anew when the group changes', async () => {
  await damage('listing', { partition: group.charAt(0), row: group }, { p0: '{' });
  await changeGroup(directory.context, group, { resource: { displayName: 'Renamed' } });
  const listed = await directory.context.listing.read(group);
  expect(listed?.value.resource.displayName).toBe('Renamed');
});

test('an instant of a group that cannot be read keeps no other instant waiting', async () => {
  const soon = new Date(directory.context.clock.now().getTime() + 60_000).toISOString();
  const clock = 'user.employeeHireDate -le system.now';
  const first = await directory.group(clock);
  const second = await directory.group(clock);
  const third = await directory.user({ employeeHireDate: soon });
  await directory.work();
  await damage('groups', { partition: first, row: 'meta' }, { p0: '?' });
  directory.minutes += 2;
  await expect(lookAtDue(directory.context)).rejects.toThrow('in table groups cannot be read');
  expect(await directory.members(second)).toEqual([third]);
  // It comes again later.
  expect(await directory.context.due.list(directory.context.clock.now().toISOString())).toEqual([]);
  directory.minutes += 20;
  const waiting = await directory.context.due.list(directory.context.clock.now().toISOString());
  expect(waiting.map(({ value }) => value.groupId)).toEqual([first]);
});
