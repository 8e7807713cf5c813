/** What the benchmark runs on: an Azurite in memory, one worker process, and stores of its own that nobody counts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSettled } from '../../src/directory/object-row.ts';
import { startAzuriteProcess } from '../../src/local/azurite-process.ts';
import { connectionString, DEVELOPMENT_ACCOUNT } from '../../src/local/connection-string.ts';
import type { Stores } from '../../src/ports/stores.ts';
import { openAzureStorage } from '../../src/storage/azure-storage.ts';
import { createStores } from '../../src/storage/create-stores.ts';
import { inLanes } from '../support/in-lanes.ts';
import { until } from '../support/until.ts';
import { startWorker, type Usage, type WorkerProcess } from '../support/worker-process.ts';

/** What a piece of work took. */
export interface Cost {
  readonly seconds: number;
  /** Requests to tables, and three for each message (sent, received, deleted); empty polls of queues are left out. */
  readonly requests: number;
  readonly messages: number;
  readonly byName: Readonly<Record<string, number>>;
  readonly bytes: number;
  /** Of the worker. */
  readonly cpuSeconds: number;
}

export interface Stage {
  readonly worker: WorkerProcess;
  readonly stores: Stores;
  /** Does some work and waits until no group is announced any more. */
  measure(work: () => Promise<unknown>): Promise<Cost>;
  /** Waits until the objects with these ids have been looked at. */
  settled(ids: readonly string[]): Promise<void>;
  end(): Promise<void>;
}

const LONGEST_WAIT_SECONDS = 3_600;

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const azurite = await startAzuriteProcess({
    logFile: join(folder, 'azurite.log'),
    ports: { blob: 0, queue: 0, table: 0 },
  });
  const connection = connectionString(azurite.ports, DEVELOPMENT_ACCOUNT);
  const storage = await openAzureStorage({ AzureWebJobsStorage: connection });
  await storage.ensureStorage();
  const stores = createStores(storage.tables, storage.queues);
  const worker = await startWorker(connection);
  return {
    worker,
    stores,
    settled: (ids) => inLanes(ids, 8, (id) => settled(stores, id)),
    measure: (work) => measure({ worker, stores }, work),
    end: async () => {
      await worker.kill();
      azurite.process.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function measure(
  stage: Pick<Stage, 'worker' | 'stores'>,
  work: () => Promise<unknown>,
): Promise<Cost> {
  const { worker, stores } = stage;
  const before = await worker.usage();
  const began = performance.now();
  await work();
  await until(
    () => stores.pending.list(),
    (pending) => pending.length === 0,
    LONGEST_WAIT_SECONDS,
  );
  const seconds = (performance.now() - began) / 1_000;
  return costBetween(before, await worker.usage(), seconds);
}

async function settled(stores: Stores, id: string): Promise<void> {
  const claim = await stores.lookups.read('id', id);
  await until(
    async () => (claim === null ? null : stores.objects.read(claim.value)),
    (row) => row !== null && isSettled(row),
    LONGEST_WAIT_SECONDS,
  );
}

export function costBetween(before: Usage, after: Usage, seconds: number): Cost {
  const names = Object.keys(after.requests);
  const made = (name: string) => (after.requests[name] ?? 0) - (before.requests[name] ?? 0);
  const messages = made('queue send');
  const tables = names.filter((name) => name.startsWith('table '));
  const byName = Object.fromEntries(tables.map((name) => [name, made(name)]));
  return {
    seconds,
    requests: tables.reduce((sum, name) => sum + made(name), 0) + 3 * messages,
    messages,
    byName,
    bytes: bytesOf(after) - bytesOf(before),
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
  };
}

function bytesOf({ bytesSent, bytesReceived }: Usage): number {
  return bytesSent + bytesReceived;
}
