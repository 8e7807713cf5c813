/** Changes of one group at the same time: the later is held against what the earlier made of the group. */
import { beforeEach, expect, test } from 'vitest';
import { changeGroup, type GroupChange } from '../../src/groups/change-group.ts';
import { readGroup } from '../../src/groups/read-group.ts';
import { Directory } from '../support/directory.ts';

let directory: Directory;

beforeEach(() => {
  directory = new Directory();
});

/** Sends a change that comes to its write only after another one was made. */
async function changeAfter(id: string, other: GroupChange, change: GroupChange): Promise<void> {
  directory.hooks.before = async ({ name, operation }) => {
    if (`${name}.${operation}` !== 'groups.transact') return;
    delete directory.hooks.before;
    await changeGroup(directory.context, id, other);
  };
  await changeGroup(directory.context, id, change);
}

test('a rule for a group that has just become an assigned one is refused', async () => {
  const id = await directory.group('user.city -eq "A"');
  const change = changeAfter(id, { kind: 'assigned' }, { rule: 'user.city -eq "B"' });
  await expect(change).rejects.toMatchObject({ status: 400 });
  expect((await readGroup(directory.context, id)).value.kind).toBe('assigned');
});

test('what both change is there, each as its sender wanted', async () => {
  const id = await directory.group('user.city -eq "A"');
  await changeAfter(
    id,
    { resource: { displayName: 'Renamed' }, state: 'Paused' },
    { resource: { description: 'Described' }, rule: 'user.city -eq "B"' },
  );
  expect((await readGroup(directory.context, id)).value).toMatchObject({
    resource: { displayName: 'Renamed', description: 'Described' },
    rule: 'user.city -eq "B"',
    state: 'Paused',
  });
});
