import type { LookupIndex, LookupStore, NewName } from '../ports/name-ports.ts';
import { pieces } from '../util/at-once.ts';
import { groupBy } from '../util/group-by.ts';
import {
  type EntityKey,
  type EntityTable,
  MOST_ROWS_NAMED,
  readAll,
  TRANSACTION_SIZE,
  transactOne,
} from './entity-table.ts';
import { inTurns } from './in-turns.ts';
import { lookupKey } from './table-keys.ts';

/** Requests of one batch of names that are under way at the same time. */
const REQUESTS_AT_ONCE = 32;

/** Unique names and who has them. */
export function createLookupStore(table: EntityTable): LookupStore {
  return {
    async read(index, value) {
      const entity = await table.get(lookupKey(index, value));
      if (entity === null) return null;
      return { value: Number(entity.properties.ordinal), etag: entity.etag };
    },
    async insert(index, value, ordinal) {
      const { partition, row } = lookupKey(index, value);
      const create = { kind: 'create', row, properties: { ordinal } } as const;
      return (await transactOne(table, partition, create)) !== null;
    },
    async replace(index, value, claim) {
      const { partition, row } = lookupKey(index, value);
      const properties = { ordinal: claim.value };
      const replace = { kind: 'replace', row, properties, etag: claim.etag } as const;
      return (await transactOne(table, partition, replace)) !== null;
    },
    async remove(index, value, etag) {
      const { partition, row } = lookupKey(index, value);
      await transactOne(table, partition, { kind: 'delete', row, etag });
    },
    readAll: (index, values) => readNames(table, index, values),
    insertAll: (index, names) => insertNames(table, index, names),
  };
}

async function readNames(
  table: EntityTable,
  index: LookupIndex,
  values: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const names = new Map(
    values.map((value) => [keyText(lookupKey(index, value)), value.toLowerCase()]),
  );
  const keys = [...new Set(values)].map((value) => lookupKey(index, value));
  const queries = [...groupBy(keys, ({ partition }) => partition)].flatMap(([partition, some]) =>
    pieces(some, MOST_ROWS_NAMED).map((part) => ({ partition, part })),
  );
  await inTurns(queries, REQUESTS_AT_ONCE, async ({ partition, part }) => {
    const rowsNamed = part.map(({ row }) => row);
    for (const entity of await readAll(table, { partition, rowsNamed })) {
      const name = names.get(keyText(entity));
      if (name !== undefined) found.set(name, Number(entity.properties.ordinal));
    }
  });
  return found;
}

async function insertNames(
  table: EntityTable,
  index: LookupIndex,
  names: readonly NewName[],
): Promise<readonly boolean[]> {
  const inserted = names.map(() => false);
  const keyed = names.map((name, at) => ({ ...lookupKey(index, name.value), ...name, at }));
  const transactions = [...groupBy(keyed, ({ partition }) => partition)].flatMap(
    ([partition, some]) => pieces(some, TRANSACTION_SIZE).map((part) => ({ partition, part })),
  );
  await inTurns(transactions, REQUESTS_AT_ONCE, async ({ partition, part }) => {
    const actions = part.map(({ row, ordinal }) => ({
      kind: 'create' as const,
      row,
      properties: { ordinal },
    }));
    if ((await table.transact(partition, actions)) === null) return;
    for (const { at } of part) inserted[at] = true;
  });
  return inserted;
}

function keyText({ partition, row }: EntityKey): string {
  return `${partition} ${row}`;
}
