/** `muster backup` and `muster restore`: the whole of storage as files, and back. They need storage itself, not the server. */
import type { BackupFiles } from '../backup/back-up.ts';
import type { Surroundings } from '../backup/open-storage.ts';
import { parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';

/** Runs `muster backup DIR`: a file for each table, and the manifest that says it came to its end. */
export async function runBackup(words: readonly string[], io: Io): Promise<ExitStatus> {
  const around = surroundings('backup', words, io);
  const begun = io.now();
  const { backUpAccount } = await import('../backup/open-storage.ts');
  const { tables } = await told(() => backUpAccount(around));
  const counts = Object.entries(tables);
  for (const [name, { rows }] of counts) io.print(`${name}: ${rows} rows`);
  const rows = counts.reduce((sum, [, table]) => sum + table.rows, 0);
  io.print(`Backed up: ${rows} rows in ${secondsSince(begun, io)} s.`);
  return 0;
}

/** Runs `muster restore DIR` into storage that is empty. 1 when there are groups that can't be read. */
export async function runRestore(words: readonly string[], io: Io): Promise<ExitStatus> {
  const around = surroundings('restore', words, io);
  const begun = io.now();
  const { restoreAccount } = await import('../backup/open-storage.ts');
  const restored = await told(() => restoreAccount(around));
  const { manifest, groups, rearmed, settled, unreadable } = restored;
  for (const id of unreadable) io.print(`group ${id} cannot be read and stays as it is`);
  if (rearmed > 0) io.print(`Deleted while the backup was made, and deleted again: ${rearmed}.`);
  if (settled > 0)
    io.print(`Had the name of another by then, and were renamed or deleted: ${settled}.`);
  io.print(
    `Restored as of ${manifest.started} in ${secondsSince(begun, io)} s. Start the app: it works out the members of ${groups} groups anew.`,
  );
  return unreadable.length === 0 ? 0 : 1;
}

function surroundings(command: string, words: readonly string[], io: Io): Surroundings {
  const [folder, ...others] = parseArguments(words, {}).files;
  if (folder === undefined || others.length > 0)
    throw new InputError(`muster ${command} takes one folder.`);
  const files: BackupFiles = {
    write: (name, lines) => io.writePrivateLines(`${folder}/${name}`, lines),
    read: (name) => io.openFile(`${folder}/${name}`),
  };
  return { settings: io.environment, files, clock: { now: () => io.now() } };
}

function secondsSince(begun: Date, io: Io): string {
  return ((io.now().getTime() - begun.getTime()) / 1_000).toFixed(1);
}

/** What can't be used, as a sentence. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'BackupError') throw new InputError(error.message);
    if ('code' in error && error.code === 'EEXIST')
      throw new InputError('There is a backup in the folder already. Name another.');
    if ('code' in error && typeof error.code === 'string') throw new InputError(error.message);
    throw error;
  }
}
