/** What every make of table does: Azure Tables as documented, and as its emulator was seen to do. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type EntityAction,
  type EntityTable,
  type Properties,
  readAll,
  transactOne,
} from '../../src/storage/entity-table.ts';
import type { OpenHarness } from './harness.ts';

export function describeEntityTables(open: OpenHarness): void {
  let table: EntityTable;

  beforeEach(async () => {
    table = (await open()).table('settings');
  });

  function put(row: string, properties: Properties = {}): EntityAction {
    return { kind: 'put', row, properties };
  }

  async function store(partition: string, ...rows: readonly string[]): Promise<void> {
    for (let at = 0; at < rows.length; at += 100) {
      const actions = rows.slice(at, at + 100).map((row) => put(row));
      await table.transact(partition, actions);
    }
  }

  async function rowsOf(query: Parameters<EntityTable['query']>[0]): Promise<readonly string[]> {
    return (await readAll(table, query)).map(({ partition, row }) => `${partition} ${row}`);
  }

  describe('one entity', () => {
    it('comes back as it was written', async () => {
      const properties = {
        text: `O'Brien "é" 😀 \\ \u0001`,
        empty: '',
        whole: 2_147_483_647,
        part: 1.5,
        yes: true,
        no: false,
        bytes: new Uint8Array([0, 1, 255]),
      };
      const etag = await transactOne(table, 'a b', { kind: 'create', row: "it's", properties });
      const entity = await table.get({ partition: 'a b', row: "it's" });
      expect(entity).toMatchObject({ partition: 'a b', row: "it's", etag });
      const { bytes, ...others } = entity?.properties ?? {};
      expect(others).toEqual({ ...properties, bytes: undefined });
      expect([...(bytes as Uint8Array)]).toEqual([0, 1, 255]);
    });

    it('is null when there is none', async () => {
      expect(await table.get({ partition: 'a', row: 'b' })).toBeNull();
    });

    it('is created once', async () => {
      const create = { kind: 'create', row: 'b', properties: { x: 1 } } as const;
      expect(await transactOne(table, 'a', create)).not.toBeNull();
      expect(await transactOne(table, 'a', { ...create, properties: { x: 2 } })).toBeNull();
      expect((await table.get({ partition: 'a', row: 'b' }))?.properties).toEqual({ x: 1 });
    });

    it('has another ETag after every write, also one that changes nothing', async () => {
      const first = await transactOne(table, 'a', put('b', { x: 1 }));
      const second = await transactOne(table, 'a', put('b', { x: 1 }));
      expect(second).not.toEqual(first);
      expect((await table.get({ partition: 'a', row: 'b' }))?.etag).toEqual(second);
    });

    it('is replaced whole, and only under its present ETag', async () => {
      const first = (await transactOne(table, 'a', put('b', { x: 1 }))) ?? '';
      const replace = { kind: 'replace', row: 'b', properties: { y: 2 }, etag: first } as const;
      expect(await transactOne(table, 'a', replace)).not.toBeNull();
      expect(await transactOne(table, 'a', { ...replace, properties: { y: 3 } })).toBeNull();
      expect((await table.get({ partition: 'a', row: 'b' }))?.properties).toEqual({ y: 2 });
      expect(await transactOne(table, 'a', { ...replace, row: 'gone' })).toBeNull();
    });

    it('is deleted under its present ETag, or without one whether or not it is there', async () => {
      const first = (await transactOne(table, 'a', put('b'))) ?? '';
      const second = (await transactOne(table, 'a', put('b'))) ?? '';
      expect(await transactOne(table, 'a', { kind: 'delete', row: 'b', etag: first })).toBeNull();
      expect(await table.get({ partition: 'a', row: 'b' })).not.toBeNull();
      expect(await transactOne(table, 'a', { kind: 'delete', row: 'b', etag: second })).toBe('');
      expect(await table.get({ partition: 'a', row: 'b' })).toBeNull();
      expect(await transactOne(table, 'a', { kind: 'delete', row: 'b', etag: second })).toBeNull();
      expect(await transactOne(table, 'a', { kind: 'delete', row: 'b' })).toBe('');
    });

    it('is written by exactly one of twenty who read the same', async () => {
      const etag = (await transactOne(table, 'a', put('b'))) ?? '';
      const writes = Array.from({ length: 20 }, (_, x) =>
        transactOne(table, 'a', { kind: 'replace', row: 'b', properties: { x }, etag }),
      );
      const winners = (await Promise.all(writes)).filter((answer) => answer !== null);
      expect(winners).toHaveLength(1);
      expect((await table.get({ partition: 'a', row: 'b' }))?.etag).toEqual(winners[0]);
    });
  });

  describe('a transaction', () => {
    it('answers the ETags in the order of its actions', async () => {
      const etags = await table.transact('a', [
        put('z'),
        put('b'),
        { kind: 'create', row: 'm', properties: {} },
      ]);
      const stored = await Promise.all(
        ['z', 'b', 'm'].map((row) => table.get({ partition: 'a', row })),
      );
      expect(etags).toEqual(stored.map((entity) => entity?.etag));
    });

    const failing: readonly (readonly [string, EntityAction])[] = [
      ['creates what exists', { kind: 'create', row: 'there', properties: {} }],
      [
        'replaces what was written since',
        { kind: 'replace', row: 'there', properties: {}, etag: OLD },
      ],
      ['replaces what is gone', { kind: 'replace', row: 'gone', properties: {}, etag: OLD }],
      ['deletes what is gone', { kind: 'delete', row: 'gone' }],
    ];
    it.each(failing)('does nothing at all when one action %s', async (_, action) => {
      await store('a', 'there', 'old');
      expect(
        await table.transact('a', [put('new'), { kind: 'delete', row: 'old' }, action]),
      ).toBeNull();
      expect(await rowsOf({ partition: 'a' })).toEqual(['a old', 'a there']);
    });

    const refused: readonly (readonly [string, readonly EntityAction[]])[] = [
      ['101 entities', Array.from({ length: 101 }, (_, at) => put(`${at}`))],
      ['no entity', []],
      ['one entity twice', [put('a'), put('a')]],
      ['an entity of more than 1 MiB', [put('a', Object.fromEntries(wide(18, 30_000)))]],
      ['a property of more than 64 KiB', [put('a', Object.fromEntries(wide(1, 32_769)))]],
      [
        'a transaction of more than 4 MiB',
        Array.from({ length: 5 }, (_, at) => put(`${at}`, heavy())),
      ],
      ['253 properties', [put('a', Object.fromEntries(wide(253, 1)))]],
      ['a key with a slash', [put('a/b')]],
      ['a key of 513 characters', [put('k'.repeat(513))]],
    ];
    it.each(refused)('refuses %s with an error that says so', async (_, actions) => {
      await expect(table.transact('a', actions)).rejects.toMatchObject({
        name: 'StorageError',
        failure: { status: 413, name: expect.stringContaining('settings') },
      });
    });

    it('stores of bytes within a larger buffer only those', async () => {
      const all = Uint8Array.from({ length: 100 }, (_, at) => at);
      await table.transact('a', [put('bytes', { part: all.subarray(10, 13) })]);
      const found = await table.get({ partition: 'a', row: 'bytes' });
      expect(found?.properties.part).toSatisfy((part: Uint8Array) =>
        Buffer.from([10, 11, 12]).equals(part),
      );
    });

    it('takes 100 entities, and an entity that just fits', async () => {
      await store('a', ...Array.from({ length: 100 }, (_, at) => `${at}`));
      expect(await rowsOf({ partition: 'a' })).toHaveLength(100);
      await table.transact('b', [put('a', Object.fromEntries(wide(17, 30_000)))]);
      const entity = await table.get({ partition: 'b', row: 'a' });
      expect(Object.keys(entity?.properties ?? {})).toHaveLength(17);
    });
  });

  describe('a query', () => {
    it('answers in the order of partition and row, by code and not by alphabet', async () => {
      await store('b', 'm:1', 'meta', 'A', 'a', '_', '!x', '10', '9');
      await store('B', 'z');
      expect(await rowsOf({})).toEqual([
        ...['B z', 'b !x', 'b 10', 'b 9', 'b A', 'b _', 'b a', 'b m:1', 'b meta'],
      ]);
    });

    it('keeps to the bounds of rows and partitions', async () => {
      for (const partition of ['a', 'b', 'c']) await store(partition, '1', '2', '3');
      const partition = 'b';
      expect(await rowsOf({ partition, rows: { from: '2' } })).toEqual(['b 2', 'b 3']);
      expect(await rowsOf({ partition, rows: { after: '2' } })).toEqual(['b 3']);
      expect(await rowsOf({ partition, rows: { from: '1', before: '2' } })).toEqual(['b 1']);
      expect(await rowsOf({ partition, rowsNamed: ['3', '1', 'x'] })).toEqual(['b 1', 'b 3']);
      expect(await rowsOf({ partitions: { first: 'b' }, rows: { after: '2' } })).toEqual([
        'b 3',
        'c 3',
      ]);
      expect(await rowsOf({ partitions: { last: 'b' }, rows: { before: '2' } })).toEqual([
        'a 1',
        'b 1',
      ]);
    });

    it('takes quotation marks in keys for what they are', async () => {
      await store("it's", "'", "a'b", 'c');
      expect(await rowsOf({ partition: "it's", rows: { after: "'" } })).toEqual([
        "it's a'b",
        "it's c",
      ]);
      expect(await rowsOf({ partition: "it's", rowsNamed: ["a'b"] })).toEqual(["it's a'b"]);
    });

    it('takes only entities in which a number is greater', async () => {
      await table.transact('a', [
        put('1', { epoch: 1 }),
        put('2', { epoch: 2 }),
        put('3'),
        put('4', { epoch: 40 }),
      ]);
      expect(await rowsOf({ partition: 'a', where: { property: 'epoch', above: 1 } })).toEqual([
        'a 2',
        'a 4',
      ]);
    });

    it('leaves out properties that are not wanted', async () => {
      await table.transact('a', [put('1', { x: 1, y: 2 })]);
      const [some] = await readAll(table, { partition: 'a', select: ['x'] });
      const [none] = await readAll(table, { partition: 'a', select: [] });
      expect([some?.row, some?.properties]).toEqual(['1', { x: 1 }]);
      expect([none?.row, none?.properties]).toEqual(['1', {}]);
    });

    it('answers everything over several pages, none twice', async () => {
      const rows = Array.from({ length: 1_250 }, (_, at) => `${at}`.padStart(4, '0'));
      await store('a', ...rows);
      const first = await table.query({ partition: 'a' });
      expect(first.entities.length).toBeLessThanOrEqual(1_000);
      expect(first.next).toBeDefined();
      expect(await rowsOf({ partition: 'a' })).toEqual(rows.map((row) => `a ${row}`));
      expect(await rowsOf({ pageSize: 300 })).toEqual(rows.map((row) => `a ${row}`));
    });

    it('answers no more than the page size', async () => {
      await store('a', '1', '2', '3');
      const page = await table.query({ partition: 'a', pageSize: 2 });
      expect(page.entities.length).toBeLessThanOrEqual(2);
      expect(page.next).toBeDefined();
    });
  });
}

/** An ETag that no entity has. */
const OLD = `W/"datetime'2020-01-01T00%3A00%3A00.0000000Z'"`;

/** Some 900 KiB of bytes. */
function heavy(): Properties {
  const names = Array.from({ length: 15 }, (_, at) => `bytes${at}`);
  return Object.fromEntries(names.map((name) => [name, new Uint8Array(60_000)]));
}

function wide(count: number, length: number): readonly (readonly [string, string])[] {
  return Array.from({ length: count }, (_, at) => [`p${at}`, 'x'.repeat(length)]);
}
