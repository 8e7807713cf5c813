import { type EntityTable, TRANSACTION_SIZE } from './entity-table.ts';

/** Deletes rows of a partition, 100 a transaction. One of which a row is gone already does nothing; who comes again mends that. */
export async function deleteRows(
  table: EntityTable,
  partition: string,
  rows: readonly string[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += TRANSACTION_SIZE) {
    const some = rows.slice(at, at + TRANSACTION_SIZE);
    await table.transact(
      partition,
      some.map((row) => ({ kind: 'delete', row })),
    );
  }
}
