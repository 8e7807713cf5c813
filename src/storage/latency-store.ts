import type { LatencyRow, LatencyStore } from '../ports/latency-ports.ts';
import { type EntityTable, readAll, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';

const PACKED = 'p';

/** A partition an hour, a row an instance. */
export function createLatencyStore(table: EntityTable): LatencyStore {
  return {
    async write(row) {
      const properties = packJson(PACKED, row);
      await transactOne(table, partitionOf(row.hour), {
        kind: 'put',
        row: row.instance,
        properties,
      });
    },
    async list(fromHour) {
      const partitions = { first: partitionOf(fromHour) };
      const entities = await readAll(table, { partitions });
      return entities.map(({ properties }) => unpackJson<LatencyRow>(PACKED, properties));
    },
    async forget(beforeHour) {
      const partitions = { last: partitionOf(beforeHour) };
      const { entities } = await table.query({ partitions, select: [] });
      for (const { partition, row } of entities)
        if (partition < partitionOf(beforeHour))
          await transactOne(table, partition, { kind: 'delete', row });
    },
  };
}

function partitionOf(hour: string): string {
  return hour.slice(0, 'yyyy-mm-ddThh'.length);
}
