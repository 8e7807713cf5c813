/** Whether a table can be written: for whoever sets an account up, or wonders why nothing works. */
import { randomUUID } from 'node:crypto';
import { connect } from './azure-connection.ts';
import { failureOf } from './azure-errors.ts';
import type { TableName } from './table-keys.ts';

/** Nobody else's partition, in the table of the few rows that concern everything. */
const PARTITION = 'doctor';
const TABLE: TableName = 'settings';

/**
 * Writes a row, reads it and deletes it. Answers the time that the service told; null when it told none. Throws
 * StorageError.
 */
export async function probeTable(
  settings: Readonly<Record<string, string | undefined>>,
): Promise<Date | null> {
  const client = (await connect(settings)).table(TABLE);
  const rowKey = randomUUID();
  try {
    const { date } = await client.createEntity({ partitionKey: PARTITION, rowKey });
    await client.getEntity(PARTITION, rowKey);
    await client.deleteEntity(PARTITION, rowKey);
    return date ?? null;
  } catch (error) {
    throw failureOf({ operation: 'write', name: TABLE, key: PARTITION }, error);
  }
}
