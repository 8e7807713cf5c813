/** An object as entities: its row, packed, and the intent row beside it; and many of them as transactions of one block. */
import type { ObjectEvent } from '../directory/object-event.ts';
import {
  isSettled,
  NO_HISTORY,
  type ObjectContent,
  type ObjectRow,
  type Undo,
} from '../directory/object-row.ts';
import { blockOfOrdinal, kindOfOrdinal } from '../directory/ordinal.ts';
import type { LookTrace } from '../ports/log.ts';
import {
  type Entity,
  type EntityAction,
  type Properties,
  TRANSACTION_SIZE,
} from './entity-table.ts';
import { putEvent, putTrace } from './object-history.ts';
import { packJson, unpackJson } from './packing.ts';
import { readable } from './readable.ts';
import { blockPartition, intentRowKey, objectRowKey, ordinalOfRow } from './table-keys.ts';

/** What stands in the properties of a row; ordinal and kind follow from its keys. */
type Packed = Omit<ObjectContent, 'ordinal' | 'kind'>;

const PACKED = 'p';
const NOTHING_TO_UNDO: Undo = [];

/**
 * Characters of packed rows in one transaction: the service takes 4 MiB of a request, in which a character may need six
 * bytes (entity-limits.ts checks single entities only).
 */
const TRANSACTION_CHARACTERS = 600_000;

export function partitionOf(ordinal: number): string {
  return blockPartition(blockOfOrdinal(ordinal));
}

/** Inserts the row, its intent when it is not settled, and its first event. */
export function createActions(
  content: ObjectContent,
  event: ObjectEvent | undefined,
): readonly EntityAction[] {
  const row = objectRowKey(content.ordinal);
  const create: EntityAction = { kind: 'create', row, properties: propertiesOf(content) };
  return [create, ...besides(content, event)];
}

/** Replaces the row If-Match, writes its intent when it is not settled, and the event that this is. */
export function replaceActions(
  row: ObjectRow,
  event: ObjectEvent | undefined,
): readonly EntityAction[] {
  return [replaceRow(row), ...besides(row, event)];
}

function besides(content: ObjectContent, event: ObjectEvent | undefined): readonly EntityAction[] {
  const intent = isSettled(content) ? [] : [putIntent(content)];
  return event === undefined ? intent : [...intent, putEvent(content.ordinal, event)];
}

/** Replaces the row If-Match by one with nothing to look at, deletes its intent, and leaves the trace of the look. */
export function settleActions(
  row: ObjectRow,
  trace: LookTrace | undefined,
): readonly EntityAction[] {
  const history = { ...row.history, settled: row.history.changes };
  const settled = { ...row, undo: NOTHING_TO_UNDO, since: null, importId: null, history };
  const actions = [replaceRow(settled)];
  if (!isSettled(row)) actions.push({ kind: 'delete', row: intentRowKey(row.ordinal) });
  if (trace !== undefined) actions.push(putTrace(row.ordinal, trace));
  return actions;
}

/** The row of an entity. Throws UnreadableRowError. */
export function rowOf(entity: Entity): ObjectRow {
  return readable('objects', entity, unpackRow);
}

function unpackRow({ row, etag, properties }: Entity): ObjectRow {
  const ordinal = ordinalOfRow(row);
  // Rows written before there were imports and history have no mark of one, and none.
  const {
    history = NO_HISTORY,
    importId = null,
    ...packed
  } = unpackJson<Packed>(PACKED, properties);
  return { ...packed, importId, history, ordinal, kind: kindOfOrdinal(ordinal), etag };
}

/** The actions of one row after another, in as few transactions as hold them; those of one row stay together. */
export function inTransactions(
  rows: readonly (readonly EntityAction[])[],
): readonly (readonly (readonly EntityAction[])[])[] {
  const transactions: (readonly EntityAction[])[][] = [];
  let entities = Number.POSITIVE_INFINITY;
  let characters = 0;
  for (const actions of rows) {
    const size = charactersOf(actions);
    const fits =
      entities + actions.length <= TRANSACTION_SIZE && characters + size <= TRANSACTION_CHARACTERS;
    if (!fits) {
      transactions.push([]);
      entities = 0;
      characters = 0;
    }
    transactions.at(-1)?.push(actions);
    entities += actions.length;
    characters += size;
  }
  return transactions;
}

function charactersOf(actions: readonly EntityAction[]): number {
  let size = 0;
  for (const action of actions) {
    if (action.kind === 'delete') continue;
    for (const value of Object.values(action.properties))
      if (typeof value === 'string') size += value.length;
  }
  return size;
}

function replaceRow(row: ObjectRow): EntityAction {
  const { ordinal, etag } = row;
  return { kind: 'replace', row: objectRowKey(ordinal), properties: propertiesOf(row), etag };
}

/** The import is named beside the intent too, so that the sweeper can leave an open one's alone without reading rows. */
export function putIntent({
  ordinal,
  since,
  importId,
}: ObjectContent): Extract<EntityAction, { readonly kind: 'put' }> {
  if (since === null) throw new Error(`Object ${ordinal} is not settled and has no instant.`);
  const properties = importId === null ? { since } : { since, importId };
  return { kind: 'put', row: intentRowKey(ordinal), properties };
}

/** Whatever else stands in a row, put there by a version that knows more, is written back with it. */
function propertiesOf(content: ObjectContent & { readonly etag?: string }): Properties {
  const { ordinal: _ordinal, kind: _kind, etag: _etag, ...packed } = content;
  return packJson(PACKED, packed satisfies Packed);
}
