import type { DueRow, DueStore, Stamped } from '../ports/ports.ts';
import {
  type Entity,
  type EntityPage,
  type EntityTable,
  TRANSACTION_SIZE,
  transactOne,
} from './entity-table.ts';
import { inTurns } from './in-turns.ts';
import { afterInstant, dueRowKey, hourPartition } from './table-keys.ts';

const MOST_LISTED = 1_000;
const TRANSACTIONS_AT_ONCE = 8;

/** Instants at which clock rules may flip, a partition an hour, in the order of time. */
export function createDueStore(table: EntityTable): DueStore {
  return {
    async upsert(rows) {
      await inTurns(transactionsOf(rows), TRANSACTIONS_AT_ONCE, async (some) => {
        const [first] = some;
        if (first === undefined) return;
        const actions = some.map(
          (row) => ({ kind: 'put', row: dueRowKey(row), properties: propertiesOf(row) }) as const,
        );
        await table.transact(hourPartition(first.instant), actions);
      });
    },
    list: (until) => list(table, until),
    async remove({ value, etag }) {
      const row = dueRowKey(value);
      await transactOne(table, hourPartition(value.instant), { kind: 'delete', row, etag });
    },
  };
}

function propertiesOf({
  instant,
  groupId,
  ordinal,
}: DueRow): Readonly<Record<string, string | number>> {
  return { instant, groupId, ordinal };
}

async function list(table: EntityTable, until: string): Promise<readonly Stamped<DueRow>[]> {
  const query = {
    partitions: { last: hourPartition(until) },
    rows: { before: afterInstant(until) },
    pageSize: MOST_LISTED,
  };
  const due: Entity[] = [];
  let page: EntityPage = await table.query(query);
  due.push(...page.entities);
  while (page.next !== undefined && due.length < MOST_LISTED) {
    page = await table.query({ ...query, continuation: page.next });
    due.push(...page.entities);
  }
  return due.slice(0, MOST_LISTED).map(({ properties, etag }) => ({
    value: {
      instant: String(properties.instant),
      groupId: String(properties.groupId),
      ordinal: Number(properties.ordinal),
    },
    etag,
  }));
}

/** Rows of one hour, each once, as many as a transaction holds. */
function transactionsOf(rows: readonly DueRow[]): readonly (readonly DueRow[])[] {
  const hours = new Map<string, Map<string, DueRow>>();
  for (const row of rows.filter(isWithinCalendar)) {
    const hour = hours.get(hourPartition(row.instant)) ?? new Map<string, DueRow>();
    hours.set(hourPartition(row.instant), hour.set(dueRowKey(row), row));
  }
  return [...hours.values()].flatMap((hour) => {
    const unique = [...hour.values()];
    return Array.from({ length: Math.ceil(unique.length / TRANSACTION_SIZE) }, (_, at) =>
      unique.slice(at * TRANSACTION_SIZE, (at + 1) * TRANSACTION_SIZE),
    );
  });
}

/** Years past 9999 are written with a sign, would sort before all others, and will not come. */
function isWithinCalendar({ instant }: DueRow): boolean {
  return !instant.startsWith('+');
}
