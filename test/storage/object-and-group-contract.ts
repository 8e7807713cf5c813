/** The verbs of objects and groups, as ports.ts states them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ObjectRow } from '../../src/directory/object-row.ts';
import { firstOrdinal } from '../../src/directory/ordinal.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { Stores } from '../../src/ports/stores.ts';
import type { Harness, OpenHarness } from './harness.ts';
import {
  groupId,
  logEntry,
  ordinalsOf,
  sampleGroup,
  sampleObject,
  TIME,
  unsettledObject,
} from './samples.ts';

const FRESH_INTENT = {
  ordinal: 3,
  since: TIME,
  importId: null,
  attempts: 0,
  failure: null,
  isDiscarded: false,
};

export function describeObjectAndGroupStores(open: OpenHarness): void {
  let harness: Harness;
  let stores: Stores;

  beforeEach(async () => {
    harness = await open();
    stores = harness.instance();
  });

  async function insertAll(ordinals: readonly number[]): Promise<readonly ObjectRow[]> {
    const rows: ObjectRow[] = [];
    for (const ordinal of ordinals) {
      const content = unsettledObject(ordinal);
      rows.push({ ...content, etag: (await stores.objects.insert(content)) ?? '' });
    }
    return rows;
  }

  describe('objects', () => {
    it('come back as they were written', async () => {
      const content = { ...unsettledObject(513), deleted: TIME, assignedTo: { [groupId(1)]: 3 } };
      const etag = await stores.objects.insert(content);
      expect(await stores.objects.read(513)).toEqual({ ...content, etag });
      expect(await stores.objects.read(514)).toBeNull();
    });

    it('keep an ordinal that is taken', async () => {
      await stores.objects.insert(sampleObject(7));
      expect(await stores.objects.insert(sampleObject(7, { id: 'another' }))).toBeNull();
      expect((await stores.objects.read(7))?.id).toBe(sampleObject(7).id);
    });

    it('are replaced only as they were read', async () => {
      const [row] = await insertAll([3]);
      if (row === undefined) return expect.unreachable();
      const changed = { ...row, attributes: { displayName: 'New' } };
      const etag = await stores.objects.replace(changed);
      expect(etag).not.toBeNull();
      expect(await stores.objects.replace({ ...row, attributes: {} })).toBeNull();
      expect(await stores.objects.read(3)).toEqual({ ...changed, etag });
    });

    it('have an intent exactly while something is to be looked at', async () => {
      const etag = (await stores.objects.insert(sampleObject(3))) ?? '';
      const settled = { ...sampleObject(3), etag };
      expect(await stores.objects.intents(0)).toEqual([]);
      const again = await stores.objects.replace({ ...settled, assignedTo: { [groupId(1)]: 1 } });
      expect(again).not.toBeNull();
      const changed = { ...unsettledObject(3), etag: again ?? '' };
      const next = await stores.objects.replace(changed);
      expect(await stores.objects.intents(0)).toEqual([FRESH_INTENT]);
      expect(await stores.objects.settle([{ ...changed, etag: next ?? '' }])).toBe(true);
      expect(await stores.objects.intents(0)).toEqual([]);
    });

    it('remember how often and why a look failed until they change or are settled', async () => {
      const etag = (await stores.objects.insert(unsettledObject(3))) ?? '';
      const standing = await stores.objects.readIntent(3);
      expect(standing?.value).toEqual(FRESH_INTENT);
      const intent = { value: { ...FRESH_INTENT, attempts: 5 }, etag: standing?.etag ?? '' };
      const failed = { ...intent.value, failure: 'Broken.', isDiscarded: true };
      expect(await stores.objects.writeIntent({ ...intent, value: failed })).toBe(true);
      expect(await stores.objects.writeIntent(intent)).toBe(false);
      expect(await stores.objects.intents(0)).toEqual([failed]);
      expect(await stores.objects.readIntent(4)).toBeNull();
      const nobody = { ...intent, value: { ...FRESH_INTENT, ordinal: 4 } };
      expect(await stores.objects.writeIntent(nobody)).toBe(false);
      await stores.objects.replace({ ...unsettledObject(3), etag });
      expect(await stores.objects.intents(0)).toEqual([FRESH_INTENT]);
    });

    it('are settled together, a hundred and more in a block', async () => {
      const rows = await insertAll(Array.from({ length: 120 }, (_, at) => at));
      expect(await stores.objects.intents(0)).toHaveLength(120);
      expect(await stores.objects.settle(rows)).toBe(true);
      expect(await stores.objects.intents(0)).toEqual([]);
      const settled = await stores.objects.readBlock(0);
      expect(settled.map(({ etag: _, ...content }) => content)).toEqual(
        rows.map(({ etag: _, ...content }) => ({ ...content, undo: [], since: null })),
      );
    });

    it('are not settled when one of them was changed since', async () => {
      const [first, second] = await insertAll([1, 2]);
      if (first === undefined || second === undefined) return expect.unreachable();
      await stores.objects.replace({ ...second, attributes: {} });
      expect(await stores.objects.settle([first, second])).toBe(false);
      expect(await stores.objects.intents(0)).toHaveLength(2);
      expect(await stores.objects.read(1)).toEqual(first);
    });

    it('are read by block in the order of ordinals, with tombstones and without intents', async () => {
      const device = firstOrdinal('device');
      await insertAll([511, 0, 512, 16, 9]);
      await stores.objects.insert({ ...sampleObject(device), kind: 'device', deleted: TIME });
      const blockOf = async (block: number) =>
        (await stores.objects.readBlock(block)).map(({ ordinal }) => ordinal);
      expect(await blockOf(0)).toEqual([0, 9, 16, 511]);
      expect(await blockOf(1)).toEqual([512]);
      expect(await blockOf(2)).toEqual([]);
      expect(await stores.objects.readBlock(device / 512)).toMatchObject([
        { ordinal: device, kind: 'device', deleted: TIME },
      ]);
    });

    it.each([1, 5, 12, 13, 40])('are read %i at a time', async (count) => {
      await insertAll(Array.from({ length: 45 }, (_, at) => at));
      const wanted = Array.from({ length: count }, (_, at) => 44 - at);
      const rows = await stores.objects.readSome(0, [...wanted, 500]);
      expect(rows.map(({ ordinal }) => ordinal)).toEqual([...wanted].reverse());
      expect(await stores.objects.readSome(0, wanted)).toEqual(rows);
      expect(await stores.objects.readSome(0, [])).toEqual([]);
    });

    it('may be nearly 1 MiB, with any text', async () => {
      const awkward = `a${'😀'.repeat(80_000)}\u0000\ud800"\\${'é'.repeat(300_000)}`;
      const content = sampleObject(1, { attributes: { aboutMe: awkward } });
      const etag = await stores.objects.insert(content);
      expect(await stores.objects.read(1)).toEqual({ ...content, etag });
    });

    it('of more than 1 MiB are refused with an error that names the limit', async () => {
      const content = sampleObject(1, { attributes: { aboutMe: 'x'.repeat(530_000) } });
      await expect(stores.objects.insert(content)).rejects.toThrow(/objects.*1 MiB/);
      expect(await stores.objects.read(1)).toBeNull();
    });
  });

  describe('groups', () => {
    const id = groupId(1);

    it('come back as they were written', async () => {
      const meta = sampleGroup(id, { error: { code: 'RULE_INVALID', params: {} } });
      const etag = await stores.groups.insert(meta);
      expect(await stores.groups.readMeta(id)).toEqual({ value: meta, etag });
      expect(await stores.groups.read(id)).toMatchObject({ meta, etag });
      expect(await stores.groups.readMeta(groupId(2))).toBeNull();
      expect(await stores.groups.read(groupId(2))).toBeNull();
    });

    it('keep an id that is taken', async () => {
      await stores.groups.insert(sampleGroup(id, { edit: 1 }));
      expect(await stores.groups.insert(sampleGroup(id, { edit: 2 }))).toBeNull();
      expect((await stores.groups.readMeta(id))?.value.edit).toBe(1);
    });

    it('can be inserted with members and a log', async () => {
      const members = OrdinalSet.of([1, 70_000]);
      await stores.groups.insert(sampleGroup(id), {
        members,
        log: logEntry(1, { added: members }),
      });
      const group = await stores.groups.read(id);
      expect(group && ordinalsOf(group.members)).toEqual([1, 70_000]);
      expect(await stores.groups.readLog(id, 0)).toHaveLength(1);
    });

    it('are written only as they were read, by one of twenty', async () => {
      const etag = (await stores.groups.insert(sampleGroup(id))) ?? '';
      const writes = Array.from({ length: 20 }, (_, at) => {
        const added = OrdinalSet.of([at]);
        const log = logEntry(1, { added });
        return stores.groups.write(etag, {
          meta: sampleGroup(id, { count: at }),
          members: added,
          touchedChunks: [0],
          log,
        });
      });
      const winners = (await Promise.all(writes)).filter((answer) => answer !== null);
      const group = await stores.groups.read(id);
      expect(winners).toEqual([group?.etag]);
      expect(group && ordinalsOf(group.members)).toEqual([group?.meta.count]);
      expect((await stores.groups.readLog(id, 0)).map(({ added }) => ordinalsOf(added))).toEqual([
        [group?.meta.count],
      ]);
    });

    it('have another ETag after a write that changes nothing', async () => {
      const etag = (await stores.groups.insert(sampleGroup(id))) ?? '';
      const fence = await stores.groups.write(etag, { meta: sampleGroup(id) });
      expect(fence).not.toBeNull();
      expect(fence).not.toEqual(etag);
      expect(await stores.groups.write(etag, { meta: sampleGroup(id, { edit: 9 }) })).toBeNull();
      expect((await stores.groups.readMeta(id))?.value.edit).toBe(1);
    });

    it('hold 200,000 members of two kinds, and change one chunk alone', async () => {
      const device = firstOrdinal('device');
      const members = OrdinalSet.of(Array.from({ length: 200_000 }, (_, at) => at * 3));
      members.add(device);
      const etag = (await stores.groups.insert(sampleGroup(id), { members })) ?? '';
      expect((await stores.groups.read(id))?.members.equals(members)).toBe(true);
      members.delete(device);
      members.delete(3);
      const write = { meta: sampleGroup(id), members, touchedChunks: [0, device / 65_536] };
      expect(await stores.groups.write(etag, write)).not.toBeNull();
      expect((await stores.groups.read(id))?.members.equals(members)).toBe(true);
      expect((await stores.groups.read(id))?.members.size).toBe(199_999);
    });

    it('are read with the members of one chunk alone, none in a chunk without any', async () => {
      const members = OrdinalSet.of([1, 65_535, 65_536, firstOrdinal('device')]);
      const meta = sampleGroup(id, { count: members.size });
      const etag = await stores.groups.insert(meta, { members });
      const first = await stores.groups.readChunk(id, 0);
      expect(first).toMatchObject({ meta, etag });
      expect(first && ordinalsOf(first.members)).toEqual([1, 65_535]);
      expect((await stores.groups.readChunk(id, 2))?.members.isEmpty).toBe(true);
      expect(await stores.groups.readChunk(groupId(2), 0)).toBeNull();
    });

    it('may name a changed chunk that was empty and stays so', async () => {
      const etag = (await stores.groups.insert(sampleGroup(id))) ?? '';
      const members = OrdinalSet.of([1]);
      const write = { meta: sampleGroup(id), members, touchedChunks: [0, 7] };
      expect(await stores.groups.write(etag, write)).not.toBeNull();
      expect((await stores.groups.read(id))?.members.equals(members)).toBe(true);
    });

    it('refuse members without word of which chunks changed', async () => {
      const etag = (await stores.groups.insert(sampleGroup(id))) ?? '';
      const write = { meta: sampleGroup(id), members: OrdinalSet.of([1]) };
      await expect(stores.groups.write(etag, write)).rejects.toThrow(/chunks/);
    });

    it('have a log that is read from any place, in order', async () => {
      let etag = (await stores.groups.insert(sampleGroup(id))) ?? '';
      for (let seq = 1; seq <= 12; seq++) {
        const log = logEntry(seq, {
          cause: { kind: 'run', ver: seq },
          removed: OrdinalSet.of([seq]),
          notedIn: OrdinalSet.of([seq + 100]),
          notedOut: OrdinalSet.of([seq + 70_000, seq + 200]),
        });
        etag = (await stores.groups.write(etag, { meta: sampleGroup(id, { seq }), log })) ?? '';
      }
      const entries = await stores.groups.readLog(id, 8);
      expect(entries.map(({ seq, cause }) => [seq, cause])).toEqual([
        ...[9, 10, 11, 12].map((seq) => [seq, { kind: 'run', ver: seq }]),
      ]);
      const { added, removed, notedIn, notedOut } = entries[0] ?? logEntry(0);
      const sets = [added, removed, notedIn, notedOut].map(ordinalsOf);
      expect(sets).toEqual([[], [9], [109], [209, 70_009]]);
      expect((await stores.groups.read(id))?.members.isEmpty).toBe(true);
    });

    it('show an operator who opens the table what matters', async () => {
      const error = {
        code: 'EXTENSION_PROPERTY_DELETED',
        params: { property: 'extension_x' },
      } as const;
      await stores.groups.insert(sampleGroup(id, { error, count: 12 }));
      const row = await harness.table('groups').get({ partition: id, row: 'meta' });
      expect(row?.properties).toMatchObject({
        displayName: 'All of Sales',
        rule: 'user.department -eq "Sales"',
        state: 'On',
        status: 'Failed',
        count: 12,
        errorMessage: expect.stringMatching(/extension property extension_x.*Register it again/),
      });
    });
  });
}
