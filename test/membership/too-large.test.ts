import { expect, test } from 'vitest';
import { errorMessageOf, statusOf } from '../../src/directory/group-meta.ts';
import { addMembers, removeMember } from '../../src/groups/members.ts';
import { listPoison } from '../../src/groups/poison.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import { NEXT } from '../../src/storage/table-keys.ts';
import { Directory } from '../support/directory.ts';

/** One user in each of as many chunks of the directory. */
async function spreadUsers(directory: Directory, chunks: number): Promise<readonly string[]> {
  const users: string[] = [];
  for (let chunk = 0; chunk < chunks; chunk++) {
    const properties = { next: chunk * 65_536 };
    const ids = directory.memory.tables.table('ids');
    await ids.transact('user', [{ kind: 'put', row: NEXT, properties }]);
    // An instance that has no numbers in reserve takes the next from there.
    Object.assign(directory.context, { ordinals: directory.memory.secondInstance().ordinals });
    users.push(await directory.user());
  }
  return users;
}

test('a group too large for one transaction fails, keeps its members, and is no poison', async () => {
  const directory = new Directory();
  const { context } = directory;
  const users = await spreadUsers(directory, 101);
  const byHand = await directory.group(null);
  await addMembers(context, byHand, users.slice(0, 3));
  const follower = await directory.group(`user.memberOf -any (group.objectId -in ["${byHand}"])`);
  await directory.work();
  expect(await directory.members(follower)).toEqual(users.slice(0, 3));

  const second = await directory.group(null);
  for (let at = 3; at < users.length; at += 20)
    await addMembers(context, second, users.slice(at, at + 20));
  const both = await directory.group(
    `user.memberOf -any (group.objectId -in ["${byHand}","${second}"])`,
  );
  await directory.work();
  const meta = (await context.groups.readMeta(both))!.value;
  expect(statusOf(meta)).toBe('Failed');
  expect(errorMessageOf(meta)).toContain('would have 101 members, 101 of them new or gone');
  expect(await directory.members(both)).toEqual([]);
  expect(directory.memory.queues.failures).toEqual([]);
  expect(await context.pending.list()).toEqual([]);
  expect(await listPoison(context)).toEqual([]);

  for (const user of users.slice(0, 10))
    await removeMember(context, users.indexOf(user) < 3 ? byHand : second, user);
  await reprocessGroup(context, both);
  await directory.work();
  expect(await directory.members(both)).toHaveLength(91);
});
