import { type EntityTable, TRANSACTION_SIZE } from '../storage/entity-table.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { type Row, toLine } from './lines.ts';

const TRANSACTIONS_AT_ONCE = 16;
/** Characters of rows in one transaction, which may hold 4 MiB and takes more for some characters than a line does. */
const CHARACTERS = 600_000;

/** Writes rows over whatever stands there, those of one partition that follow each other together. Answers how many. */
export async function writeRows(table: EntityTable, rows: AsyncIterable<Row>): Promise<number> {
  let written = 0;
  let waiting: (readonly Row[])[] = [];
  const write = async () => {
    await mapAtOnce(waiting, TRANSACTIONS_AT_ONCE, (some) => put(table, some));
    written += waiting.reduce((sum, some) => sum + some.length, 0);
    waiting = [];
  };
  for await (const some of transactionsOf(rows)) {
    waiting.push(some);
    if (waiting.length >= TRANSACTIONS_AT_ONCE) await write();
  }
  await write();
  return written;
}

async function put(table: EntityTable, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const actions = rows.map(({ row, properties }) => ({ kind: 'put', row, properties }) as const);
  await table.transact(first.partition, actions);
}

async function* transactionsOf(rows: AsyncIterable<Row>): AsyncIterableIterator<readonly Row[]> {
  let some: Row[] = [];
  let characters = 0;
  for await (const row of rows) {
    const size = toLine(row).length;
    const fits =
      some.length < TRANSACTION_SIZE &&
      characters + size <= CHARACTERS &&
      (some[0]?.partition ?? row.partition) === row.partition;
    if (!fits) {
      yield some;
      some = [];
      characters = 0;
    }
    some.push(row);
    characters += size;
  }
  if (some.length > 0) yield some;
}
