import type { Measurement, MeasurementStore } from '../ports/measurement-ports.ts';
import { type EntityTable, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';

const SETTINGS = 'settings';
const MEASUREMENT = 'measurement';
const PACKED = 'p';

/** The last measurement, one row. */
export function createMeasurementStore(table: EntityTable): MeasurementStore {
  return {
    async read() {
      const entity = await table.get({ partition: SETTINGS, row: MEASUREMENT });
      return entity === null ? null : unpackJson<Measurement>(PACKED, entity.properties);
    },
    async write(measurement) {
      const properties = packJson(PACKED, measurement);
      await transactOne(table, SETTINGS, { kind: 'put', row: MEASUREMENT, properties });
    },
  };
}
