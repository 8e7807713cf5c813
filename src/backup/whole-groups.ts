/** Groups, each as it was at one moment: a write that comes between two pages of its rows is not seen by halves. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Entity, EntityTable } from '../storage/entity-table.ts';
import { groupMetaOf } from '../storage/group-row.ts';
import { readPresent } from '../storage/group-store.ts';
import { CHUNKS, numberedRowOfGroup } from '../storage/table-keys.ts';
import { pagesOf } from './pages.ts';

interface Open {
  readonly partition: string;
  readonly page: number;
  /** Empty once the group is known to lie across pages. */
  readonly entities: Entity[];
  isSplit: boolean;
}

/** Every row of every group, in the order of keys. One that lies across pages is read once more, alone. */
export async function* wholeGroups(table: EntityTable): AsyncIterableIterator<Entity> {
  let open: Open | null = null;
  let page = 0;
  for await (const entities of pagesOf(table, {})) {
    for (const entity of entities) {
      if (open === null || open.partition !== entity.partition) {
        if (open !== null) yield* closed(table, open);
        open = { partition: entity.partition, page, entities: [], isSplit: false };
      }
      if (open.page !== page) {
        open.isSplit = true;
        open.entities.length = 0;
      }
      if (!open.isSplit) open.entities.push(entity);
    }
    page++;
  }
  if (open !== null) yield* closed(table, open);
}

async function* closed(table: EntityTable, open: Open): AsyncIterableIterator<Entity> {
  if (open.isSplit) yield* readAlone(table, open.partition);
  else yield* open.entities;
}

/**
 * Members and `meta` of one moment first. The rows of log and history are only ever added: those that `meta` counts are there,
 * and what is newer is left out.
 */
async function* readAlone(table: EntityTable, id: string): AsyncIterableIterator<Entity> {
  const present = await readPresent(table, id);
  const meta = metaOf(present.at(-1));
  for await (const entities of pagesOf(table, { partition: id, rows: { before: CHUNKS } }))
    for (const entity of entities) if (!isNewer(entity.row, meta)) yield entity;
  yield* present;
}

function isNewer(row: string, meta: GroupMeta | null): boolean {
  const numbered = numberedRowOfGroup(row);
  if (numbered === null || meta === null) return false;
  const newest = numbered.list === 'log' ? meta.seq : meta.history.events;
  return numbered.number > newest;
}

/** Null: it can't be read, and is copied as it stands. */
function metaOf(entity: Entity | undefined): GroupMeta | null {
  try {
    return entity === undefined ? null : groupMetaOf(entity.properties);
  } catch {
    return null;
  }
}
