import type { FeedNote } from '../directory/feed.ts';
import { BLOCK_SIZE, type ObjectKind } from '../directory/ordinal.ts';
import type { FeedQuery, FeedStore, PlacedNote } from '../ports/feed-ports.ts';
import type { Page } from '../ports/ports.ts';
import { groupBy } from '../util/group-by.ts';
import { type Entity, type EntityTable, firstPage, TRANSACTION_SIZE } from './entity-table.ts';
import { feedPartition, feedPartitions, feedRowKey } from './feed-keys.ts';
import { inTurns } from './in-turns.ts';

const MOST_FORGOTTEN = 1_000;
const TRANSACTIONS_AT_ONCE = 8;

/** Notes of what may have changed; a bucket of a kind is spread over 16 partitions. */
export function createFeedStore(table: EntityTable): FeedStore {
  return {
    async note(notes) {
      const byPartition = [...groupBy(notes, partitionOf)].flatMap(([partition, some]) =>
        pieces(some).map((piece) => ({ partition, piece })),
      );
      await inTurns(byPartition, TRANSACTIONS_AT_ONCE, async ({ partition, piece }) => {
        const actions = piece.map((note) => {
          const { id, ordinal, changes, seq } = note;
          const properties = { id, ordinal, changes, seq };
          return { kind: 'put', row: rowOf(note), properties } as const;
        });
        await table.transact(partition, actions);
      });
    },
    list: (query) => list(table, query),
    forget: (kind, before) => forget(table, kind, before),
  };
}

/** Row keys begin with the bucket and the digit of the partition, so that they are in the order of partitions. */
async function list(
  table: EntityTable,
  { kind, from, through, after, top }: FeedQuery,
): Promise<Page<PlacedNote>> {
  const begin = after === null ? from : after.slice(0, from.length);
  const query = {
    partitions: feedPartitions(kind, begin, through),
    ...(after !== null && { rows: { after } }),
    pageSize: top,
  };
  const page = await firstPage(table, query);
  const items = page.entities.map((entity) => noteOf(kind, entity));
  const last = items.at(-1);
  return page.next === undefined || last === undefined ? { items } : { items, next: last.place };
}

async function forget(table: EntityTable, kind: ObjectKind, before: string): Promise<boolean> {
  const partitions = feedPartitions(kind, '', before);
  const page = await firstPage(table, { partitions, select: [], pageSize: MOST_FORGOTTEN });
  const old = page.entities.filter(({ row }) => row.slice(0, before.length) < before);
  const parts = [...groupBy(old, ({ partition }) => partition)].flatMap(([partition, rows]) =>
    pieces(rows).map((piece) => ({ partition, piece })),
  );
  await inTurns(parts, TRANSACTIONS_AT_ONCE, async ({ partition, piece }) => {
    const actions = piece.map(({ row }) => ({ kind: 'delete', row }) as const);
    await table.transact(partition, actions);
  });
  return page.next !== undefined && old.length === page.entities.length;
}

function noteOf(kind: ObjectKind, { row, properties }: Entity): PlacedNote {
  return {
    kind,
    id: String(properties.id),
    ordinal: Number(properties.ordinal),
    bucket: row.slice(0, row.indexOf('_')),
    changes: Number(properties.changes),
    seq: Number(properties.seq),
    place: row,
  };
}

/** Objects of one block, which are often written together, are noted together. */
function digitOf({ ordinal }: Pick<FeedNote, 'ordinal'>): string {
  return (Math.floor(ordinal / BLOCK_SIZE) % 16).toString(16);
}

/** Groups are written one by one: those made one after another are spread. */
function spreadOf(note: FeedNote): string {
  return note.kind === 'group' ? note.id.slice(-1) : digitOf(note);
}

function partitionOf(note: FeedNote): string {
  return feedPartition(note.kind, note.bucket, spreadOf(note));
}

function rowOf(note: FeedNote): string {
  return feedRowKey(note, spreadOf(note));
}

function pieces<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / TRANSACTION_SIZE) }, (_, at) =>
    items.slice(at * TRANSACTION_SIZE, (at + 1) * TRANSACTION_SIZE),
  );
}
