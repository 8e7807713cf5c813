import type { LookupStore } from '../membership/ports.ts';
import { type EntityTable, transactOne } from './entity-table.ts';
import { lookupKey } from './table-keys.ts';

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
  };
}
