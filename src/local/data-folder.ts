/** The data folder (MUSTER_DATA): one start at a time may use it, and a file in it says which. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, isCode } from './processes.ts';

/**
 * Claims the folder for this process, making it when it is not there; answers how to give it back. Throws a sentence when
 * another process has it.
 */
export function claimDataFolder(folder: string): () => void {
  const file = join(folder, 'start.pid');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw notWritable(folder, error);
  }
  try {
    removeLeftOver(file);
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
  } catch (error) {
    throw isCode(error, 'EEXIST') ? inUse(folder, file) : notWritable(folder, error);
  }
  return () => rmSync(file, { force: true });
}

function removeLeftOver(file: string): void {
  const pid = readPid(file);
  if (pid !== undefined && (pid === process.pid || !isAlive(pid))) rmSync(file, { force: true });
}

function inUse(folder: string, file: string): Error {
  const pid = readPid(file);
  return new Error(
    `Muster is running already with the data in ${folder} (process ${pid ?? 'unknown'}). Stop it first, or choose another folder: MUSTER_DATA=folder npm start. If that process is something else, delete ${file}.`,
  );
}

function notWritable(folder: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(
    `The data folder ${folder} can't be used (${reason}). Make it writable, or name another: MUSTER_DATA=folder npm start.`,
    { cause: error },
  );
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
