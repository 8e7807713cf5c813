import type { ObjectRow } from '../directory/object-row.ts';
import type { LookTrace } from '../ports/log.ts';
import type { ObjectStore, Scan, Unreadable } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import {
  type Entity,
  type EntityAction,
  type EntityTable,
  MOST_ROWS_NAMED,
  readAll,
} from './entity-table.ts';
import { inTurns } from './in-turns.ts';
import { intentOf, readIntent, writeIntent } from './intent-rows.ts';
import { forgetEvents, readEvents, readTraces } from './object-history.ts';
import {
  createActions,
  inTransactions,
  partitionOf,
  replaceActions,
  rowOf,
  settleActions,
} from './object-row-entities.ts';
import {
  AFTER_OBJECTS,
  blockPartition,
  INTENTS,
  objectRowKey,
  ordinalOfRow,
} from './table-keys.ts';

/** Transactions of one batch that are under way at the same time. */
const TRANSACTIONS_AT_ONCE = 8;

/** Objects and their intent rows, a partition a block of 512. */
export function createObjectStore(table: EntityTable): ObjectStore {
  return {
    async read(ordinal) {
      const entity = await table.get({
        partition: partitionOf(ordinal),
        row: objectRowKey(ordinal),
      });
      return entity === null ? null : rowOf(entity);
    },
    readSome: (block, ordinals) => readSome(table, block, ordinals),
    async readBlock(block) {
      const partition = blockPartition(block);
      const entities = await readAll(table, { partition, rows: { before: AFTER_OBJECTS } });
      return entities.map(rowOf);
    },
    async scanBlock(block) {
      const partition = blockPartition(block);
      const entities = await readAll(table, { partition, rows: { before: AFTER_OBJECTS } });
      return scanned(entities);
    },
    insert: (content, event) => writeOne(table, content.ordinal, createActions(content, event)),
    replace: (row, event) => writeOne(table, row.ordinal, replaceActions(row, event)),
    insertAll: (contents, events) =>
      writeAll(table, contents, (row) => createActions(row, events?.get(row.ordinal))),
    replaceAll: (rows, events) =>
      writeAll(table, rows, (row) => replaceActions(row, events?.get(row.ordinal))),
    settle: (rows, traces) => settle(table, rows, traces ?? new Map()),
    readEvents: (ordinal, span) => readEvents(table, ordinal, span),
    forgetEvents: (block, about) => forgetEvents(table, block, about),
    readTraces: (ordinal, span) => readTraces(table, ordinal, span),
    async intents(block) {
      const entities = await readAll(table, { partition: blockPartition(block), rows: INTENTS });
      return entities.map(intentOf);
    },
    readIntent: (ordinal) => readIntent(table, ordinal),
    writeIntent: (intent) => writeIntent(table, intent),
  };
}

/** A few rows are named; more than a query can name are read as the span they lie in. */
async function readSome(
  table: EntityTable,
  block: number,
  ordinals: readonly number[],
): Promise<readonly ObjectRow[]> {
  const keys = [...new Set(ordinals)].map(objectRowKey).sort();
  const [first] = keys;
  const last = keys.at(-1);
  if (first === undefined || last === undefined) return [];
  const partition = blockPartition(block);
  if (keys.length <= MOST_ROWS_NAMED)
    return (await readAll(table, { partition, rowsNamed: keys })).map(rowOf);
  const wanted = new Set(keys);
  const rows = { from: first, before: `${last}~` };
  const entities = await readAll(table, { partition, rows });
  return entities.filter(({ row }) => wanted.has(row)).map(rowOf);
}

async function writeOne(
  table: EntityTable,
  ordinal: number,
  actions: readonly EntityAction[],
): Promise<string | null> {
  const etags = await table.transact(partitionOf(ordinal), actions);
  return etags?.[0] ?? null;
}

/** The first action of each row is the row itself; its ETag is the answer. */
async function writeAll<Row extends { readonly ordinal: number }>(
  table: EntityTable,
  rows: readonly Row[],
  actionsOf: (row: Row) => readonly EntityAction[],
): Promise<readonly (string | null)[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const transactions = inTransactions(rows.map(actionsOf));
  const etags = new Map<number, readonly (string | null)[]>();
  await inTurns([...transactions.entries()], TRANSACTIONS_AT_ONCE, async ([at, some]) => {
    const answered = await table.transact(partitionOf(first.ordinal), some.flat());
    let place = 0;
    etags.set(
      at,
      some.map((actions) => {
        const etag = answered?.[place] ?? null;
        place += actions.length;
        return etag;
      }),
    );
  });
  return transactions.flatMap((_, at) => etags.get(at) ?? []);
}

async function settle(
  table: EntityTable,
  rows: readonly ObjectRow[],
  traces: ReadonlyMap<number, LookTrace>,
): Promise<boolean> {
  const partition = partitionOf(rows[0]?.ordinal ?? 0);
  for (const some of inTransactions(
    rows.map((row) => settleActions(row, traces.get(row.ordinal))),
  )) {
    if ((await table.transact(partition, some.flat())) === null) return false;
  }
  return true;
}

/** Rows that can't be read are answered apart: what they say is not known, which is not the same as nothing. */
function scanned(entities: readonly Entity[]): Scan {
  const rows: ObjectRow[] = [];
  const unreadable: Unreadable[] = [];
  for (const entity of entities) {
    try {
      rows.push(rowOf(entity));
    } catch (error) {
      if (!(error instanceof UnreadableRowError)) throw error;
      unreadable.push({ ordinal: ordinalOfRow(entity.row), reason: error.message });
    }
  }
  return { rows, unreadable };
}
