/**
 * What a change and a run may cost: requests to tables and queues, by name. A message is three requests: sent by the
 * application, received and deleted by the host. Time costs no requests: the note of progress, once a minute, is made before.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { lookAtDue } from '../../src/membership/clock-timer.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { Directory } from '../support/directory.ts';

let directory: Directory;

beforeEach(() => {
  directory = new Directory();
});

type Counts = Readonly<Record<string, number>>;

/** Requests by `table.operation`, those of queues included. */
async function requests(work: () => Promise<unknown>): Promise<Counts> {
  const { queues } = directory.memory;
  const sent = queues.sent;
  const counts = await directory.counting(async () => {
    await work();
    await directory.work();
  });
  const messages = queues.sent - sent;
  return messages === 0
    ? counts
    : { ...counts, 'queue.send': messages, 'queue.receive': messages, 'queue.delete': messages };
}

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function change(id: string, patch: Readonly<Record<string, string | null>>): Promise<void> {
  return changeObject(directory.context, { kind: 'user', key: { name: 'id', value: id }, patch });
}

/** Every change of an object is noted in the feed before it is made (docs/delta.md). */
const NOTE = 1;

/** A user that this instance has met before. */
async function knownUser(attributes: Readonly<Record<string, string>> = {}): Promise<string> {
  const user = await directory.user(attributes);
  await change(user, { city: 'Known' });
  await directory.work();
  return user;
}

describe('a change of an object', () => {
  test('that alters g of the d groups it makes look takes 10 + 2d requests, and a note', async () => {
    const groups = [];
    for (let made = 0; made < 5; made++)
      groups.push(await directory.group('user.department -eq "Sales"'));
    await directory.group('user.department -eq "Legal"');
    const user = await knownUser();
    const counts = await requests(() => change(user, { department: 'Sales' }));
    for (const group of groups) expect(await directory.members(group)).toEqual([user]);
    expect(counts).toEqual({
      // The request: the row as it stands, its note in the feed, the row and its intent, the message.
      'feed.transact': 1,
      // The look: the row, and the row again once the groups were read; at the end it is settled.
      'objects.get': 3,
      'objects.transact': 2,
      // The epoch of the rules, before the groups and before those that follow them.
      'rules.query': 2,
      // Each group: `meta` and members read, `meta`, members and log written.
      'groups.query': 5,
      'groups.transact': 5,
      'queue.send': 1,
      'queue.receive': 1,
      'queue.delete': 1,
    });
    expect(total(counts)).toBe(NOTE + 10 + 2 * 5);
  });

  test('notes each group that flips once in five minutes', async () => {
    for (let made = 0; made < 5; made++) await directory.group('user.department -eq "Sales"');
    const [first, second] = [await knownUser(), await knownUser()];
    directory.minutes = 5;
    // The note of progress is due again.
    await directory.context.progress.note();
    const flipped = await requests(() => change(first, { department: 'Sales' }));
    expect(flipped['feed.transact']).toBe(NOTE + 5);
    const again = await requests(() => change(second, { department: 'Sales' }));
    expect(again['feed.transact']).toBe(NOTE);
  });

  test('that makes a clock rule look writes its instant, and the group although nothing changes', async () => {
    await directory.group('user.employeeHireDate -le system.now');
    const user = await knownUser();
    const counts = await requests(() =>
      change(user, { employeeHireDate: '2026-12-01T00:00:00.000Z' }),
    );
    expect(counts['due.transact']).toBe(1);
    expect(total(counts)).toBe(NOTE + 10 + 2 * 1 + 1);
  });

  test('in a source of a memberOf group reads each source of that group once', async () => {
    const source = await directory.group('user.department -eq "Sales"');
    const other = await directory.group('user.department -eq "Legal"');
    const ids = `"${source}","${other}"`;
    const follower = await directory.group(`user.memberOf -any (group.objectId -in [${ids}])`);
    const user = await knownUser();
    const counts = await requests(() => change(user, { department: 'Sales' }));
    expect(await directory.members(follower)).toEqual([user]);
    const looked = 2;
    const sources = 2;
    expect(counts['groups.query']).toBe(looked + sources);
    expect(total(counts)).toBe(NOTE + 10 + 2 * looked + sources);
  });

  test('costs less when a hundred come in one message', async () => {
    await directory.group('user.department -eq "Sales"');
    const users: string[] = [];
    for (let made = 0; made < 100; made++) users.push(await knownUser());
    const counts = await directory.counting(async () => {
      for (const user of users) await change(user, { department: 'Sales' });
      directory.memory.queues.clear();
      const ordinals = users.map((user) => directory.context.names.find('id', user) ?? -1);
      await directory.context.queues.sendObjects(ordinals);
      await directory.work();
    });
    expect(counts['groups.query']).toBe(1);
    expect(counts['groups.transact']).toBe(1);
    expect(total(counts)).toBeLessThanOrEqual((NOTE + 2) * users.length + 20);
  });

  test('of an attribute that no rule mentions takes four requests, a note, and no message', async () => {
    await directory.group('user.department -eq "Sales"');
    const user = await knownUser();
    const counts = await requests(() => change(user, { city: 'Bonn' }));
    // The row, written with what it was, the epoch read after it, settled.
    expect(counts).toEqual({
      'objects.get': 1,
      'feed.transact': NOTE,
      'objects.transact': 2,
      'rules.query': 1,
    });
    const ordinal = directory.context.names.find('id', user) ?? -1;
    expect((await directory.context.objects.read(ordinal))?.undo).toEqual([]);
  });

  test('of a property that no rule can mention takes two requests and a note', async () => {
    await directory.group('user.department -eq "Sales"');
    const user = await knownUser();
    const counts = await requests(() => change(user, { employeeType: 'I like it here.' }));
    expect(counts).toEqual({ 'objects.get': 1, 'feed.transact': NOTE, 'objects.transact': 1 });
    const ordinal = directory.context.names.find('id', user) ?? -1;
    expect(await directory.context.objects.read(ordinal)).toMatchObject({
      attributes: { employeeType: 'I like it here.' },
      undo: [],
    });
  });

  test('that nobody can see waits with the one before it when that is not looked at yet', async () => {
    const group = await directory.group('user.department -eq "Sales"');
    const user = await knownUser();
    await change(user, { department: 'Sales' });
    directory.memory.queues.clear();
    await change(user, { employeeType: 'New in Sales.' });
    await directory.work();
    expect(await directory.members(group)).toEqual([user]);
  });

  test('of an instance that meets the object for the first time takes one more', async () => {
    const user = await knownUser();
    const other = directory.instance();
    const patch = { employeeType: 'I like it here.' };
    const key = { name: 'id', value: user } as const;
    const counts = await requests(() => changeObject(other, { kind: 'user', key, patch }));
    expect(counts).toEqual({
      'lookup.get': 1,
      'objects.get': 1,
      'feed.transact': NOTE,
      'objects.transact': 1,
    });
  });
});

describe('a name that an instance remembers', () => {
  test('is found again where it moved to', async () => {
    const [first, second] = [await knownUser(), await knownUser()];
    const name = { name: 'userPrincipalName', value: 'Boss@contoso.com' } as const;
    const call = (patch: Record<string, string>) =>
      changeObject(directory.context, { kind: 'user', key: name, patch });
    await change(first, { userPrincipalName: 'boss@contoso.com' });
    await call({ employeeType: 'The first.' });
    await change(first, { userPrincipalName: 'former@contoso.com' });
    await expect(call({ employeeType: 'Nobody.' })).rejects.toThrow('Boss@contoso.com');
    await change(second, { userPrincipalName: 'boss@contoso.com' });
    await call({ employeeType: 'The second.' });
    const about = async (id: string) => {
      const ordinal = directory.context.names.find('id', id) ?? -1;
      return (await directory.context.objects.read(ordinal))?.attributes.employeeType;
    };
    expect(await about(first)).toBe('The first.');
    expect(await about(second)).toBe('The second.');
  });
});

describe('a rule edit', () => {
  async function groupsOverUsers(users: number): Promise<readonly string[]> {
    for (let made = 0; made < users; made++)
      await directory.user({ department: made % 2 === 0 ? 'A' : 'B' });
    const groups = [];
    for (let made = 0; made < 10; made++)
      groups.push(await directory.group('user.department -eq "A"'));
    await directory.work();
    return groups;
  }

  function editAll(groups: readonly string[]): Promise<Counts> {
    return requests(async () => {
      for (const group of groups)
        await changeGroup(directory.context, group, { rule: 'user.department -eq "B"' });
    });
  }

  test('reads the directory once, however many groups wait', async () => {
    const groups = await groupsOverUsers(1_100);
    const counts = await editAll(groups);
    expect(await directory.members(groups[9] ?? '')).toHaveLength(550);
    const blocks = 3;
    expect(counts['objects.query']).toBe(blocks);
  });

  test('writes a group as often, however many members come and go', async () => {
    const writes = async (users: number): Promise<Counts> => {
      directory = new Directory();
      const counts = await editAll(await groupsOverUsers(users));
      return Object.fromEntries(
        Object.entries(counts).filter(([name]) => name.endsWith('.transact')),
      );
    };
    const [few, many] = [await writes(10), await writes(400)];
    expect(many).toEqual(few);
    const groups = 10;
    // The edit, the run's start, the commit.
    expect(few['groups.transact']).toBe(3 * groups);
  });
});

test('an instant that has come costs a look at its group', async () => {
  await directory.group('user.employeeHireDate -le system.now');
  await knownUser({ employeeHireDate: '2026-11-22T00:00:00.000Z' });
  directory.minutes = 24 * 60;
  // The note of progress is due again.
  await directory.context.progress.note();
  const counts = await requests(() => lookAtDue(directory.context));
  expect(counts).toMatchObject({ 'groups.query': 1, 'groups.transact': 1, 'due.transact': 1 });
  expect(total(counts)).toBeLessThanOrEqual(10);
});
