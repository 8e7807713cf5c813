import { beforeEach, describe, expect, test } from 'vitest';
import { statusOf } from '../../src/directory/group-meta.ts';
import { changeGroup } from '../../src/groups/change-group.ts';
import { discardPoison, listPoison, replayPoison } from '../../src/groups/poison.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import { checkDelay } from '../../src/membership/delay.ts';
import {
  handleChangesMessage,
  handleRunsMessage,
  poisonedChanges,
} from '../../src/membership/handle-messages.ts';
import { sweepGroups, sweepObjects } from '../../src/membership/sweep.ts';
import { changeObject } from '../../src/objects/change-object.ts';
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

function change(department: string, id = user) {
  const key = { name: 'id', value: id } as const;
  return changeObject(directory.context, { kind: 'user', key, patch: { department } });
}

/** Every write of the group fails. */
function breakGroup(error: Error, id = group): void {
  directory.hooks.before = (call) => {
    if (call.name === 'groups' && call.operation === 'transact' && call.partition === id)
      throw error;
  };
}

async function readMeta(id = group) {
  return (await directory.context.groups.readMeta(id))!.value;
}

test('a group that another came to follow at the same moment is still processed again', async () => {
  const { context } = directory;
  const follow = (id: string) => `user.memberOf -any (group.objectId -in ["${id}"])`;
  const source = await directory.group(null);
  directory.hooks.before = async (call) => {
    if (call.name !== 'groups' || call.operation !== 'transact' || call.partition === group) return;
    delete directory.hooks.before;
    await changeGroup(directory.instance(), group, { rule: follow(source) });
  };
  const follower = await directory.group(follow(group));
  await directory.work();
  expect((await readMeta(follower)).error?.code).toBe('MEMBEROF_SOURCE_IS_MEMBEROF');
  await reprocessGroup(context, group);
  await directory.work();
  expect(statusOf(await readMeta(group))).toBe('Succeeded');
});

describe('an object that cannot be looked at', () => {
  beforeEach(async () => {
    breakGroup(new Error('The row is broken'));
    await change('Sales');
    await directory.work();
  });

  test('is given up after five attempts of our own, before any message is poisoned', () => {
    expect(directory.memory.queues.failures).toHaveLength(4);
    expect(directory.memory.queues.poisoned).toEqual([]);
  });

  test('is listed with its reason, and left alone by the sweeper and the delay alert', async () => {
    const since = directory.context.clock.now().toISOString();
    expect(await listPoison(directory.context)).toEqual([
      { id: user, kind: 'user', since, attempts: 5, reason: 'The row is broken.' },
    ]);
    directory.minutes += 26 * 60;
    await sweepObjects(directory.context);
    expect(directory.memory.queues.length).toBe(0);
    expect((await checkDelay(directory.context, { delayHours: 24 })).oldestPending).toBeNull();
  });

  test('is done when it is replayed after the cause is gone', async () => {
    delete directory.hooks.before;
    await replayPoison(directory.context, user);
    await directory.work();
    expect(await directory.members(group)).toEqual([user]);
    expect(await listPoison(directory.context)).toEqual([]);
  });

  test('that is discarded is neither listed nor tried until it changes', async () => {
    await discardPoison(directory.context, user);
    delete directory.hooks.before;
    directory.minutes += 2;
    await sweepObjects(directory.context);
    await directory.work();
    expect(await listPoison(directory.context)).toEqual([]);
    expect(await directory.members(group)).toEqual([]);
    await change('sales');
    await directory.work();
    expect(await directory.members(group)).toEqual([user]);
  });

  test('that is none of them cannot be replayed or discarded', async () => {
    const id = directory.guid();
    await expect(replayPoison(directory.context, id)).rejects.toMatchObject({ status: 404 });
    await expect(discardPoison(directory.context, id)).rejects.toMatchObject({ status: 404 });
  });
});

test('one bad object holds back no other of its message, and is the only one that is counted', async () => {
  const others = [await directory.user(), await directory.user()];
  await directory.work();
  const bad = (await directory.context.lookups.read('id', user))?.value;
  for (const id of [user, ...others]) await change('Sales', id);
  directory.memory.queues.clear();
  const ordinals = await Promise.all(
    [user, ...others].map(async (id) => (await directory.context.lookups.read('id', id))!.value),
  );
  // Its settling fails, so that all of them fail together and the others do not alone.
  directory.hooks.before = (call) => {
    const rows = call.name === 'objects' ? (call.actions ?? []).map(({ row }) => row) : [];
    if (rows.includes(bad!.toString(16).padStart(8, '0'))) throw new Error('Broken');
  };
  await expect(handleChangesMessage(directory.context, { objects: ordinals })).rejects.toThrow();
  delete directory.hooks.before;
  const intents = await directory.context.objects.intents(0);
  expect(intents).toMatchObject([{ ordinal: bad, attempts: 1, failure: null }]);
});

test('a group that cannot be written holds back no other group of an object', async () => {
  const second = await directory.group('user.department -startsWith "S"');
  await directory.work();
  breakGroup(new Error('The row is broken'));
  await change('Sales');
  await directory.work();
  expect(await directory.members(second)).toEqual([user]);
});

test('waiting for somebody else is no attempt', async () => {
  await change('Sales');
  const busy = () => Promise.resolve(false);
  const { objects } = directory.context;
  Object.assign(directory.context, { objects: { ...objects, settle: busy } });
  await directory.work();
  expect(directory.memory.queues.poisoned).toHaveLength(1);
  expect(await objects.intents(0)).toMatchObject([{ attempts: 0, failure: null }]);
});

test('a message that is poisoned only because hosts died does no harm', async () => {
  await change('Sales');
  const [message] = directory.memory.queues.visible();
  directory.memory.queues.clear();
  await poisonedChanges(directory.context, JSON.parse(message!.text));
  expect(await directory.members(group)).toEqual([user]);
  expect(await listPoison(directory.context)).toEqual([]);
});

test('a message delivered more often than the host allows is poison at once', async () => {
  await change('Sales');
  const [message] = directory.memory.queues.visible();
  breakGroup(new Error('The row is broken'));
  const delivery = { id: null, count: 6 };
  await handleChangesMessage(directory.context, JSON.parse(message!.text), delivery);
  expect(await listPoison(directory.context)).toMatchObject([{ id: user, attempts: 1 }]);
});

test('storage that is busy marks nothing: the message comes back', async () => {
  await change('Sales');
  const [message] = directory.memory.queues.visible();
  breakGroup(
    new StorageError({ operation: 'transact', name: 'groups', status: 503 }, 'ServerBusy'),
  );
  await directory.work();
  const text: unknown = JSON.parse(message!.text);
  await expect(poisonedChanges(directory.context, text)).rejects.toThrow('ServerBusy');
  expect(await listPoison(directory.context)).toEqual([]);
  expect(await directory.context.objects.intents(0)).toMatchObject([{ attempts: 0 }]);
});

describe('a group whose directory cannot be read', () => {
  beforeEach(async () => {
    await change('Sales');
    await directory.work();
    directory.hooks.before = (call) => {
      if (call.name === 'objects' && call.operation === 'query')
        throw new Error('A page is broken');
    };
    await reprocessGroup(directory.context, group);
    await directory.work();
  });

  test('fails with the reason, keeps its members, and is listed', async () => {
    const meta = await readMeta();
    expect(statusOf(meta)).toBe('Failed');
    const time = directory.context.clock.now().toISOString();
    const params = { reason: 'A page is broken.' };
    expect(meta.error).toEqual({ code: 'PROCESSING_FAILED', params, time });
    expect(await directory.members(group)).toEqual([user]);
    delete directory.hooks.before;
    expect(await listPoison(directory.context)).toEqual([
      { id: group, kind: 'group', since: time, attempts: 5, reason: 'A page is broken.' },
    ]);
  });

  test('is well again when it is replayed; its status cannot be discarded', async () => {
    delete directory.hooks.before;
    await expect(discardPoison(directory.context, group)).rejects.toMatchObject({ status: 400 });
    await replayPoison(directory.context, group);
    await directory.work();
    expect(statusOf(await readMeta())).toBe('Succeeded');
    expect(await listPoison(directory.context)).toEqual([]);
  });
});

describe('a group that waits for nothing and cannot be looked at', () => {
  let byHand: string;

  beforeEach(async () => {
    byHand = await directory.group(null);
    await directory.work();
    await changeGroup(directory.context, byHand, { addMembers: [user] });
    breakGroup(new Error('The row is broken'), byHand);
    await directory.work();
  });

  test('is listed, left alone by the sweeper, and done when it is replayed', async () => {
    expect(await listPoison(directory.context)).toMatchObject([
      { id: byHand, kind: 'group', attempts: 5, reason: 'The row is broken.' },
    ]);
    await sweepGroups(directory.context);
    expect(directory.memory.queues.length).toBe(0);
    delete directory.hooks.before;
    await replayPoison(directory.context, byHand);
    await directory.work();
    expect(await directory.context.pending.list()).toEqual([]);
  });

  test('that is discarded waits until somebody changes it', async () => {
    await discardPoison(directory.context, byHand);
    expect(await listPoison(directory.context)).toEqual([]);
    delete directory.hooks.before;
    await changeGroup(directory.context, byHand, { resource: { displayName: 'By hand' } });
    await directory.work();
    expect(await directory.context.pending.list()).toEqual([]);
  });
});

describe('a message that nobody understands', () => {
  const delivery = { id: '7d2f0a14-0000-4000-8000-000000000000', count: 1 };
  const messages = [
    ['text', 'not JSON'],
    ['no object', 17],
    ['an unknown kind', { persons: [1] }],
    ['a number nobody can have', { objects: [-1] }],
    ['an id that is none', { groups: ['sales'] }],
  ] as const;

  test.each(messages)('(%s) is kept once, however often it is delivered', async (_, message) => {
    const { context } = directory;
    await handleRunsMessage(context, message, delivery);
    await handleRunsMessage(context, message, { ...delivery, count: 2 });
    expect(await listPoison(context)).toEqual([
      {
        id: delivery.id,
        kind: 'message',
        since: context.clock.now().toISOString(),
        attempts: 2,
        reason: expect.stringContaining('membership-runs is not understood'),
        queue: 'membership-runs',
        text: typeof message === 'string' ? message : JSON.stringify(message),
      },
    ]);
  });

  test('is delivered again when it is replayed, and gone when it is discarded', async () => {
    const { context } = directory;
    await handleChangesMessage(context, { objects: 'all' }, delivery);
    await replayPoison(context, delivery.id);
    const [message] = directory.memory.queues.visible();
    expect(message).toMatchObject({ queue: 'membership-changes', text: '{"objects":"all"}' });
    await directory.work();
    const [kept] = await listPoison(context);
    await discardPoison(context, kept!.id);
    expect(await listPoison(context)).toEqual([]);
  });

  test('about objects nobody has is done at once', async () => {
    await handleChangesMessage(directory.context, { objects: [4_711] }, delivery);
    await handleRunsMessage(directory.context, { groups: [directory.guid()] }, delivery);
    expect(await listPoison(directory.context)).toEqual([]);
  });
});
