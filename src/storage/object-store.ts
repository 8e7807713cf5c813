import type { ObjectContent, ObjectRow, Undo } from '../directory/object-row.ts';
import { isSettled } from '../directory/object-row.ts';
import { blockOfOrdinal, kindOfOrdinal } from '../directory/ordinal.ts';
import type { ObjectStore } from '../membership/ports.ts';
import {
  type Entity,
  type EntityAction,
  type EntityTable,
  MOST_ROWS_NAMED,
  type Properties,
  readAll,
  TRANSACTION_SIZE,
  transactOne,
} from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import {
  AFTER_OBJECTS,
  blockPartition,
  INTENTS,
  intentRowKey,
  objectRowKey,
  ordinalOfRow,
} from './table-keys.ts';

/** What stands in the properties of a row; ordinal and kind follow from its keys. */
type Packed = Omit<ObjectContent, 'ordinal' | 'kind'>;

const PACKED = 'p';
const NOTHING_TO_UNDO: Undo = [];

/** Each row takes two entities of a transaction: itself and its intent. */
const ROWS_A_TRANSACTION = TRANSACTION_SIZE / 2;

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
    insert: (content) => insert(table, content),
    replace: (row) => replace(table, row),
    settle: (rows) => settle(table, rows),
    async intents(block) {
      const entities = await readAll(table, { partition: blockPartition(block), rows: INTENTS });
      return entities.map(({ row, properties }) => ({
        ordinal: Number.parseInt(row.slice(INTENTS.from.length), 16),
        since: String(properties.since),
        failure: typeof properties.failure === 'string' ? properties.failure : null,
      }));
    },
    noteFailure: (ordinal, reason) => noteFailure(table, ordinal, reason),
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

async function insert(table: EntityTable, content: ObjectContent): Promise<string | null> {
  const row = objectRowKey(content.ordinal);
  const create: EntityAction = { kind: 'create', row, properties: propertiesOf(content) };
  const actions = isSettled(content) ? [create] : [create, putIntent(content)];
  const etags = await table.transact(partitionOf(content.ordinal), actions);
  return etags?.[0] ?? null;
}

async function replace(table: EntityTable, row: ObjectRow): Promise<string | null> {
  const actions = isSettled(row) ? [replaceRow(row)] : [replaceRow(row), putIntent(row)];
  const etags = await table.transact(partitionOf(row.ordinal), actions);
  return etags?.[0] ?? null;
}

async function settle(table: EntityTable, rows: readonly ObjectRow[]): Promise<boolean> {
  for (let at = 0; at < rows.length; at += ROWS_A_TRANSACTION) {
    const some = rows.slice(at, at + ROWS_A_TRANSACTION);
    const actions = some.flatMap((row) => {
      const settled = replaceRow({ ...row, undo: NOTHING_TO_UNDO, since: null });
      return isSettled(row) ? [settled] : [settled, deleteIntent(row.ordinal)];
    });
    const partition = partitionOf(some[0]?.ordinal ?? 0);
    if ((await table.transact(partition, actions)) === null) return false;
  }
  return true;
}

/** Whoever settles or changes the object is first: then there is nothing to note any more. */
async function noteFailure(
  table: EntityTable,
  ordinal: number,
  failure: string | null,
): Promise<void> {
  const key = { partition: partitionOf(ordinal), row: intentRowKey(ordinal) };
  const intent = await table.get(key);
  if (intent === null) return;
  const { etag } = intent;
  const { since = '' } = intent.properties;
  const properties = failure === null ? { since } : { since, failure };
  await transactOne(table, key.partition, { kind: 'replace', row: key.row, properties, etag });
}

function replaceRow(row: ObjectRow): EntityAction {
  const { ordinal, etag } = row;
  return { kind: 'replace', row: objectRowKey(ordinal), properties: propertiesOf(row), etag };
}

function putIntent({ ordinal, since }: ObjectContent): EntityAction {
  if (since === null) throw new Error(`Object ${ordinal} is not settled and has no instant.`);
  return { kind: 'put', row: intentRowKey(ordinal), properties: { since } };
}

function deleteIntent(ordinal: number): EntityAction {
  return { kind: 'delete', row: intentRowKey(ordinal) };
}

function partitionOf(ordinal: number): string {
  return blockPartition(blockOfOrdinal(ordinal));
}

function propertiesOf(content: ObjectContent): Properties {
  const { id, deleted, created, attributes, undo, since, assignedTo } = content;
  const packed: Packed = { id, deleted, created, since, attributes, undo, assignedTo };
  return packJson(PACKED, packed);
}

function rowOf({ row, etag, properties }: Entity): ObjectRow {
  const ordinal = ordinalOfRow(row);
  const packed = unpackJson<Packed>(PACKED, properties);
  return { ...packed, ordinal, kind: kindOfOrdinal(ordinal), etag };
}
