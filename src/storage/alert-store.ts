import type { Alert, AlertStore } from '../ports/alert-ports.ts';
import { type EntityTable, readAll, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';

const ALERTS = 'alerts';
const PACKED = 'p';

/** Alerts that stand now, one of a kind. */
export function createAlertStore(table: EntityTable): AlertStore {
  return {
    async list() {
      const entities = await readAll(table, { partition: ALERTS });
      return entities.map(({ properties }) => unpackJson<Alert>(PACKED, properties));
    },
    async put(alert) {
      const properties = packJson(PACKED, alert);
      await transactOne(table, ALERTS, { kind: 'put', row: alert.kind, properties });
    },
    async remove(kind) {
      await transactOne(table, ALERTS, { kind: 'delete', row: kind });
    },
  };
}
