/** Tables and queues as they are, watched: each request is told with how long it took and what came of it. */
import type { EntityTable } from './entity-table.ts';
import type { MessageQueue } from './message-queue.ts';
import { StorageError } from './storage-error.ts';

export interface StorageRequest {
  /** The table or queue. */
  readonly resource: string;
  readonly verb: 'get' | 'query' | 'transact' | 'send' | 'length';
  /** `done`, `refused` (a condition did not hold), the status of a failure, or `none` where there was no answer. */
  readonly result: string;
  readonly seconds: number;
}

export interface StorageWatch {
  readonly told: (request: StorageRequest) => void;
  /** Milliseconds that never go back. */
  readonly elapsed: () => number;
}

export function watchTable(resource: string, table: EntityTable, watch: StorageWatch): EntityTable {
  return {
    get: (key) => watched(watch, { resource, verb: 'get' }, () => table.get(key)),
    query: (query) => watched(watch, { resource, verb: 'query' }, () => table.query(query)),
    transact: (partition, actions) =>
      watched(
        watch,
        { resource, verb: 'transact' },
        () => table.transact(partition, actions),
        (etags) => (etags === null ? 'refused' : 'done'),
      ),
  };
}

export function watchQueue(
  resource: string,
  queue: MessageQueue,
  watch: StorageWatch,
): MessageQueue {
  return {
    send: (text, delaySeconds) =>
      watched(watch, { resource, verb: 'send' }, () => queue.send(text, delaySeconds)),
    length: () => watched(watch, { resource, verb: 'length' }, () => queue.length()),
  };
}

async function watched<T>(
  { told, elapsed }: StorageWatch,
  about: Pick<StorageRequest, 'resource' | 'verb'>,
  request: () => Promise<T>,
  resultOf: (answer: T) => string = () => 'done',
): Promise<T> {
  const start = elapsed();
  const tell = (result: string): void =>
    told({ ...about, result, seconds: Math.max(0, elapsed() - start) / 1_000 });
  try {
    const answer = await request();
    tell(resultOf(answer));
    return answer;
  } catch (error) {
    const status = error instanceof StorageError ? error.failure.status : undefined;
    tell(status === undefined ? 'none' : String(status));
    throw error;
  }
}
