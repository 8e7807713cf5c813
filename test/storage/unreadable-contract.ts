/** Rows that can't be read: broken, or written by a newer version. Whoever reads one is told which it is, and why. */
import { beforeEach, describe, expect, it } from 'vitest';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { RuleRow } from '../../src/directory/rule-row.ts';
import type { Stores } from '../../src/ports/stores.ts';
import type { Properties } from '../../src/storage/entity-table.ts';
import type { TableName } from '../../src/storage/table-keys.ts';
import type { Harness, OpenHarness } from './harness.ts';
import { groupId, logEntry, ordinalsOf, sampleGroup, sampleObject, TIME } from './samples.ts';

export function describeUnreadableRows(open: OpenHarness): void {
  let harness: Harness;
  let stores: Stores;

  beforeEach(async () => {
    harness = await open();
    stores = harness.instance();
  });

  /** Writes some properties over those of a row. */
  async function damage(
    table: TableName,
    place: { readonly partition: string; readonly row: string },
    changes: Properties,
  ): Promise<void> {
    const entity = await harness.table(table).get(place);
    const properties = { ...entity?.properties, ...changes };
    await harness
      .table(table)
      .transact(place.partition, [{ kind: 'put', row: place.row, properties }]);
  }

  describe('a row that cannot be read', () => {
    const first = { partition: 'user-000000', row: '00000001' };

    it('of an object is named with the reason, and the others of its block are read', async () => {
      await stores.objects.insert(sampleObject(1));
      const etag = (await stores.objects.insert(sampleObject(2))) ?? '';
      await damage('objects', first, { p0: '{"id":' });
      const named = /row 00000001 of partition user-000000 in table objects cannot be read: .*JSON/;
      await expect(stores.objects.read(1)).rejects.toThrow(named);
      await expect(stores.objects.readSome(0, [1, 2])).rejects.toThrow(named);
      await expect(stores.objects.readBlock(0)).rejects.toThrow(named);
      expect(await stores.objects.scanBlock(0)).toEqual({
        rows: [{ ...sampleObject(2), etag }],
        unreadable: [{ ordinal: 1, reason: expect.stringMatching(named) }],
      });
    });

    it('of a newer version is named as such', async () => {
      await stores.objects.insert(sampleObject(1));
      await damage('objects', first, { v: 2 });
      await expect(stores.objects.read(1)).rejects.toMatchObject({
        isNewer: true,
        message: expect.stringContaining('written by a newer version (format 2; this one reads 1)'),
      });
    });

    it('of the members of a group is worked out again from its log', async () => {
      const id = groupId(1);
      const members = OrdinalSet.of([3, 70_000]);
      const log = logEntry(1, { added: OrdinalSet.of([3, 4, 70_000]) });
      const etag = await stores.groups.insert(sampleGroup(id, { seq: 1, count: 3 }), {
        members: log.added,
        log,
      });
      await stores.groups.write(etag ?? '', {
        meta: sampleGroup(id, { seq: 2, count: 2 }),
        members,
        touchedChunks: [0],
        log: logEntry(2, { removed: OrdinalSet.of([4]) }),
      });
      const place = { partition: id, row: 'm:0000' };
      await damage('groups', place, { bits0: new Uint8Array([1, 2, 3]) });
      expect(ordinalsOf((await stores.groups.read(id))?.members ?? new OrdinalSet())).toEqual([
        3, 70_000,
      ]);
      const chunk = await stores.groups.readChunk(id, 0);
      expect(ordinalsOf(chunk?.members ?? new OrdinalSet())).toEqual([3]);
      await damage('groups', { partition: id, row: 'l:000000000001' }, { added0: 'gone' });
      await expect(stores.groups.read(id)).rejects.toThrow(/row m:0000 .* in table groups/);
      expect((await stores.groups.readMeta(id))?.value.count).toBe(2);
    });

    it('of a list is left out of it', async () => {
      for (const number of [1, 2]) await stores.listing.write(sampleGroup(groupId(number)), null);
      await damage('listing', { partition: 'a', row: groupId(1) }, { p0: 'no JSON' });
      const listed = await stores.listing.list(10, null);
      expect(listed.items.map(({ id }) => id)).toEqual([groupId(2)]);
      await expect(stores.listing.read(groupId(1))).rejects.toThrow('cannot be read');
    });

    it('of the rules counts as none for whoever writes it anew, unless it is a newer version’s', async () => {
      const row: Omit<RuleRow, 'epoch'> = {
        groupId: groupId(1),
        kind: 'dynamic',
        rule: null,
        state: 'On',
        edit: 1,
        ver: 1,
        membersVer: 1,
        deleted: false,
      };
      await stores.rules.write(row, null);
      const place = { partition: 'rules', row: groupId(1) };
      await damage('rules', place, { p0: '' });
      await expect(stores.rules.readSince(0)).rejects.toThrow('in table rules cannot be read');
      expect((await stores.rules.readRow(groupId(1))).row).toBeNull();
      await damage('rules', place, { v: 9 });
      await expect(stores.rules.readRow(groupId(1))).rejects.toThrow('newer version');
    });
  });

  it('what a newer version put into an object or group is written back with it', async () => {
    const object = { ...sampleObject(1), badge: { colour: 'red' } };
    const etag = (await stores.objects.insert(object)) ?? '';
    await stores.objects.replace({ ...object, attributes: {}, etag });
    expect(await stores.objects.read(1)).toMatchObject({
      badge: { colour: 'red' },
      attributes: {},
    });
    const meta = { ...sampleGroup(groupId(1)), badge: TIME };
    const standing = await stores.groups.insert(meta);
    await stores.groups.write(standing ?? '', { meta: { ...meta, count: 1 } });
    const read = await stores.groups.readMeta(groupId(1));
    expect(read?.value).toMatchObject({ badge: TIME, count: 1 });
  });

  it('columns of a newer version are written back with the row, whatever their type, also the second time', async () => {
    const later = {
      laterText: 'ü\nü',
      laterFlag: false,
      laterNumber: 1.5,
      laterBytes: new Uint8Array([0, 255]),
      laterLong: { type: 'Int64', value: '9007199254740993' },
      laterInstant: { type: 'DateTime', value: '2026-11-21T18:00:00.123Z' },
      laterId: { type: 'Guid', value: '00000000-0000-4000-8000-000000000001' },
    } as const;
    const place = { partition: 'user-000000', row: '00000001' };
    await stores.objects.insert(sampleObject(1));
    await damage('objects', place, later);
    const read = await stores.objects.read(1);
    const etag = await stores.objects.replace({ ...sampleObject(1), etag: read?.etag ?? '' });
    const again = { ...sampleObject(1), created: TIME, etag: etag ?? '' };
    expect(await stores.objects.replace(again)).not.toBeNull();
    expect(await stores.objects.replace(again)).toBeNull();
    const { laterBytes, ...others } = later;
    const standing = await harness.table('objects').get(place);
    expect(standing?.properties).toMatchObject(others);
    expect(Object.values(standing?.properties.laterBytes ?? {})).toEqual([...laterBytes]);
    expect((await stores.objects.read(1))?.created).toBe(TIME);
  });

  it('a row is deleted on condition whatever a newer version put into it', async () => {
    await stores.pending.upsert(groupId(1), TIME);
    await damage('pending', { partition: 'a', row: groupId(1) }, { later: 1 });
    const standing = await stores.pending.read(groupId(1));
    await stores.pending.remove(groupId(1), 'W/"another"');
    expect(await stores.pending.read(groupId(1))).toEqual(standing);
    await stores.pending.remove(groupId(1), standing?.etag ?? '');
    expect(await stores.pending.read(groupId(1))).toBeNull();
  });
}
