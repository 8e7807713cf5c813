/**
 * Makes of a backup a system that is right once its work is done (docs/backup.md says why). Every step may be repeated: what
 * was written is written over, so a restore that ended early is begun again.
 */
import { failAudit } from '../audit/start-audit.ts';
import { uniqueNamesOf } from '../directory/group-meta.ts';
import { createContext } from '../membership/context.ts';
import { createStores } from '../storage/create-stores.ts';
import { groupMetaOf } from '../storage/group-row.ts';
import type { MessageQueue } from '../storage/message-queue.ts';
import { type AnyQueueName, META, TABLES } from '../storage/table-keys.ts';
import type { Clock } from '../util/clock.ts';
import type { Ids } from '../util/ids.ts';
import type { BackupFiles, Tables } from './back-up.ts';
import { Claims, type LostName } from './claims.ts';
import type { Row } from './lines.ts';
import { BackupError, type Manifest, nameOf } from './manifest.ts';
import { noteManagers } from './note-managers.ts';
import { pagesOf } from './pages.ts';
import { objectsAgain } from './restore-objects.ts';
import { resumeGroups } from './resume-groups.ts';
import { settleNames } from './settle-names.ts';
import { KEPT_TABLES, type KeptTable } from './table-order.ts';
import { rowsIn, verify } from './verify.ts';
import { writeRows } from './write-rows.ts';

export interface RestoreParts {
  readonly tables: Tables;
  readonly queues: (name: AnyQueueName) => MessageQueue;
  readonly files: BackupFiles;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly groups: number;
  /** Groups that can't be read, and are left as they are. */
  readonly unreadable: readonly string[];
  /** Objects that are deleted once more. */
  readonly rearmed: number;
  /** Objects that had a name of another: renamed or deleted. */
  readonly settled: number;
}

/** While it stands, a restore of the backup it names has not come to its end. */
const MARK = { partition: 'settings', row: 'restore' } as const;

/** Throws BackupError when the backup is damaged or storage is not empty; nothing is written then. */
export async function restore(parts: RestoreParts): Promise<Restored> {
  const { tables, files } = parts;
  const manifest = await verify(files);
  await begin(tables, nameOf(manifest));
  const found = await writeTables(parts, manifest);
  const stores = createStores(tables, parts.queues);
  await noteManagers(stores, rowsIn(files, 'objects'));
  const context = createContext(stores, parts.clock, parts.ids);
  for (const audit of await context.audits.list())
    if (audit.status === 'running')
      await failAudit(context, audit.id, 'The directory was restored while it went on.');
  const settled = await settleNames(context, found.lost, () => rowsIn(files, 'lookup'));
  const { groupIds: ids, projected, retired, rearmed } = found;
  const unreadable = await resumeGroups(context, { ids, projected, retired });
  await tables('settings').transact(MARK.partition, [{ kind: 'delete', row: MARK.row }]);
  return { manifest, groups: ids.length, unreadable, rearmed, settled };
}

/** Throws BackupError when there is something that is not of an earlier attempt. */
async function begin(tables: Tables, name: string): Promise<void> {
  const mark = await tables('settings').get(MARK);
  if (mark !== null && mark.properties.backup !== name)
    throw new BackupError('The restore of another backup was begun here. Empty the storage first.');
  if (mark !== null) return;
  const filled: string[] = [];
  for (const table of TABLES)
    if (table !== 'settings' && (await hasRows(tables, table))) filled.push(table);
  if (filled.length > 0)
    throw new BackupError(
      `Storage is not empty (${filled.join(', ')}). Restore into an empty storage account.`,
    );
  const properties = { backup: name };
  await tables('settings').transact(MARK.partition, [{ kind: 'put', row: MARK.row, properties }]);
}

async function hasRows(tables: Tables, name: (typeof TABLES)[number]): Promise<boolean> {
  for await (const entities of pagesOf(tables(name), { select: [], pageSize: 1 }))
    if (entities.length > 0) return true;
  return false;
}

interface Found {
  readonly groupIds: string[];
  readonly projected: Set<string>;
  readonly retired: Set<number>;
  rearmed: number;
}

async function writeTables(
  parts: RestoreParts,
  { started }: Manifest,
): Promise<Found & { readonly lost: readonly LostName[] }> {
  const { tables, files, clock } = parts;
  const claims = new Claims();
  const found: Found = { groupIds: [], projected: new Set(), retired: new Set(), rearmed: 0 };
  const now = clock.now().toISOString();
  const onRearmed = () => found.rearmed++;
  const about = { claims, started, now, retired: found.retired, onRearmed };
  for (const name of KEPT_TABLES) {
    const rows = rowsIn(files, name);
    await writeRows(tables(name), rowsOf(name, rows, { found, about }));
  }
  return { ...found, lost: claims.lost };
}

function rowsOf(
  name: KeptTable,
  rows: AsyncIterable<Row>,
  { found, about }: { readonly found: Found; readonly about: Parameters<typeof objectsAgain>[1] },
): AsyncIterable<Row> {
  switch (name) {
    case 'objects':
      return objectsAgain(rows, about);
    case 'groups':
      return groupsAgain(rows, found, about.claims);
    case 'lookup':
      return about.claims.complete(rows);
    case 'rules':
      return noting(rows, ({ row }) => found.projected.add(row));
    case 'settings':
      return without(rows, MARK.row);
    default:
      return rows;
  }
}

async function* groupsAgain(
  rows: AsyncIterable<Row>,
  found: Found,
  claims: Claims,
): AsyncIterableIterator<Row> {
  for await (const row of rows) {
    if (row.row === META) {
      found.groupIds.push(row.partition);
      claimNames(row, claims);
    }
    yield row;
  }
}

/** Of a group that exists. One that can't be read keeps what was read of its claim. */
function claimNames({ properties }: Row, claims: Claims): void {
  let meta: ReturnType<typeof groupMetaOf>;
  try {
    meta = groupMetaOf(properties);
  } catch {
    return;
  }
  const { ordinal, resource, deleted } = meta;
  if (deleted !== null || ordinal === null) return;
  for (const { index, value } of uniqueNamesOf(resource)) claims.add(index, value, ordinal);
}

async function* noting(
  rows: AsyncIterable<Row>,
  note: (row: Row) => void,
): AsyncIterableIterator<Row> {
  for await (const row of rows) {
    note(row);
    yield row;
  }
}

async function* without(rows: AsyncIterable<Row>, name: string): AsyncIterableIterator<Row> {
  for await (const row of rows) if (row.row !== name) yield row;
}
