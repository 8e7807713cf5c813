import type { PendingStore } from '../ports/ports.ts';
import { type EntityTable, readAll, transactOne } from './entity-table.ts';
import { spreadPartition } from './table-keys.ts';
import { triedOf, triedProperties } from './tried.ts';

/** Groups that are announced and not yet done. */
export function createPendingStore(table: EntityTable): PendingStore {
  return {
    async read(groupId) {
      const entity = await table.get({ partition: spreadPartition(groupId), row: groupId });
      return entity === null ? null : { value: triedOf(entity.properties), etag: entity.etag };
    },
    async upsert(groupId, since) {
      const put = { kind: 'put', row: groupId, properties: { since } } as const;
      await transactOne(table, spreadPartition(groupId), put);
    },
    async replace(groupId, { value, etag }) {
      const properties = triedProperties(value);
      const replace = { kind: 'replace', row: groupId, properties, etag } as const;
      return (await transactOne(table, spreadPartition(groupId), replace)) !== null;
    },
    async remove(groupId, etag) {
      await transactOne(table, spreadPartition(groupId), { kind: 'delete', row: groupId, etag });
    },
    async list() {
      const entities = await readAll(table, {});
      return entities.map(({ row, properties }) => ({ groupId: row, ...triedOf(properties) }));
    },
  };
}
