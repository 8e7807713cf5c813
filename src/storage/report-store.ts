import type { ReportStore } from '../ports/name-ports.ts';
import { pieces } from '../util/at-once.ts';
import { groupBy } from '../util/group-by.ts';
import { type EntityTable, readAll, TRANSACTION_SIZE, transactOne } from './entity-table.ts';
import { inTurns } from './in-turns.ts';
import { objectRowKey, ordinalOfRow, reportsPartition } from './table-keys.ts';

/** Requests of one batch that are under way at the same time. */
const REQUESTS_AT_ONCE = 32;

/** Who may report to whom: a partition a manager, a row a report, in the table of lookups. */
export function createReportStore(table: EntityTable): ReportStore {
  return {
    async note(manager, report) {
      const put = { kind: 'put', row: objectRowKey(report), properties: {} } as const;
      await transactOne(table, reportsPartition(manager), put);
    },
    async noteAll(reports) {
      const transactions = [...groupBy(reports, ({ manager }) => manager)].flatMap(
        ([manager, some]) => pieces(some, TRANSACTION_SIZE).map((part) => ({ manager, part })),
      );
      await inTurns(transactions, REQUESTS_AT_ONCE, async ({ manager, part }) => {
        const rows = new Set(part.map(({ report }) => objectRowKey(report)));
        const puts = [...rows].map((row) => ({ kind: 'put', row, properties: {} }) as const);
        await table.transact(reportsPartition(manager), puts);
      });
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
