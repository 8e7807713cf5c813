/** Intent rows: beside each object that has to be looked at, in its partition. */
import type { Intent } from '../ports/announcements.ts';
import type { Stamped } from '../ports/ports.ts';
import { type Entity, type EntityTable, transactOne } from './entity-table.ts';
import { partitionOf } from './object-row-entities.ts';
import { INTENTS, intentRowKey, ordinalOfRow } from './table-keys.ts';
import { triedOf, triedProperties } from './tried.ts';

export function intentOf({ row, properties }: Entity): Intent {
  const ordinal = ordinalOfRow(row.slice(INTENTS.from.length));
  const { importId } = properties;
  return {
    ordinal,
    ...triedOf(properties),
    importId: typeof importId === 'string' ? importId : null,
  };
}

export async function readIntent(
  table: EntityTable,
  ordinal: number,
): Promise<Stamped<Intent> | null> {
  const key = { partition: partitionOf(ordinal), row: intentRowKey(ordinal) };
  const entity = await table.get(key);
  return entity === null ? null : { value: intentOf(entity), etag: entity.etag };
}

export async function writeIntent(
  table: EntityTable,
  { value, etag }: Stamped<Intent>,
): Promise<boolean> {
  const { importId } = value;
  const properties = { ...triedProperties(value), ...(importId !== null && { importId }) };
  const row = intentRowKey(value.ordinal);
  const replace = { kind: 'replace', row, properties, etag } as const;
  return (await transactOne(table, partitionOf(value.ordinal), replace)) !== null;
}
