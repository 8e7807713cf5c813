/** What is kept of the past of a group beside its log: the members after some of its entries, and how old rows go. */
import type { Checkpoint, HistoryFloor } from '../ports/log.ts';
import { deleteRows } from './delete-rows.ts';
import { type EntityTable, firstPage, TRANSACTION_SIZE, transactOne } from './entity-table.ts';
import { packSet, unpackSet } from './log-row.ts';
import {
  CHECKPOINTS,
  checkpointRowKey,
  endedHoldRowKey,
  groupEventRowKey,
  heldDiffRowKey,
  LOG,
  logRowKey,
  seqOfLogRow,
} from './table-keys.ts';

const BITS = 'bits';

/** The first one at or after a log entry; null: there is none. */
export async function readCheckpoint(
  table: EntityTable,
  id: string,
  seq: number,
): Promise<Checkpoint | null> {
  const rows = { from: checkpointRowKey(seq), before: CHECKPOINTS.before };
  const { entities } = await firstPage(table, { partition: id, rows, pageSize: 1 });
  const [entity] = entities;
  if (entity === undefined) return null;
  return { seq: seqOfLogRow(entity.row), members: unpackSet(BITS, entity.properties) };
}

export async function writeCheckpoint(
  table: EntityTable,
  id: string,
  { seq, members }: Checkpoint,
): Promise<void> {
  const properties = packSet(BITS, members);
  await transactOne(table, id, { kind: 'put', row: checkpointRowKey(seq), properties });
}

/**
 * Deletes up to 100 rows of each list before the floor, the oldest first; true: there may be more. The checkpoint that the
 * log begins with stays.
 */
export async function forgetHistory(
  table: EntityTable,
  id: string,
  { seq, event, kept }: HistoryFloor,
): Promise<boolean> {
  const lists = [
    { from: CHECKPOINTS.from, before: checkpointRowKey(Math.max(0, seq - 1)) },
    { from: LOG.from, before: logRowKey(seq) },
    ...between(
      [...kept].sort((left, right) => left - right),
      event,
    ),
  ];
  const left = await Promise.all(lists.map((rows) => forgetSome(table, id, rows)));
  return left.includes(true);
}

interface Rows {
  readonly from: string;
  readonly before: string;
}

/** The events before one, without those that stay. */
function between(kept: readonly number[], event: number): readonly Rows[] {
  return [...kept, event].map((end, at) => ({
    from: groupEventRowKey((kept[at - 1] ?? 0) + 1),
    before: groupEventRowKey(end),
  }));
}

async function forgetSome(table: EntityTable, id: string, rows: Rows): Promise<boolean> {
  const query = { partition: id, rows, select: [], pageSize: TRANSACTION_SIZE };
  const { entities, next } = await firstPage(table, query);
  await deleteRows(
    table,
    id,
    entities.map(({ row }) => row),
  );
  return next !== undefined;
}

/** Deletes what is left of a hold that ended. */
export async function forgetHold(table: EntityTable, id: string, holdId: string): Promise<void> {
  await transactOne(table, id, { kind: 'delete', row: heldDiffRowKey(holdId) });
  await transactOne(table, id, { kind: 'delete', row: endedHoldRowKey(holdId) });
}
