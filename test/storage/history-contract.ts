/** What is kept of objects and groups besides their state, as ports.ts states it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { Stores } from '../../src/ports/stores.ts';
import type { Harness, OpenHarness } from './harness.ts';
import {
  groupEvent,
  groupId,
  logEntry,
  objectEvent,
  ordinalsOf,
  sampleGroup,
  sampleObject,
  TIME,
  unsettledObject,
} from './samples.ts';

export function describeHistory(open: OpenHarness): void {
  let harness: Harness;
  let stores: Stores;

  beforeEach(async () => {
    harness = await open();
    stores = harness.instance();
  });

  describe('objects', () => {
    it('have events and traces, newest first, that are written with the row or not at all', async () => {
      const [first, second] = [objectEvent(1), objectEvent(2)];
      const etag = (await stores.objects.insert(unsettledObject(3), first)) ?? '';
      await stores.objects.insert(unsettledObject(4), objectEvent(1));
      const changed = { ...unsettledObject(3), history: { changes: 2, settled: 0 }, etag };
      const next = (await stores.objects.replace(changed, second)) ?? '';
      expect(await stores.objects.replace(changed, objectEvent(3))).toBeNull();
      const trace = { event: 2, groups: { [groupId(1)]: 7, [groupId(2)]: 0 } };
      const row = { ...changed, etag: next };
      expect(await stores.objects.settle([row], new Map([[3, trace]]))).toBe(true);
      expect((await stores.objects.read(3))?.history).toEqual({ changes: 2, settled: 2 });
      expect(await stores.objects.readEvents(3, { from: 1, through: 9 })).toEqual([second, first]);
      expect(await stores.objects.readEvents(3, { from: 1, through: 1 })).toEqual([first]);
      expect(await stores.objects.readEvents(3, { from: 2, through: 1 })).toEqual([]);
      expect(await stores.objects.readTraces(3, { from: 1, through: 9 })).toEqual([trace]);
      expect(await stores.objects.readTraces(4, { from: 1, through: 9 })).toEqual([]);
      expect((await stores.objects.readBlock(0)).map(({ ordinal }) => ordinal)).toEqual([3, 4]);
      expect((await stores.objects.intents(0)).map(({ ordinal }) => ordinal)).toEqual([4]);
    });

    it('forget events of before an instant, and the traces of looks that saw no newer ones', async () => {
      const at = (number: number) => ({
        ...objectEvent(number),
        time: `2026-03-0${number}T00:00:00Z`,
      });
      for (const ordinal of [3, 4]) {
        let etag = (await stores.objects.insert(unsettledObject(ordinal), at(1))) ?? '';
        for (const number of [2, 3]) {
          const history = { changes: number, settled: 0 };
          const row = { ...unsettledObject(ordinal), history, etag };
          etag = (await stores.objects.replace(row, at(number))) ?? '';
          const trace = { event: number, groups: { [groupId(1)]: number } };
          if (number === 2)
            await stores.objects.settle([{ ...row, etag }], new Map([[ordinal, trace]]));
          etag = (await stores.objects.read(ordinal))?.etag ?? '';
        }
      }
      const before = '2026-03-03T00:00:00Z';
      let after: string | null = null;
      do after = await stores.objects.forgetEvents(0, { before, after });
      while (after !== null);
      for (const ordinal of [3, 4]) {
        const events = await stores.objects.readEvents(ordinal, { from: 1, through: 9 });
        expect(events).toEqual([at(3)]);
        expect(await stores.objects.readTraces(ordinal, { from: 1, through: 9 })).toEqual([]);
        expect((await stores.objects.read(ordinal))?.history.changes).toBe(3);
      }
    });

    it('from before history was kept are read as having none', async () => {
      await stores.objects.insert(sampleObject(3));
      const { partition, row } = { partition: 'user-000000', row: '00000003' };
      const stored = await harness.table('objects').get({ partition, row });
      const { history: _, ...old } = JSON.parse(String(stored?.properties.p0));
      const properties = { p0: JSON.stringify(old) };
      await harness.table('objects').transact(partition, [{ kind: 'put', row, properties }]);
      expect(await stores.objects.read(3)).toMatchObject(sampleObject(3));
    });
  });

  describe('groups', () => {
    const id = groupId(1);

    it('have events, written with meta or not at all', async () => {
      const events = [groupEvent(1), groupEvent(2)];
      const etag = (await stores.groups.insert(sampleGroup(id), { events })) ?? '';
      expect(await stores.groups.insert(sampleGroup(id), { events: [groupEvent(9)] })).toBeNull();
      await stores.groups.write(etag, { meta: sampleGroup(id), events: [groupEvent(3)] });
      expect(await stores.groups.readEvents(id, { from: 1, through: 10 })).toEqual([
        ...events,
        groupEvent(3),
      ]);
      expect(await stores.groups.readEvents(id, { from: 2, through: 2 })).toEqual([groupEvent(2)]);
      expect(await stores.groups.read(id)).toMatchObject({ meta: { id } });
      expect(await stores.groups.readLog(id, 0)).toEqual([]);
    });

    it('have a log whose causes and counts are read without its sets', async () => {
      const cause = { kind: 'source', ver: 2, rule: 1, sources: [groupId(2)] } as const;
      const seen = [[5, 2, 3]] as const;
      const logs = [
        logEntry(1, { cause, seen, added: OrdinalSet.of([5]), removed: OrdinalSet.of([6, 7]) }),
        logEntry(2),
      ];
      let etag = (await stores.groups.insert(sampleGroup(id))) ?? '';
      for (const log of logs)
        etag = (await stores.groups.write(etag, { meta: sampleGroup(id), log })) ?? '';
      expect(await stores.groups.readLogHeads(id, { from: 1, through: 5 })).toEqual([
        { seq: 1, time: TIME, cause, added: 1, removed: 2, count: 0 },
        { seq: 2, time: TIME, cause: { kind: 'change', ver: 1 }, added: 0, removed: 0, count: 0 },
      ]);
      const [entry, ...others] = await stores.groups.readLogSpan(id, { from: 1, through: 1 });
      expect(others).toEqual([]);
      expect(entry).toMatchObject({ seq: 1, cause, seen });
      expect(entry && ordinalsOf(entry.removed)).toEqual([6, 7]);
    });

    it('have members written down after some log entries, found from the one before', async () => {
      await stores.groups.insert(sampleGroup(id));
      const checkpoint = { seq: 7, members: OrdinalSet.of([3, 70_000]) };
      await stores.groups.writeCheckpoint(id, checkpoint);
      await stores.groups.writeCheckpoint(id, checkpoint);
      await stores.groups.writeCheckpoint(id, { seq: 12, members: new OrdinalSet() });
      const found = await stores.groups.readCheckpoint(id, 6);
      expect(found?.seq).toBe(7);
      expect(found && ordinalsOf(found.members)).toEqual([3, 70_000]);
      expect((await stores.groups.readCheckpoint(id, 7))?.seq).toBe(7);
      expect((await stores.groups.readCheckpoint(id, 8))?.seq).toBe(12);
      expect(await stores.groups.readCheckpoint(id, 13)).toBeNull();
      expect(await stores.groups.readCheckpoint(groupId(2), 1)).toBeNull();
    });

    it('forget what lies before a floor, a part at a time', async () => {
      const events = [1, 2, 3, 4].map(groupEvent);
      let etag = (await stores.groups.insert(sampleGroup(id), { events })) ?? '';
      for (let seq = 1; seq <= 105; seq++)
        etag =
          (await stores.groups.write(etag, { meta: sampleGroup(id), log: logEntry(seq) })) ?? '';
      for (const seq of [5, 102])
        await stores.groups.writeCheckpoint(id, { seq, members: new OrdinalSet() });
      const floor = { seq: 103, event: 4, kept: [2] };
      expect(await stores.groups.forgetHistory(id, floor)).toBe(true);
      while (await stores.groups.forgetHistory(id, floor));
      expect(await stores.groups.forgetHistory(id, floor)).toBe(false);
      const numbers = (await stores.groups.readEvents(id, { from: 1, through: 9 })).map(
        ({ number }) => number,
      );
      expect(numbers).toEqual([2, 4]);
      const log = await stores.groups.readLog(id, 0);
      expect(log.map(({ seq }) => seq)).toEqual([103, 104, 105]);
      expect((await stores.groups.readCheckpoint(id, 1))?.seq).toBe(102);
      expect(await stores.groups.read(id)).toMatchObject({ meta: { id } });
    });

    it('work out members whose bitmap is broken from where the log begins', async () => {
      const members = OrdinalSet.of([2, 3]);
      const from = { time: TIME, seq: 2, event: 1, kept: [] };
      const meta = { ...sampleGroup(id), seq: 2, count: 2 };
      const whole = { ...meta, history: { ...meta.history, from } };
      const log = logEntry(2, { added: OrdinalSet.of([3]), removed: OrdinalSet.of([9]) });
      await stores.groups.insert(whole, { members, touchedChunks: [0], log });
      await stores.groups.writeCheckpoint(id, { seq: 1, members: OrdinalSet.of([2, 9]) });
      const row = 'm:0000';
      const broken = {
        kind: 'put',
        row,
        properties: { bits0: new Uint8Array([1, 2, 3]) },
      } as const;
      await harness.table('groups').transact(id, [broken]);
      const group = await stores.groups.read(id);
      expect(group && ordinalsOf(group.members)).toEqual([2, 3]);
    });

    it('forget holds that ended, and are listed by id whatever became of them', async () => {
      const held = { holdId: 'h1', added: OrdinalSet.of([1]), removed: new OrdinalSet() };
      await stores.groups.insert(sampleGroup(id), { heldDiff: held });
      await stores.groups.forgetHold(id, 'h1');
      await stores.groups.forgetHold(id, 'h1');
      expect(await stores.groups.readHeldDiff(id, 'h1')).toBeNull();
      const place = { holdId: 'h1', groupId: id, created: TIME };
      await stores.holds.put(place);
      await stores.holds.forget('h1');
      expect(await stores.holds.find('h1')).toEqual(place);
      await stores.holds.end(place);
      await stores.holds.forget('h1');
      expect(await stores.holds.find('h1')).toBeNull();
      const ids = ['a', 'b', 'c'].map((digit) => `${digit}${id.slice(1)}`);
      for (const one of ids)
        await stores.listing.write({ ...sampleGroup(one), deleted: TIME }, null);
      const first = await stores.listing.listIds(2, null);
      const second = await stores.listing.listIds(2, first.next ?? null);
      expect([...first.items, ...second.items]).toEqual(ids);
    });
  });
}
