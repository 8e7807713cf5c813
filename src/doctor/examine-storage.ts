import { WATCHED_QUEUES } from '../ports/announcements.ts';
import type { Stores } from '../ports/stores.ts';
import { type AzureStorage, openAzureStorage } from '../storage/azure-storage.ts';
import { createStores } from '../storage/create-stores.ts';
import { probeTable } from '../storage/probe-table.ts';
import { StorageError } from '../storage/storage-error.ts';
import { TABLES } from '../storage/table-keys.ts';
import type { Clock } from '../util/clock.ts';
import { examineWork } from './examine-work.ts';
import { type Finding, fine, note, wrong } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const CLOCK_SECONDS = 5;

/** Storage, and what stands in it of work and failures; the rest is left out where it can't be reached. */
export async function* examineStorage(
  environment: Environment,
  clock: Clock,
): AsyncIterableIterator<Finding> {
  const storage = await open(environment);
  if ('state' in storage) return yield storage;
  const missing = await missingTables(storage);
  if ('state' in missing) return yield missing;
  const there = TABLES.length - missing.length;
  if (there === 0)
    return yield note('tables', 'None is there yet.', 'They are made when the app first starts.');
  if (missing.length > 0)
    yield note('tables', `Missing: ${missing.join(', ')}.`, 'They are made when the app starts.');
  else yield fine('tables', `all ${there} are there.`);
  if (missing.includes('settings')) return;
  yield* examineWriting(environment, clock);
  const stores = createStores(storage.tables, storage.queues);
  yield* examineQueues(stores);
  yield* examineWork(stores, clock);
}

async function open(environment: Environment): Promise<AzureStorage | Finding> {
  try {
    return await openAzureStorage(environment);
  } catch (error) {
    return wrong('storage', reasonOf(error), 'Mend AzureWebJobsStorage.');
  }
}

/** The first request tells whether storage can be reached at all. */
async function missingTables(storage: AzureStorage): Promise<readonly string[] | Finding> {
  const missing: string[] = [];
  for (const name of TABLES) {
    try {
      await storage.tables(name).get({ partition: 'doctor', row: 'doctor' });
    } catch (error) {
      if (!isMissing(error)) return wrong('storage', reasonOf(error), adviceFor(error));
      missing.push(name);
    }
  }
  return missing;
}

async function* examineWriting(
  environment: Environment,
  clock: Clock,
): AsyncIterableIterator<Finding> {
  try {
    const date = await probeTable(environment);
    yield fine('tables', 'a row was written, read and deleted.');
    if (date === null) return;
    const seconds = Math.round(Math.abs(date.getTime() - clock.now().getTime()) / 1_000);
    if (seconds <= CLOCK_SECONDS) yield fine('clock', 'as that of storage.');
    else
      yield wrong(
        'clock',
        `It differs from that of storage by ${seconds} seconds.`,
        'Set the clock of this machine.',
      );
  } catch (error) {
    yield wrong('tables', reasonOf(error), adviceFor(error));
  }
}

async function* examineQueues({ queues }: Stores): AsyncIterableIterator<Finding> {
  const lengths: string[] = [];
  for (const queue of WATCHED_QUEUES) {
    try {
      lengths.push(`${queue} ${await queues.length(queue)}`);
    } catch (error) {
      return yield wrong('queues', reasonOf(error), adviceFor(error));
    }
  }
  yield fine('queues', `${lengths.join(', ')}.`);
}

function isMissing(error: unknown): boolean {
  return error instanceof StorageError && error.failure.code === 'TableNotFound';
}

function adviceFor(error: unknown): string {
  const status = error instanceof StorageError ? error.failure.status : undefined;
  if (status === 401 || status === 403)
    return 'Give the identity the roles Storage Table Data Contributor and Storage Queue Data Contributor, or mend the key; check the firewall of the account.';
  return 'Check the name of the account in AzureWebJobsStorage, and the way to it.';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
