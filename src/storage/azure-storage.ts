import { connect } from './azure-connection.ts';
import { AzureQueue } from './azure-queues.ts';
import { AzureTable } from './azure-tables.ts';
import type { EntityTable } from './entity-table.ts';
import type { MessageQueue } from './message-queue.ts';
import { type AnyQueueName, POISON_QUEUES, QUEUES, TABLES, type TableName } from './table-keys.ts';

/** The tables and queues of the account; createStores makes the stores of them. */
export interface AzureStorage {
  readonly tables: (name: TableName) => EntityTable;
  readonly queues: (name: AnyQueueName) => MessageQueue;
  /** Creates every table and queue that is missing. May run again, and on several instances at once. */
  readonly ensureStorage: () => Promise<void>;
}

/**
 * Storage of the account that the settings (environment variables) name. Throws StorageSettingsError when they name none;
 * makes no request until ensureStorage or a verb is called.
 */
export async function openAzureStorage(
  settings: Readonly<Record<string, string | undefined>>,
): Promise<AzureStorage> {
  const connection = await connect(settings);
  const tables = new Map(TABLES.map((name) => [name, new AzureTable(connection.table(name))]));
  const queueOf = (name: AnyQueueName) => [name, new AzureQueue(connection.queue(name))] as const;
  const queues = new Map(QUEUES.map(queueOf));
  const poison = new Map(POISON_QUEUES.map(queueOf));
  return {
    tables: (name) => known(tables, name),
    queues: (name) => known(new Map([...queues, ...poison]), name),
    ensureStorage: async () => {
      const all = [...tables.values(), ...queues.values()];
      await Promise.all(all.map((each) => each.ensure()));
    },
  };
}

function known<Name, Value>(all: ReadonlyMap<Name, Value>, name: Name): Value {
  const value = all.get(name);
  if (value === undefined) throw new RangeError(`There is no table or queue ${String(name)}.`);
  return value;
}
