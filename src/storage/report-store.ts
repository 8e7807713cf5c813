import type { ReportStore } from '../membership/ports.ts';
import { type EntityTable, readAll, TRANSACTION_SIZE, transactOne } from './entity-table.ts';
import { objectRowKey, ordinalOfRow, reportsPartition } from './table-keys.ts';

/** Who may report to whom: a partition a manager, a row a report, in the table of lookups. */
export function createReportStore(table: EntityTable): ReportStore {
  return {
    async note(manager, report) {
      const put = { kind: 'put', row: objectRowKey(report), properties: {} } as const;
      await transactOne(table, reportsPartition(manager), put);
    },
    async list(manager) {
      const partition = reportsPartition(manager);
      const entities = await readAll(table, { partition, select: [] });
      return entities.map(({ row }) => ordinalOfRow(row));
    },
    async remove(manager, reports) {
      for (let at = 0; at < reports.length; at += TRANSACTION_SIZE) {
        const actions = reports
          .slice(at, at + TRANSACTION_SIZE)
          .map((report) => ({ kind: 'delete', row: objectRowKey(report) }) as const);
        // A transaction in which one is gone already does nothing; what is left does no harm.
        await table.transact(reportsPartition(manager), actions);
      }
    },
  };
}
