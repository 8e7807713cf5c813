import { type BackupFiles, fileOf } from './back-up.ts';
import { linesOf, type Row, rowOfLine } from './lines.ts';
import { BackupError, MANIFEST, type Manifest, readManifest, Tally } from './manifest.ts';
import { KEPT_TABLES, type KeptTable } from './table-order.ts';

/** The manifest, once every file was read and is what it says. Throws BackupError. */
export async function verify(files: BackupFiles): Promise<Manifest> {
  const manifest = readManifest(await textOf(files, MANIFEST));
  for (const name of KEPT_TABLES) {
    const tally = new Tally();
    for await (const line of linesIn(files, fileOf(name))) tally.add(line);
    const { rows, sha256 } = tally.total();
    const { tables } = manifest;
    if (rows !== tables[name].rows || sha256 !== tables[name].sha256)
      throw new BackupError(`${fileOf(name)} is not as it was written: the backup is damaged.`);
  }
  return manifest;
}

/** The rows of a table. Throws BackupError for a line that is none. */
export async function* rowsIn(files: BackupFiles, name: KeptTable): AsyncIterableIterator<Row> {
  let number = 0;
  for await (const line of linesIn(files, fileOf(name))) {
    number++;
    yield readLine(line, `${fileOf(name)}, line ${number}`);
  }
}

function readLine(line: string, place: string): Row {
  try {
    return rowOfLine(line);
  } catch {
    throw new BackupError(`${place} cannot be read.`);
  }
}

async function textOf(files: BackupFiles, name: string): Promise<string> {
  let text = '';
  for await (const line of linesIn(files, name)) text += `${line}\n`;
  return text;
}

async function* linesIn(files: BackupFiles, name: string): AsyncIterableIterator<string> {
  try {
    yield* linesOf(files.read(name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new BackupError(
        `There is no ${name}: this is no backup, or one that did not come to its end.`,
      );
    throw error;
  }
}
