import type { PendingStore } from '../membership/ports.ts';
import { type EntityTable, readAll, transactOne } from './entity-table.ts';
import { spreadPartition } from './table-keys.ts';

/** Groups that are announced and not yet done. */
export function createPendingStore(table: EntityTable): PendingStore {
  return {
    async read(groupId) {
      const entity = await table.get({ partition: spreadPartition(groupId), row: groupId });
      if (entity === null) return null;
      return { value: { since: String(entity.properties.since) }, etag: entity.etag };
    },
    async upsert(groupId, since) {
      const put = { kind: 'put', row: groupId, properties: { since } } as const;
      await transactOne(table, spreadPartition(groupId), put);
    },
    async remove(groupId, etag) {
      await transactOne(table, spreadPartition(groupId), { kind: 'delete', row: groupId, etag });
    },
    async list() {
      const entities = await readAll(table, {});
      return entities.map(({ row, properties }) => ({
        groupId: row,
        since: String(properties.since),
      }));
    },
  };
}
