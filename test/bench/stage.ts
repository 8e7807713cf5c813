/** What the benchmark runs on: an Azurite in memory, one worker process, and stores of its own that nobody counts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAzuriteProcess } from '../../src/local/azurite-process.ts';
import { connectionString, DEVELOPMENT_ACCOUNT } from '../../src/local/connection-string.ts';
import type { Stores } from '../../src/membership/context.ts';
import { openAzureStorage } from '../../src/storage/azure-storage.ts';
import { createStores } from '../../src/storage/create-stores.ts';
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
  /** Does some work and waits until nothing is announced and no message is left. */
  measure(work: () => Promise<unknown>): Promise<Cost>;
  /** Waits until every message that was sent is done. */
  quiet(): Promise<void>;
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
  const quiet = async (): Promise<void> => {
    await until(() => worker.usage(), isQuiet, LONGEST_WAIT_SECONDS);
  };
  return {
    worker,
    stores,
    quiet,
    measure: (work) => measure({ worker, stores, quiet }, work),
    end: async () => {
      await worker.kill();
      azurite.process.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function measure(
  stage: Pick<Stage, 'worker' | 'stores' | 'quiet'>,
  work: () => Promise<unknown>,
): Promise<Cost> {
  const { worker, stores, quiet } = stage;
  const before = await worker.usage();
  const began = performance.now();
  await work();
  await until(
    async () => {
      await quiet();
      return stores.pending.list();
    },
    (pending) => pending.length === 0,
    LONGEST_WAIT_SECONDS,
  );
  const seconds = (performance.now() - began) / 1_000;
  return costBetween(before, await worker.usage(), seconds);
}

/** A message is deleted when its work is done. */
function isQuiet({ requests }: Usage): boolean {
  return (requests['queue send'] ?? 0) <= (requests['queue delete'] ?? 0);
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
