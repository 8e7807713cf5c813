/** Copies the tables into files while the system goes on; restore.ts makes of them a system that is right again. */
import type { EntityTable } from '../storage/entity-table.ts';
import type { TableName } from '../storage/table-keys.ts';
import type { Clock } from '../util/clock.ts';
import { type Row, toLine } from './lines.ts';
import { MANIFEST, type Manifest, newManifest, Tally } from './manifest.ts';
import { pagesOf } from './pages.ts';
import { KEPT_TABLES, type KeptTable } from './table-order.ts';
import { wholeGroups } from './whole-groups.ts';
import { wholeObjects } from './whole-objects.ts';

/** The files of a backup, by name within its folder. */
export interface BackupFiles {
  /** Makes a file that nobody else may read. Throws when it is there already. */
  write(name: string, lines: AsyncIterable<string>): Promise<void>;
  /** Throws when it is not there. */
  read(name: string): AsyncIterable<Uint8Array>;
}

export type Tables = (name: TableName) => EntityTable;

/** Never holds more than a page of rows, or the members of one group. */
export async function backUp(tables: Tables, files: BackupFiles, clock: Clock): Promise<Manifest> {
  const started = clock.now().toISOString();
  const counted = new Map<KeptTable, ReturnType<Tally['total']>>();
  for (const name of KEPT_TABLES) {
    const tally = new Tally();
    await files.write(fileOf(name), linesOfTable(name, tables(name), tally));
    counted.set(name, tally.total());
  }
  const ended = clock.now().toISOString();
  const manifest = newManifest({
    started,
    ended,
    tables: Object.fromEntries(counted) as Manifest['tables'],
  });
  await files.write(MANIFEST, only(JSON.stringify(manifest, null, 2)));
  return manifest;
}

export function fileOf(name: KeptTable): string {
  return `${name}.ndjson`;
}

async function* linesOfTable(
  name: KeptTable,
  table: EntityTable,
  tally: Tally,
): AsyncIterableIterator<string> {
  for await (const row of rowsOf(name, table)) {
    const line = toLine(row);
    tally.add(line);
    yield line;
  }
}

function rowsOf(name: KeptTable, table: EntityTable): AsyncIterable<Row> {
  if (name === 'groups') return wholeGroups(table);
  return name === 'objects' ? wholeObjects(table) : allRows(table);
}

async function* allRows(table: EntityTable): AsyncIterableIterator<Row> {
  for await (const entities of pagesOf(table, {})) yield* entities;
}

async function* only(line: string): AsyncIterableIterator<string> {
  yield line;
}
