import type { RetentionCursor, RetentionStore } from '../ports/retention-ports.ts';
import { type EntityTable, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';

const SETTINGS = 'settings';
const ROW = 'retention';
const PACKED = 'p';

/** How far the deletion of old history has come. */
export function createRetentionStore(table: EntityTable): RetentionStore {
  return {
    async read() {
      const entity = await table.get({ partition: SETTINGS, row: ROW });
      return entity === null ? null : unpackJson<RetentionCursor>(PACKED, entity.properties);
    },
    async write(cursor) {
      await transactOne(table, SETTINGS, {
        kind: 'put',
        row: ROW,
        properties: packJson(PACKED, cursor),
      });
    },
  };
}
