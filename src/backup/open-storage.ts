/** The storage account that the settings name, for whoever copies it: without the application. */
import { type AzureStorage, openAzureStorage } from '../storage/azure-storage.ts';
import { StorageError } from '../storage/storage-error.ts';
import type { Clock } from '../util/clock.ts';
import { randomIds } from '../util/ids.ts';
import { type BackupFiles, backUp } from './back-up.ts';
import { BackupError, type Manifest } from './manifest.ts';
import { type Restored, restore } from './restore.ts';

/** What a command needs of the world. */
export interface Surroundings {
  /** The environment: the settings of AzureWebJobsStorage say where storage is. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly files: BackupFiles;
  readonly clock: Clock;
}

/** Throws BackupError when there is no storage, or no Muster in it. */
export function backUpAccount({ settings, files, clock }: Surroundings): Promise<Manifest> {
  return told(async () => backUp((await open(settings)).tables, files, clock));
}

/** Throws BackupError when the backup can't be used, and when storage is not there or not empty. */
export function restoreAccount({ settings, files, clock }: Surroundings): Promise<Restored> {
  return told(async () => {
    const { tables, queues, ensureStorage } = await open(settings);
    await ensureStorage();
    return restore({ tables, queues, files, clock, ids: randomIds });
  });
}

async function open(settings: Surroundings['settings']): Promise<AzureStorage> {
  try {
    return await openAzureStorage(settings);
  } catch (error) {
    if (error instanceof Error && error.name === 'StorageSettingsError')
      throw new BackupError(error.message);
    throw error;
  }
}

/** What storage says, as a sentence. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError) throw new BackupError(error.message);
    throw error;
  }
}
