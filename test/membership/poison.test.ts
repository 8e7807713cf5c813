import { beforeEach, describe, expect, test } from 'vitest';
import { statusOf } from '../../src/directory/group-meta.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import { checkDelay } from '../../src/membership/delay.ts';
import { handlePoisonedChanges, handlePoisonedRuns } from '../../src/membership/poison.ts';
import { sweepObjects } from '../../src/membership/sweep.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { listFailures, replayFailure } from '../../src/objects/failures.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
import { Directory } from '../support/directory.ts';

let directory: Directory;
let group: string;
let user: string;

beforeEach(async () => {
  directory = new Directory();
  group = await directory.group('user.department -eq "Sales"');
  user = await directory.user();
  await directory.work();
});

function change(department: string) {
  const key = { name: 'id', value: user } as const;
  return changeObject(directory.context, { kind: 'user', key, patch: { department } });
}

/** Every write of the group fails. */
function breakGroup(error: Error): void {
  directory.hooks.before = (call) => {
    if (call.name === 'groups' && call.operation === 'transact' && call.partition === group)
      throw error;
  };
}

async function workPoison(): Promise<void> {
  await directory.work();
  for (const { queue, text } of directory.memory.queues.poisoned.splice(0)) {
    const message: unknown = JSON.parse(text);
    if (queue === 'membership-changes') await handlePoisonedChanges(directory.context, message);
    else await handlePoisonedRuns(directory.context, message);
  }
}

describe('an object that cannot be looked at', () => {
  beforeEach(async () => {
    breakGroup(new Error('The row is broken'));
    await change('Sales');
    await workPoison();
  });

  test('is listed with its reason, and left alone by the sweeper and the delay alert', async () => {
    const since = directory.context.clock.now().toISOString();
    expect(await listFailures(directory.context)).toEqual([
      { id: user, kind: 'user', since, reason: 'The row is broken.' },
    ]);
    directory.minutes += 26 * 60;
    await sweepObjects(directory.context);
    expect(directory.memory.queues.length).toBe(0);
    expect((await checkDelay(directory.context, { delayHours: 24 })).oldestPending).toBeNull();
  });

  test('is done when it is replayed after the cause is gone', async () => {
    delete directory.hooks.before;
    await replayFailure(directory.context, user);
    await directory.work();
    expect(await directory.members(group)).toEqual([user]);
    expect(await listFailures(directory.context)).toEqual([]);
  });

  test('is done when it changes again', async () => {
    delete directory.hooks.before;
    await change('sales');
    await directory.work();
    expect(await directory.members(group)).toEqual([user]);
  });

  test('that is none of them cannot be replayed', async () => {
    await expect(replayFailure(directory.context, directory.guid())).rejects.toMatchObject({
      status: 404,
    });
  });
});

test('a message that is poisoned only because hosts died does no harm', async () => {
  await change('Sales');
  const [message] = directory.memory.queues.visible();
  directory.memory.queues.clear();
  await handlePoisonedChanges(directory.context, JSON.parse(message!.text));
  expect(await directory.members(group)).toEqual([user]);
  expect(await listFailures(directory.context)).toEqual([]);
});

test('storage that is busy marks nothing: the message comes back', async () => {
  await change('Sales');
  breakGroup(
    new StorageError({ operation: 'transact', name: 'groups', status: 503 }, 'ServerBusy'),
  );
  await expect(workPoison()).rejects.toThrow('ServerBusy');
  expect(await listFailures(directory.context)).toEqual([]);
});

test('a group whose directory cannot be read fails with the reason, and is well again when it is processed', async () => {
  await change('Sales');
  await directory.work();
  directory.hooks.before = (call) => {
    if (call.name === 'objects' && call.operation === 'query') throw new Error('A page is broken');
  };
  await reprocessGroup(directory.context, group);
  await workPoison();
  const failed = await directory.context.groups.readMeta(group);
  expect(failed && statusOf(failed.value)).toBe('Failed');
  expect(failed?.value.error).toEqual({
    code: 'PROCESSING_FAILED',
    params: { reason: 'A page is broken.' },
  });
  expect(await directory.members(group)).toEqual([user]);

  delete directory.hooks.before;
  await reprocessGroup(directory.context, group);
  await directory.work();
  const healed = await directory.context.groups.readMeta(group);
  expect(healed && statusOf(healed.value)).toBe('Succeeded');
});
