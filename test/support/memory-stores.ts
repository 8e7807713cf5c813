import type { Stores } from '../../src/ports/stores.ts';
import { createStores } from '../../src/storage/create-stores.ts';
import { MemoryQueues } from './memory-queues.ts';
import { MemoryTables, type PageOptions, type StorageHooks } from './memory-tables.ts';

export interface MemoryStores {
  readonly tables: MemoryTables;
  readonly queues: MemoryQueues;
  readonly stores: Stores;
  /** Other stores on the same tables and queues, as a second instance has: nothing held in memory is shared. */
  readonly secondInstance: () => Stores;
}

/** All stores on tables and queues in memory; one pair of hooks sees every request. */
export function createMemoryStores(
  options: PageOptions = {},
  hooks: StorageHooks = {},
): MemoryStores {
  const tables = new MemoryTables(options, hooks);
  const queues = new MemoryQueues(hooks);
  const secondInstance = (): Stores => createStores(tables.table, queues.queue);
  return { tables, queues, stores: secondInstance(), secondInstance };
}
