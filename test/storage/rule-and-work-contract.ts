/** The verbs of what is to be done, as ports.ts states them: rules, runs, what is pending or due, ordinals. */
import { beforeEach, describe, expect, it } from 'vitest';
import { firstOrdinal } from '../../src/directory/ordinal.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { RuleRow } from '../../src/directory/rule-row.ts';
import type { DueRow, RunHeader } from '../../src/ports/ports.ts';
import type { Stores } from '../../src/ports/stores.ts';
import { readAll } from '../../src/storage/entity-table.ts';
import type { Harness, OpenHarness } from './harness.ts';
import { groupId, ordinalsOf, TIME } from './samples.ts';

const FRESH = { since: TIME, attempts: 0, failure: null, isDiscarded: false };

export function describeRuleAndWorkStores(open: OpenHarness): void {
  let harness: Harness;
  let stores: Stores;

  beforeEach(async () => {
    harness = await open();
    stores = harness.instance();
  });

  describe('rules', () => {
    const row = (number: number, edit = 1): Omit<RuleRow, 'epoch'> => ({
      groupId: groupId(number),
      kind: 'dynamic',
      rule: 'user.city -eq "Łódź"',
      state: 'On',
      edit,
      ver: 1,
      membersVer: 0,
      deleted: false,
    });

    it('raise the epoch with every row', async () => {
      expect((await stores.rules.readControl()).epoch).toBe(0);
      expect(await stores.rules.readRow(groupId(1))).toEqual({ epoch: null, row: null });
      for (const number of [1, 2, 1]) {
        const { epoch } = await stores.rules.readRow(groupId(number));
        expect(await stores.rules.write(row(number), epoch)).toBe(true);
      }
      expect((await stores.rules.readControl()).epoch).toBe(3);
      expect((await stores.rules.readRow(groupId(1))).row).toEqual({ ...row(1), epoch: 3 });
      expect((await stores.rules.readRow(groupId(1))).epoch?.value).toBe(3);
    });

    it('are read from an epoch on', async () => {
      for (const number of [1, 2, 3])
        await stores.rules.write(row(number), (await stores.rules.readRow(groupId(9))).epoch);
      const since = async (epoch: number) =>
        (await stores.rules.readSince(epoch)).map((each) => each.epoch).sort();
      expect(await since(0)).toEqual([1, 2, 3]);
      expect(await since(2)).toEqual([3]);
      expect(await since(3)).toEqual([]);
    });

    it('are written by one of many who read the same epoch', async () => {
      for (const existing of [0, 1]) {
        const { epoch } = await stores.rules.readRow(groupId(1));
        const writes = Array.from({ length: 20 }, (_, at) => stores.rules.write(row(at), epoch));
        expect((await Promise.all(writes)).filter((won) => won)).toHaveLength(1);
        expect((await stores.rules.readControl()).epoch).toBe(existing + 1);
        expect(await stores.rules.readSince(existing)).toHaveLength(1);
      }
    });
  });

  describe('runs', () => {
    const header = (rule: string): RunHeader => ({
      id: groupId(5),
      started: TIME,
      slices: Array.from({ length: 16 }, (_, slice) => ({
        scope: slice % 2 === 0 ? ('user' as const) : ('device' as const),
        groups: Array.from({ length: 64 }, (_, at) => ({
          id: groupId(slice * 64 + at),
          ver: at,
          rule,
        })),
      })),
      seal: 'first',
      rangeBlocks: 8,
      highWater: { user: 640, device: firstOrdinal('device') },
    });

    it('have one header, also one of a thousand of the longest rules', async () => {
      const rules = header(`user.displayName -eq "${'"ж'.repeat(1_500)}"`);
      expect(await stores.runs.readHeader(rules.id)).toBeNull();
      expect(await stores.runs.insertHeader(rules)).toBe(true);
      expect(await stores.runs.insertHeader({ ...rules, slices: [] })).toBe(false);
      expect(await stores.runs.readHeader(rules.id)).toEqual(rules);
    });

    it('keep the results of each slice apart, the newest writing of each', async () => {
      const run = { id: groupId(5), seal: 'first' };
      const write = (slice: number, range: number, ...members: readonly (readonly number[])[]) =>
        stores.runs.writeResult(run, {
          slice,
          range,
          members: members.map((some) => OrdinalSet.of(some)),
          importIds: ['an import'],
        });
      await write(1, 10, [1], []);
      await write(1, 2, [], [70_000, 5]);
      await write(2, 1, [9]);
      await write(1, 10, [2], [3]);
      expect(await stores.runs.readDone(run)).toEqual([
        { slice: 1, range: 2 },
        { slice: 1, range: 10 },
        { slice: 2, range: 1 },
      ]);
      const resultsOf = async (group: number) =>
        (await stores.runs.readResultsOf(run, 1, group)).map(({ slice, range, members }) => [
          slice,
          range,
          members && ordinalsOf(members),
        ]);
      expect(await resultsOf(0)).toEqual([
        [1, 2, []],
        [1, 10, [2]],
      ]);
      expect(await resultsOf(1)).toEqual([
        [1, 2, [5, 70_000]],
        [1, 10, [3]],
      ]);
      const all = await stores.runs.readResults(run, 1);
      expect(all.map(({ members }) => members.map(ordinalsOf))).toEqual([
        [[], [5, 70_000]],
        [[2], [3]],
      ]);
      expect(await resultsOf(2)).toEqual([
        [1, 2, null],
        [1, 10, null],
      ]);
    });

    it('keep the results for one header apart from those for another', async () => {
      const id = groupId(5);
      const result = { slice: 0, range: 0, members: [OrdinalSet.of([1])], importIds: [] };
      await stores.runs.writeResult({ id, seal: 'thrown away' }, result);
      const second = { id, seal: 'second' };
      expect(await stores.runs.readDone(second)).toEqual([]);
      expect(await stores.runs.readResults(second, 0)).toEqual([]);
      await stores.runs.remove(id);
      expect(await readAll(harness.table('runs'), {})).toEqual([]);
    });

    it('keep the results of 64 groups of a range at their largest', async () => {
      const run = { id: groupId(5), seal: 'first' };
      const odd = OrdinalSet.of(Array.from({ length: 4_096 }, (_, at) => at * 2));
      const members = Array.from({ length: 64 }, () => odd);
      await stores.runs.writeResult(run, { slice: 0, range: 0, members, importIds: [] });
      for (const group of [0, 63]) {
        const [result] = await stores.runs.readResultsOf(run, 0, group);
        expect(result?.members?.equals(odd)).toBe(true);
      }
      expect(await stores.runs.readResultsOf(run, 0, 64)).toMatchObject([{ members: null }]);
    });

    it('can be removed by two at once', async () => {
      const some = header('true');
      await stores.runs.insertHeader(some);
      for (let range = 0; range < 105; range++)
        await stores.runs.writeResult(some, { slice: 0, range, members: [], importIds: [] });
      const other = harness.instance();
      await Promise.all([stores.runs.remove(some.id), other.runs.remove(some.id)]);
      expect(await readAll(harness.table('runs'), {})).toEqual([]);
    });

    it('count the failures of each range', async () => {
      const count = (range: number, scope: 'user' | 'device' = 'user') =>
        stores.runs.countFailure(groupId(5), scope, range);
      expect([await count(1), await count(2), await count(1, 'device')]).toEqual([1, 1, 1]);
      const both = await Promise.all([count(1), count(1)]);
      expect([...both].sort()).toEqual([2, 3]);
    });

    it('are removed with all they left', async () => {
      const some = header('true');
      await stores.runs.insertHeader(some);
      await stores.runs.countFailure(some.id, 'user', 1);
      for (let range = 0; range < 105; range++)
        await stores.runs.writeResult(some, { slice: 0, range, members: [], importIds: [] });
      await stores.runs.remove(some.id);
      expect(await stores.runs.readHeader(some.id)).toBeNull();
      expect(await readAll(harness.table('runs'), {})).toEqual([]);
      await stores.runs.remove(some.id);
    });
  });

  describe('pending groups', () => {
    it('are listed until they are removed as they were read', async () => {
      const ids = ['0', '7', 'f'].map((digit) => groupId(1, digit));
      for (const id of ids) await stores.pending.upsert(id, TIME);
      expect(await stores.pending.list()).toEqual(ids.map((groupId) => ({ groupId, ...FRESH })));
      const id = ids[0] ?? '';
      const read = await stores.pending.read(id);
      expect(read?.value).toEqual(FRESH);
      await stores.pending.upsert(id, TIME);
      await stores.pending.remove(id, read?.etag ?? '');
      expect(await stores.pending.read(id)).not.toBeNull();
      await stores.pending.remove(id, (await stores.pending.read(id))?.etag ?? '');
      expect(await stores.pending.read(id)).toBeNull();
      expect(await stores.pending.list()).toHaveLength(2);
    });

    it('remember how often and why they failed until they are announced again', async () => {
      const id = groupId(1);
      await stores.pending.upsert(id, TIME);
      const etag = (await stores.pending.read(id))?.etag ?? '';
      const value = { since: TIME, attempts: 5, failure: 'Broken.', isDiscarded: true };
      expect(await stores.pending.replace(id, { value, etag })).toBe(true);
      expect(await stores.pending.replace(id, { value: FRESH, etag })).toBe(false);
      expect(await stores.pending.list()).toEqual([{ groupId: id, ...value }]);
      await stores.pending.upsert(id, TIME);
      expect((await stores.pending.read(id))?.value).toEqual(FRESH);
      expect(await stores.pending.replace(groupId(2), { value: FRESH, etag })).toBe(false);
    });
  });

  describe('due instants', () => {
    const due = (instant: string, ordinal = 1): DueRow => ({
      instant,
      groupId: groupId(1),
      ordinal,
    });

    it('are listed up to an instant, oldest first', async () => {
      const instants = [
        '2026-03-01T09:30:00.000Z',
        '2026-03-01T09:00:00.000Z',
        '2026-03-01T09:30:00.001Z',
        '2025-12-31T23:59:59.999Z',
        '2026-03-01T08:59:59.000Z',
        '+010000-01-01T00:00:00.000Z',
      ];
      await stores.due.upsert(instants.map((instant) => due(instant)));
      const listed = await stores.due.list('2026-03-01T09:30:00.000Z');
      expect(listed.map(({ value }) => value.instant)).toEqual([
        '2025-12-31T23:59:59.999Z',
        '2026-03-01T08:59:59.000Z',
        '2026-03-01T09:00:00.000Z',
        '2026-03-01T09:30:00.000Z',
      ]);
      expect(listed[0]?.value).toEqual(due('2025-12-31T23:59:59.999Z'));
    });

    it('are removed as they were read, not when they were written again', async () => {
      await stores.due.upsert([due(TIME, 1), due(TIME, 2), due(TIME, 1)]);
      const [first, second] = await stores.due.list(TIME);
      if (first === undefined || second === undefined) return expect.unreachable();
      await stores.due.upsert([due(TIME, 1)]);
      await stores.due.remove(first);
      await stores.due.remove(second);
      expect((await stores.due.list(TIME)).map(({ value }) => value.ordinal)).toEqual([1]);
    });

    it('are at most a thousand at once', async () => {
      await stores.due.upsert(Array.from({ length: 1_100 }, (_, at) => due(TIME, at)));
      const listed = await stores.due.list(TIME);
      expect(listed.map(({ value }) => value.ordinal)).toEqual(
        Array.from({ length: 1_000 }, (_, at) => at),
      );
    });
  });

  describe('ordinals', () => {
    it('are given out once each, by two instances at the same time', async () => {
      const other = harness.instance();
      const wanted = Array.from({ length: 200 }, (_, at) =>
        (at % 2 === 0 ? stores : other).ordinals.next('device'),
      );
      const given = await Promise.all(wanted);
      expect(new Set(given).size).toBe(200);
      expect(Math.min(...given)).toBe(firstOrdinal('device'));
      expect(await stores.ordinals.highWater('device')).toBeGreaterThan(Math.max(...given));
      expect(await stores.ordinals.highWater('device')).toBeLessThan(firstOrdinal('device') + 400);
      expect(await stores.ordinals.highWater('user')).toBe(0);
      expect(await stores.ordinals.next('user')).toBe(0);
    });
  });
}
