import type { IdempotencyRecord, IdempotencyStore } from '../ports/idempotency-ports.ts';
import { type EntityTable, readAll, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import { idempotencyKey } from './table-keys.ts';

const PACKED = 'p';

/** Records spread over partitions by the hash of their id; `id` and `expires` are columns, to be found by what is over. */
export function createIdempotencyStore(table: EntityTable): IdempotencyStore {
  return {
    async insert(id, record) {
      const { partition, row } = idempotencyKey(id);
      return transactOne(table, partition, {
        kind: 'create',
        row,
        properties: propertiesOf(id, record),
      });
    },
    async read(id) {
      const entity = await table.get(idempotencyKey(id));
      if (entity === null) return null;
      return { value: unpackJson<IdempotencyRecord>(PACKED, entity.properties), etag: entity.etag };
    },
    async replace(id, { value, etag }) {
      const { partition, row } = idempotencyKey(id);
      const properties = propertiesOf(id, value);
      return transactOne(table, partition, { kind: 'replace', row, properties, etag });
    },
    async remove(id, etag) {
      const { partition, row } = idempotencyKey(id);
      await transactOne(table, partition, { kind: 'delete', row, etag });
    },
    async listExpired(now) {
      const entities = await readAll(table, { select: ['id', 'expires'] });
      return entities
        .filter(({ properties }) => String(properties.expires) < now)
        .map(({ properties, etag }) => ({ id: String(properties.id), etag }));
    },
  };
}

function propertiesOf(id: string, record: IdempotencyRecord) {
  return { id, expires: record.expires, ...packJson(PACKED, record) };
}
