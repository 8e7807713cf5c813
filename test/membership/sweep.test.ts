import { expect, test } from 'vitest';
import { sweepObjects } from '../../src/membership/sweep.ts';
import { Directory } from '../support/directory.ts';

/** A directory whose mark says that there are so many users, most of them never written. */
async function directoryOf(users: number): Promise<Directory> {
  const directory = new Directory();
  await directory.group('user.department -eq "Sales"');
  await directory.work();
  await directory.user({ department: 'Sales' });
  const { ordinals } = directory.context;
  const context = {
    ...directory.context.ordinals,
    highWater: async (kind: 'user' | 'device' | 'group') =>
      kind === 'user' ? users : ordinals.highWater(kind),
  };
  Object.assign(directory.context, { ordinals: context });
  directory.memory.queues.clear();
  return directory;
}

test('every minute the objects of a small directory are gone through', async () => {
  const directory = await directoryOf(1_000);
  directory.minutes += 61;
  await sweepObjects(directory.context);
  expect(directory.memory.queues.length).toBe(1);
});

test('a large one is gone through in every fifth minute', async () => {
  const directory = await directoryOf(100_513);
  directory.minutes += 61;
  await sweepObjects(directory.context);
  expect(directory.memory.queues.length).toBe(0);
  directory.minutes += 4;
  await sweepObjects(directory.context);
  expect(directory.memory.queues.length).toBe(1);
});
