import { beforeEach, describe, expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { addMembers } from '../../src/groups/members.ts';
import { lookAtObjects } from '../../src/membership/look-at-objects.ts';
import { sweepObjects } from '../../src/membership/sweep.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { Directory } from '../support/directory.ts';

let directory: Directory;

beforeEach(() => {
  directory = new Directory();
});

const byId = (value: string) => ({ name: 'id', value }) as const;

function change(id: string, patch: Record<string, string | null>) {
  return changeObject(directory.context, { kind: 'user', key: byId(id), patch });
}

describe('a change of an object', () => {
  test('is found by the sweeper when its message is lost', async () => {
    const group = await directory.group('user.department -eq "Sales"');
    const user = await directory.user();
    await directory.work();
    await change(user, { department: 'Sales' });
    directory.memory.queues.clear();
    directory.minutes += 2;
    await sweepObjects(directory.context);
    await directory.work();
    expect(await directory.members(group)).toEqual([user]);
  });

  test('overwritten before anybody looked leaves the groups of every state it was in', async () => {
    const both = await directory.group('user.department -eq "A" -and user.city -eq "X"');
    const user = await directory.user({ department: 'A', city: 'X' });
    await directory.work();
    expect(await directory.members(both)).toEqual([user]);
    await change(user, { department: 'B' });
    await change(user, { city: 'Y' });
    await directory.work();
    expect(await directory.members(both)).toEqual([]);
  });

  test('overwritten more often than is remembered still ends right', async () => {
    const group = await directory.group('user.department -eq "D11"');
    const user = await directory.user();
    await directory.work();
    for (let step = 0; step < 12; step++) await change(user, { department: `D${step}` });
    await directory.work();
    expect(await directory.members(group)).toEqual([user]);
  });

  test('of a hundred objects in one message writes each group once', async () => {
    const group = await directory.group('user.department -eq "Sales"');
    const users = [];
    for (let made = 0; made < 60; made++) users.push(await directory.user());
    await directory.work();
    for (const user of users) await change(user, { department: 'Sales' });
    directory.memory.queues.clear();
    const ordinals = await Promise.all(
      users.map(async (id) => (await directory.context.lookups.read('id', id))?.value ?? -1),
    );
    const counts = await directory.counting(() => lookAtObjects(directory.context, ordinals));
    expect(await directory.members(group)).toHaveLength(60);
    expect(counts['groups.transact']).toBe(1);
    expect(counts['groups.query']).toBe(1);
  });

  test('takes a deleted group out of one that was kept by hand and paused before its first run', async () => {
    const { context } = directory;
    const nested = await directory.group(null);
    const outer = await directory.group(null);
    await addMembers(context, outer, [nested]);
    await directory.work();
    const rule = 'user.department -ne "A"';
    await changeGroup(context, outer, { kind: 'dynamic', rule, state: 'Paused' });
    await directory.work();
    expect((await context.groups.readMeta(outer))?.value.count).toBe(1);
    await deleteGroup(context, nested);
    await directory.work();
    expect((await context.groups.readMeta(outer))?.value.count).toBe(0);
  });

  test('takes a deleted user out of paused groups too, and of groups kept by hand', async () => {
    const paused = await directory.group('user.department -eq "Sales"');
    const user = await directory.user({ department: 'Sales' });
    await directory.work();
    await changeGroup(directory.context, paused, { state: 'Paused' });
    await change(user, { department: 'Legal' });
    await directory.work();
    expect(await directory.members(paused)).toEqual([user]);
    const byHand = await directory.group(null);
    await changeGroup(directory.context, byHand, { addMembers: [user] });
    await directory.work();
    await deleteObject(directory.context, 'user', byId(user));
    await directory.work();
    expect(await directory.members(paused)).toEqual([]);
    expect(await directory.members(byHand)).toEqual([]);
  });

  test('while the storage fails keeps what it announced', async () => {
    const group = await directory.group('user.department -eq "Sales"');
    const user = await directory.user();
    await directory.work();
    await change(user, { department: 'Sales' });
    let failures = 0;
    directory.hooks.before = (call) => {
      if (call.name !== 'groups' || call.operation !== 'transact' || failures >= 3) return;
      failures++;
      throw new Error('ServerBusy');
    };
    await directory.work();
    expect(failures).toBe(3);
    expect(await directory.members(group)).toEqual([user]);
  });
});
