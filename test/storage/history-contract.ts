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
        { seq: 1, time: TIME, cause, added: 1, removed: 2 },
        { seq: 2, time: TIME, cause: { kind: 'change', ver: 1 }, added: 0, removed: 0 },
      ]);
      const [entry, ...others] = await stores.groups.readLogSpan(id, { from: 1, through: 1 });
      expect(others).toEqual([]);
      expect(entry).toMatchObject({ seq: 1, cause, seen });
      expect(entry && ordinalsOf(entry.removed)).toEqual([6, 7]);
    });
  });
}
