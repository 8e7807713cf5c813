/** The verbs of imports, and those that write many objects and names at once, as import-ports.ts and ports.ts state them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ObjectRow } from '../../src/directory/object-row.ts';
import { firstOrdinal } from '../../src/directory/ordinal.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { ImportPart, ImportRecord } from '../../src/ports/import-ports.ts';
import type { Stores } from '../../src/ports/stores.ts';
import type { Harness, OpenHarness } from './harness.ts';
import { groupId, ordinalsOf, sampleObject, TIME, unsettledObject } from './samples.ts';

function record(id: string, changes: Partial<ImportRecord> = {}): ImportRecord {
  return {
    id,
    status: 'open',
    created: TIME,
    lastActivity: TIME,
    objects: 0,
    blanked: {},
    ...changes,
  };
}

function part(number: number, changes: Partial<ImportPart> = {}): ImportPart {
  return {
    part: number,
    content: 'c',
    created: 1,
    changed: 2,
    blanked: { department: { blanked: 1, had: 2 } },
    ordinals: OrdinalSet.of([5, firstOrdinal('device') + 7]),
    groupIds: [groupId(9)],
    referenceRows: 0,
    result: null,
    ...changes,
  };
}

export function describeImportStores(open: OpenHarness): void {
  let harness: Harness;
  let stores: Stores;

  beforeEach(async () => {
    harness = await open();
    stores = harness.instance();
  });

  describe('imports', () => {
    const id = groupId(1);

    it('come back as they were written, with their parts', async () => {
      await stores.imports.insert(record(id));
      const read = await stores.imports.read(id);
      expect(read?.value).toEqual(record(id));
      expect(await stores.imports.read(groupId(2))).toBeNull();
      const value = record(id, { objects: 3, blanked: { city: { blanked: 1, had: 1 } } });
      const written = await stores.imports.write({ value, etag: read?.etag ?? '' }, part(12));
      expect(await stores.imports.read(id)).toEqual({ value, etag: written });
      const stored = await stores.imports.readPart(id, 12);
      const { ordinals, ...rest } = part(12);
      expect(stored).toMatchObject(rest);
      expect(stored && ordinalsOf(stored.ordinals)).toEqual(ordinalsOf(ordinals));
      expect(await stores.imports.readPart(id, 1)).toBeNull();
    });

    it('are written only as they were read, the part with them or not at all', async () => {
      await stores.imports.insert(record(id));
      const { etag = '' } = (await stores.imports.read(id)) ?? {};
      const stamped = { value: record(id, { objects: 1 }), etag };
      const answers = await Promise.all([
        stores.imports.write(stamped, part(1)),
        stores.imports.write(stamped, part(2)),
      ]);
      expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
      expect(await stores.imports.readParts(id)).toHaveLength(1);
    });

    it('have their parts in order, each import its own', async () => {
      for (const each of [id, groupId(2)]) {
        await stores.imports.insert(record(each));
        for (const number of each === id ? [10, 2, 1] : [3]) {
          const { etag = '' } = (await stores.imports.read(each)) ?? {};
          await stores.imports.write({ value: record(each), etag }, part(number));
        }
      }
      const numbers = async (each: string) =>
        (await stores.imports.readParts(each)).map((one) => one.part);
      expect(await numbers(id)).toEqual([1, 2, 10]);
      expect(await numbers(groupId(2))).toEqual([3]);
    });

    it('are listed by page in the order of their ids', async () => {
      for (const number of [4, 1, 3, 2]) await stores.imports.insert(record(groupId(number)));
      const first = await stores.imports.list(3, null);
      const rest = await stores.imports.list(3, first.next ?? null);
      expect([...first.items, ...rest.items].map((item) => item.id)).toEqual(
        [1, 2, 3, 4].map((number) => groupId(number)),
      );
    });

    it('keep references until they are removed', async () => {
      const references = [
        {
          line: 1,
          id: groupId(5),
          target: 'manager',
          references: ['a@b.c'],
          was: null,
          counted: true,
        },
      ] as const;
      expect(await stores.imports.readReferences(id)).toBeNull();
      await stores.imports.writeReferences(id, { part: 2, row: 0, references });
      await stores.imports.writeReferences(id, { part: 1, row: 1, references });
      await stores.imports.writeReferences(groupId(2), { part: 1, row: 0, references });
      const first = await stores.imports.readReferences(id);
      expect(first).toEqual({ part: 1, row: 1, references });
      await stores.imports.removeReferences(id, { part: 1, row: 1 });
      await stores.imports.removeReferences(id, { part: 1, row: 1 });
      expect((await stores.imports.readReferences(id))?.part).toBe(2);
    });
  });

  describe('many at once', () => {
    const sixty = Array.from({ length: 60 }, (_, at) => at);

    it('objects of a block are inserted and replaced with their intents', async () => {
      const contents = sixty.map((ordinal) => ({ ...unsettledObject(ordinal), importId: 'i' }));
      const etags = await stores.objects.insertAll(contents);
      const rows = contents.map((content, at) => ({ ...content, etag: etags[at] ?? '' }));
      expect(await stores.objects.readBlock(0)).toEqual(rows);
      const intents = await stores.objects.intents(0);
      expect(intents.map(({ ordinal }) => ordinal)).toEqual(sixty);
      expect(intents[0]).toMatchObject({ ordinal: 0, since: TIME, importId: 'i', failure: null });
      const changed = rows.map((row): ObjectRow => ({ ...row, attributes: { city: 'Bonn' } }));
      const again = await stores.objects.replaceAll(changed);
      expect(await stores.objects.readBlock(0)).toEqual(
        changed.map((row, at) => ({ ...row, etag: again[at] })),
      );
      const present = await stores.objects.readBlock(0);
      expect(await stores.objects.settle(present)).toBe(true);
      expect((await stores.objects.readBlock(0)).every((row) => row.importId === null)).toBe(true);
    });

    it('a transaction with one that is taken inserts nothing, and the others go on', async () => {
      await stores.objects.insert(sampleObject(3));
      const etags = await stores.objects.insertAll(sixty.map(unsettledObject));
      expect(etags.slice(0, 50)).toEqual(Array(50).fill(null));
      expect(etags.slice(50).every((etag) => etag !== null)).toBe(true);
      const stale = (await stores.objects.readBlock(0)).map((row) => ({ ...row, etag: 'W/"x"' }));
      expect((await stores.objects.replaceAll(stale)).every((etag) => etag === null)).toBe(true);
    });

    it('large objects are spread over more transactions', async () => {
      const large = sixty.map((ordinal) =>
        sampleObject(ordinal, { attributes: { aboutMe: 'ж'.repeat(59_000) } }),
      );
      const etags = await stores.objects.insertAll(large);
      expect(etags.every((etag) => etag !== null)).toBe(true);
      expect(await stores.objects.readBlock(0)).toHaveLength(60);
    });

    it('names are inserted and found', async () => {
      const names = Array.from({ length: 700 }, (_, at) => ({ value: `N${at}@x.y`, ordinal: at }));
      await stores.lookups.insert('id', 'n5@X.y', 99);
      const inserted = await stores.lookups.insertAll('id', names);
      expect(inserted[5]).toBe(false);
      expect(inserted.filter((done) => !done).length).toBeLessThan(20);
      const found = await stores.lookups.readAll('id', [
        ...names.map(({ value }) => value.toUpperCase()),
        'nobody',
      ]);
      expect(found.get('n5@x.y')).toBe(99);
      for (const [at, { value, ordinal }] of names.entries())
        if (inserted[at]) expect(found.get(value.toLowerCase())).toBe(ordinal);
      expect(found.has('nobody')).toBe(false);
      expect(await stores.lookups.readAll('deviceId', ['n1@x.y'])).toEqual(new Map());
    });

    it('reports are noted, each once', async () => {
      const many = Array.from({ length: 130 }, (_, at) => ({ manager: 5, report: at }));
      await stores.reports.noteAll([...many, { manager: 6, report: 1 }, { manager: 5, report: 0 }]);
      await stores.reports.noteAll(many.slice(0, 3));
      expect(await stores.reports.list(5)).toEqual(many.map(({ report }) => report));
      expect(await stores.reports.list(6)).toEqual([1]);
    });

    it('ordinals are reserved that nobody else gets', async () => {
      const other = harness.instance();
      const given = await Promise.all([
        stores.ordinals.reserve('device', 100),
        other.ordinals.reserve('device', 70),
        stores.ordinals.next('device').then((ordinal) => [ordinal]),
        stores.ordinals.reserve('device', 0),
      ]);
      const all = given.flat();
      expect(new Set(all).size).toBe(171);
      expect(Math.max(...all)).toBeLessThan(await stores.ordinals.highWater('device'));
      expect(given[0]).toEqual(
        sixty
          .concat(sixty)
          .slice(0, 100)
          .map((_, at) => (given[0]?.[0] ?? 0) + at),
      );
    });

    it('what was imported is asked for 1,000 a message', async () => {
      await stores.queues.sendImported(Array.from({ length: 1_500 }, (_, at) => at));
      const texts = await harness.texts('membership-changes');
      const counts = texts.map((text) => JSON.parse(text).objects.length);
      expect(counts.sort()).toEqual([1_000, 500]);
    });
  });
}
