/** Instances of a later version work beside this one: what they alone understand is left to them, neither lost nor poisoned. */
import { beforeEach, describe, expect, test } from 'vitest';
import { handleAuditMessage, handlePoisonedAudit } from '../../src/audit/handle-audit-message.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { discardPoison, listPoison, replayPoison } from '../../src/groups/poison.ts';
import {
  handleChangesMessage,
  handleRunsMessage,
  poisonedChanges,
  poisonedRuns,
} from '../../src/membership/handle-messages.ts';
import { sweepGroups, sweepObjects } from '../../src/membership/sweep.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { Directory, draft } from '../support/directory.ts';

let directory: Directory;
const delivery = { id: 'message-1', count: 1 };

beforeEach(() => {
  directory = new Directory();
});

/** The only message that waits, as a later version will get it. */
function waiting(): Record<string, unknown> {
  directory.memory.queues.pass(300);
  const [message, ...others] = directory.memory.queues.visible();
  expect(others).toEqual([]);
  return JSON.parse(message?.text ?? 'null');
}

const DOORS = [
  ['membership-changes', handleChangesMessage],
  ['membership-changes', poisonedChanges],
  ['membership-runs', handleRunsMessage],
  ['membership-runs', poisonedRuns],
  ['membership-audits', handleAuditMessage],
  ['membership-audits', handlePoisonedAudit],
] as const;

describe('a message of a later version', () => {
  const later = { version: 2, kind: 'owners', objects: [1], more: { traceparent: 'x' } };

  test.each(DOORS)('of %s is put back, from %o too', async (queue, door) => {
    await door(directory.context, later, delivery);
    expect(directory.memory.queues.visible()).toEqual([]);
    expect(waiting()).toEqual({
      ...later,
      deferral: { id: 'message-1', since: expect.any(String), count: 1 },
    });
    expect(directory.memory.queues.visible()[0]?.queue).toBe(queue);
  });

  test('is put back whatever its number of deliveries, and when its known fields make sense', async () => {
    const known = { version: 2, objects: [0] };
    await handleChangesMessage(directory.context, known, { id: 'x', count: 77 });
    expect(waiting()).toMatchObject(known);
  });

  test('comes less and less often, is counted, and is shown as one that waits', async () => {
    let message: unknown = later;
    const delays: number[] = [];
    for (let round = 1; round <= 8; round++) {
      await handleRunsMessage(directory.context, message, { ...delivery, id: `delivery ${round}` });
      delays.push(...directory.memory.queues.delays);
      message = waiting();
      directory.memory.queues.clear();
      directory.minutes += 5;
    }
    expect(delays).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
    expect(await listPoison(directory.context)).toEqual([
      {
        id: 'delivery 1',
        kind: 'message',
        since: '2026-11-21T12:00:00.000Z',
        attempts: 8,
        queue: 'membership-runs',
        text: JSON.stringify(later),
        reason: 'It waits for an instance of a later version (2; this one understands 1).',
      },
    ]);
  });

  test('that was delivered twice is shown once', async () => {
    await handleRunsMessage(directory.context, later, delivery);
    await handleRunsMessage(directory.context, later, { ...delivery, count: 2 });
    expect(await listPoison(directory.context)).toHaveLength(1);
  });

  test('is no longer shown once it is understood', async () => {
    await handleChangesMessage(directory.context, later, delivery);
    const { version: _, ...understood } = waiting();
    await handleChangesMessage(directory.context, understood, delivery);
    expect(await listPoison(directory.context)).toEqual([]);
  });

  test('cannot be replayed, and goes when it was discarded', async () => {
    await handleRunsMessage(directory.context, later, delivery);
    await expect(replayPoison(directory.context, 'message-1')).rejects.toMatchObject({
      status: 400,
    });
    await discardPoison(directory.context, 'message-1');
    expect(await listPoison(directory.context)).toEqual([]);
    const message = waiting();
    directory.memory.queues.clear();
    await handleRunsMessage(directory.context, message, delivery);
    expect(directory.memory.queues.length).toBe(0);
    expect(await directory.context.poison.list()).toEqual([]);
  });

  test('of this version that makes no sense is kept as before', async () => {
    for (const version of [undefined, 0, 1, '2', null])
      await handleRunsMessage(
        directory.context,
        { version, nonsense: true },
        { id: `${version}`, count: 1 },
      );
    expect(directory.memory.queues.length).toBe(0);
    expect((await listPoison(directory.context)).map(({ reason }) => reason)).toEqual(
      Array.from({ length: 5 }, () => expect.stringContaining('is not understood')),
    );
  });
});

describe('a group whose row only a later version can read', () => {
  let group: string;
  let other: string;
  let user: string;

  beforeEach(async () => {
    user = await directory.user();
    group = await directory.group('user.department -eq "Sales"');
    other = await directory.group('user.department -startsWith "S"');
    await directory.work();
    await format(2);
  });

  async function format(v: number): Promise<void> {
    const table = directory.memory.tables.table('groups');
    const place = { partition: group, row: 'meta' };
    const properties = { ...(await table.get(place))?.properties, v };
    await table.transact(group, [{ kind: 'put', row: 'meta', properties }]);
  }

  async function rounds(count: number): Promise<void> {
    for (let round = 0; round < count; round++) {
      directory.minutes += 2;
      await sweepGroups(directory.context);
      await sweepObjects(directory.context);
      await directory.work();
    }
  }

  test('is left alone, announced, and done by an instance of that version', async () => {
    const before = directory.memory.tables
      .dump('groups')
      .filter(({ partition }) => partition === group);
    const time = directory.context.clock.now().toISOString();
    await directory.context.pending.upsert(group, time);
    const key = { name: 'id', value: user } as const;
    await changeObject(directory.context, { kind: 'user', key, patch: { department: 'Sales' } });
    await directory.work();
    await rounds(8);
    expect(directory.memory.queues.failures).toEqual([]);
    expect(directory.memory.queues.poisoned).toEqual([]);
    expect(await listPoison(directory.context)).toEqual([]);
    expect(await directory.members(other)).toEqual([user]);
    expect((await directory.context.pending.read(group))?.value).toMatchObject({
      attempts: 0,
      failure: null,
    });
    expect(
      directory.memory.tables.dump('groups').filter(({ partition }) => partition === group),
    ).toEqual(before);
    // An instance that reads the format.
    await format(1);
    await rounds(2);
    expect(await directory.members(group)).toEqual([user]);
    expect(await directory.context.pending.list()).toEqual([]);
  });

  test('keeps no others from being worked on that come in the same messages', async () => {
    const others = await Promise.all([1, 2].map(() => directory.user({ city: 'Bonn' })));
    const third = (await createGroup(directory.context, draft('user.city -eq "Bonn"'))).value.id;
    await directory.context.queues.sendGroups([group, third]);
    await directory.work();
    expect(await directory.members(third)).toEqual(others);
    const changed = { kind: 'user', patch: { department: 'Sales' } } as const;
    for (const value of [user, ...others])
      await changeObject(directory.context, { ...changed, key: { name: 'id', value } });
    await changeObject(directory.context, {
      kind: 'user',
      key: { name: 'id', value: others[0] ?? '' },
      patch: { city: 'Ulm' },
    });
    await rounds(1);
    expect(await directory.members(third)).toEqual([others[1]]);
  });
});

test('a group whose row is broken is given up on its announcement, and keeps nobody waiting', async () => {
  const group = await directory.group('user.department -eq "Sales"');
  await directory.work();
  const table = directory.memory.tables.table('groups');
  await table.transact(group, [{ kind: 'put', row: 'meta', properties: { p0: '?' } }]);
  await directory.context.pending.upsert(group, directory.context.clock.now().toISOString());
  await directory.context.queues.sendGroups([group]);
  await directory.work();
  expect(directory.memory.queues.poisoned).toEqual([]);
  expect((await directory.context.pending.read(group))?.value).toMatchObject({
    attempts: 5,
    failure: expect.stringContaining('in table groups cannot be read'),
  });
});
