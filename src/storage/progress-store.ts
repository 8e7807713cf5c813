import type { ProgressStore } from '../ports/ports.ts';
import { type EntityTable, transactOne } from './entity-table.ts';

const SETTINGS = 'settings';
const LAST_PROGRESS = 'lastProgress';

/** When the engine last got something done. */
export function createProgressStore(table: EntityTable): ProgressStore {
  return {
    async readLastProgress() {
      const entity = await table.get({ partition: SETTINGS, row: LAST_PROGRESS });
      return entity === null ? null : String(entity.properties.time);
    },
    async writeLastProgress(time) {
      const properties = { time };
      await transactOne(table, SETTINGS, { kind: 'put', row: LAST_PROGRESS, properties });
    },
  };
}
