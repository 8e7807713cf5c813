import { expect, test } from 'vitest';
import { changeGroup, type GroupChange } from '../../src/groups/change-group.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { findObject } from '../../src/objects/find-object.ts';
import { listMemberships } from '../../src/objects/memberships.ts';
import { Directory } from '../support/directory.ts';

test.each<[string, GroupChange]>([
  ['was just paused', { state: 'Paused' }],
  ['was just given another rule', { rule: 'user.city -eq "B"' }],
  ['was just made an assigned one', { kind: 'assigned' }],
])('a user who qualifies only now is not in a group that %s', async (_case, change) => {
  const directory = new Directory();
  const group = await directory.group('user.city -eq "A"');
  const old = await directory.user({ city: 'A' });
  await directory.work();
  await changeGroup(directory.context, group, change);
  const late = await directory.user({ city: 'A' });
  const groupsOf = async (value: string) => {
    const user = await findObject(directory.context, 'user', { name: 'id', value });
    return (await listMemberships(directory.context, user)).map(({ id }) => id);
  };
  expect(await groupsOf(late)).toEqual([]);
  expect(await groupsOf(old)).toEqual([group]);
});

test('a user whom a group’s rule no longer selects is still in it when it was paused before', async () => {
  const directory = new Directory();
  const group = await directory.group('user.city -eq "A"');
  const user = await directory.user({ city: 'A' });
  await directory.work();
  await changeGroup(directory.context, group, { state: 'Paused' });
  const key = { name: 'id', value: user } as const;
  await changeObject(directory.context, { kind: 'user', key, patch: { city: 'B' } });
  const row = await findObject(directory.context, 'user', key);
  expect((await listMemberships(directory.context, row)).map(({ id }) => id)).toEqual([group]);
});
