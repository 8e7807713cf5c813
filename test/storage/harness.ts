import type { Stores } from '../../src/ports/stores.ts';
import type { EntityTable } from '../../src/storage/entity-table.ts';
import type { QueueName, TableName } from '../../src/storage/table-keys.ts';

/** Storage that a test of the contract runs on: empty, and nobody else's. */
export interface Harness {
  readonly table: (name: TableName) => EntityTable;
  /** Stores as one instance has them; each call makes another instance on the same storage. */
  readonly instance: () => Stores;
  /** The texts that stand in a queue. */
  readonly texts: (name: QueueName) => Promise<readonly string[]>;
  /** Until a message that was sent with a delay of a second can be seen. */
  readonly wait: (name: QueueName) => Promise<void>;
}

export type OpenHarness = () => Promise<Harness>;
