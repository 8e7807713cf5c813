import { beforeEach, describe, expect, test } from 'vitest';
import type { GroupEvent } from '../../src/directory/group-event.ts';
import type { Origin } from '../../src/directory/origin.ts';
import { changeGroup } from '../../src/groups/change-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { addMembers } from '../../src/groups/members.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import { lookAtObjects } from '../../src/membership/look-at-objects.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import type { LogEntry } from '../../src/ports/log.ts';
import { Directory } from '../support/directory.ts';

let directory: Directory;

beforeEach(() => {
  directory = new Directory();
});

const ADA: Origin = {
  actor: { id: 'ada', displayName: 'Ada' },
  requestId: 'request 1',
  importId: null,
};
const ALL = { from: 1, through: 1_000 };
const byId = (value: string) => ({ name: 'id', value }) as const;

function change(id: string, patch: Record<string, string | null>, by = ADA) {
  return changeObject({ ...directory.context, by }, { kind: 'user', key: byId(id), patch });
}

async function ordinalOf(id: string): Promise<number> {
  return (await directory.context.lookups.read('id', id))?.value ?? -1;
}

async function eventsOf(id: string) {
  return directory.context.objects.readEvents(await ordinalOf(id), ALL);
}

async function groupEvents(id: string): Promise<readonly GroupEvent[]> {
  return directory.context.groups.readEvents(id, ALL);
}

function logOf(id: string): Promise<readonly LogEntry[]> {
  return directory.context.groups.readLog(id, 0);
}

describe('the history of an object', () => {
  test('has each change with old and new value, by whom, newest first', async () => {
    const user = await directory.user({ department: 'Sales' });
    directory.minutes = 5;
    await change(user, { department: 'Legal', city: 'Bonn' });
    await change(user, { department: 'Legal' });
    await deleteObject(directory.context, 'user', byId(user));
    expect(await eventsOf(user)).toMatchObject([
      { number: 3, kind: 'deleted', changes: [], by: { actor: null } },
      {
        number: 2,
        kind: 'changed',
        time: '2026-11-21T12:05:00.000Z',
        by: ADA,
        changes: [
          { name: 'department', old: 'Sales', new: 'Legal' },
          { name: 'city', old: null, new: 'Bonn' },
        ],
      },
      { number: 1, kind: 'created' },
    ]);
  });

  test('costs no request to storage', async () => {
    const user = await directory.user();
    const ordinal = await ordinalOf(user);
    await directory.work();
    const counts = await directory.counting(() => change(user, { city: 'Bonn' }));
    expect(counts['objects.transact']).toBe(2);
    expect((await directory.context.objects.read(ordinal))?.history).toEqual({
      changes: 2,
      settled: 2,
    });
  });

  test('leads to the groups that were looked at, also when the first look died before its end', async () => {
    const group = await directory.group('user.department -eq "Sales"');
    const user = await directory.user();
    await directory.work();
    await change(user, { department: 'Sales' });
    directory.memory.queues.clear();
    const ordinal = await ordinalOf(user);
    directory.hooks.before = ({ name, operation }) => {
      if (name === 'objects' && operation === 'transact') throw new Error('Killed.');
    };
    await expect(lookAtObjects(directory.context, [ordinal])).rejects.toThrow('Killed.');
    delete directory.hooks.before;
    await lookAtObjects(directory.context, [ordinal]);
    const traces = await directory.context.objects.readTraces(ordinal, { from: 2, through: 2 });
    expect(traces).toEqual([{ event: 2, groups: { [group]: 1 } }]);
  });
});

describe('the log of a group says why', () => {
  test('members came by a run: which rule, and what asked for it', async () => {
    await directory.user({ department: 'Sales' });
    const group = await directory.group('user.department -eq "Sales"');
    await directory.work();
    expect((await logOf(group)).map(({ cause }) => cause)).toEqual([
      { kind: 'run', ver: 1, rule: 1, asked: 1 },
    ]);
    await changeGroup(directory.context, group, { rule: 'user.department -eq "Legal"' });
    await directory.work();
    expect((await logOf(group))[1]?.cause).toEqual({ kind: 'run', ver: 2, rule: 2, asked: 2 });
  });

  test('by a change: which events of which object, all since it was last settled', async () => {
    const group = await directory.group('user.department -eq "Sales"');
    const other = await directory.group('user.city -eq "Bonn"');
    const user = await directory.user();
    await directory.work();
    await change(user, { city: 'Bonn' });
    await change(user, { department: 'Sales' });
    await directory.work();
    const seen = [[await ordinalOf(user), 2, 3]];
    expect(await logOf(group)).toMatchObject([{ cause: { kind: 'change', rule: 1 }, seen }]);
    expect(await logOf(other)).toMatchObject([{ cause: { kind: 'change', rule: 1 }, seen }]);
  });

  test('by another group, or by hand', async () => {
    const byHand = await directory.group(null);
    const follower = await directory.group(`user.memberOf -any (group.objectId -in ["${byHand}"])`);
    const user = await directory.user();
    await directory.work();
    await addMembers({ ...directory.context, by: ADA }, byHand, [user]);
    await directory.work();
    expect((await logOf(byHand))[0]?.cause).toEqual({ kind: 'hand', by: ADA, ver: 1 });
    expect((await logOf(follower))[0]?.cause).toMatchObject({ kind: 'source', sources: [byHand] });
  });
});

describe('the history of a group', () => {
  test('has what people did and what became of it, in order', async () => {
    const context = { ...directory.context, by: ADA };
    await directory.user({ department: 'Sales' });
    const group = await directory.group('user.department -eq "Sales"');
    await directory.work();
    await changeGroup(context, group, { state: 'Paused' });
    await changeGroup(context, group, { state: 'On', rule: 'user.department -eq "Legal"' });
    await directory.work();
    await reprocessGroup(context, group);
    await directory.work();
    await changeGroup(context, group, { kind: 'assigned' });
    await changeGroup(context, group, { kind: 'dynamic', rule: 'user.city -eq "X"' });
    await deleteGroup(context, group);
    const events = await groupEvents(group);
    expect(events.map(({ number, kind, seq }) => [number, kind, seq])).toEqual([
      [1, 'created', 0],
      [2, 'paused', 1],
      [3, 'ruleChanged', 1],
      [4, 'resumed', 1],
      [5, 'reprocessed', 2],
      [6, 'runEnded', 2],
      [7, 'becameAssigned', 2],
      [8, 'becameDynamic', 3],
      [9, 'deleted', 3],
    ]);
    expect(events[0]?.by.actor).toBeNull();
    expect(events[2]).toMatchObject({
      rule: 'user.department -eq "Legal"',
      oldRule: 'user.department -eq "Sales"',
      by: ADA,
    });
    expect((await directory.context.groups.readMeta(group))?.value.history).toEqual({
      events: 9,
      rule: 8,
      run: 8,
    });
  });

  test('has errors and their end', async () => {
    const source = await directory.group('user.city -eq "X"');
    const followed = await directory.group(`user.memberOf -any (group.objectId -in ["${source}"])`);
    await directory.work();
    const { context } = directory;
    const group = await context.groups.readMeta(followed);
    if (group === null) return expect.unreachable();
    const error = { code: 'RULE_INVALID', params: {} } as const;
    await context.groups.write(group.etag, { meta: { ...group.value, error } });
    await reprocessGroup(context, followed);
    await directory.work();
    const kinds = (await groupEvents(followed)).map(({ kind }) => kind);
    expect(kinds).toEqual(['created', 'runEnded', 'recovered', 'reprocessed', 'runEnded']);
  });

  test('says which properties were changed', async () => {
    const group = await directory.group(null);
    await changeGroup(directory.context, group, { resource: { displayName: 'New' } });
    expect((await groupEvents(group))[1]).toMatchObject({
      kind: 'changed',
      changes: [{ name: 'displayName', new: 'New' }],
    });
  });
});
