import { isKept } from '../directory/deleted-group.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ListingStore, Page } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { type Entity, type EntityTable, firstPage, readAll, transactOne } from './entity-table.ts';
import { groupMetaOf, groupProperties } from './group-row.ts';
import { readable } from './readable.ts';
import { spreadPartition } from './table-keys.ts';

/** A small row a group, for lists. */
export function createListingStore(table: EntityTable): ListingStore {
  return {
    async read(groupId) {
      const entity = await table.get({ partition: spreadPartition(groupId), row: groupId });
      return entity === null ? null : { value: rowOf(entity), etag: entity.etag };
    },
    async write(meta, etag) {
      const row = { row: meta.id, properties: groupProperties(meta) };
      const action =
        etag === null
          ? ({ kind: 'create', ...row } as const)
          : ({ kind: 'replace', ...row, etag } as const);
      return (await transactOne(table, spreadPartition(meta.id), action)) !== null;
    },
    list: (top, after) => list(table, top, after),
    listIds: (top, after) => listIds(table, top, after),
    async listDeleted() {
      return (await readAll(table, {})).flatMap(readableOnly).filter(isKept);
    },
  };
}

/** A partition is the first digit of the id, so the order of keys is that of ids. */
async function list(
  table: EntityTable,
  top: number,
  after: string | null,
): Promise<Page<GroupMeta>> {
  const query = {
    pageSize: top,
    ...(after !== null && { partitions: { first: spreadPartition(after) }, rows: { after } }),
  };
  const page = await firstPage(table, query);
  const items = page.entities.flatMap(readableOnly).filter(({ deleted }) => deleted === null);
  const last = page.entities.at(-1);
  return page.next === undefined || last === undefined ? { items } : { items, next: last.row };
}

async function listIds(
  table: EntityTable,
  top: number,
  after: string | null,
): Promise<Page<string>> {
  const page = await firstPage(table, {
    pageSize: top,
    select: [],
    ...(after !== null && { partitions: { first: spreadPartition(after) }, rows: { after } }),
  });
  const items = page.entities.map(({ row }) => row);
  const last = items.at(-1);
  return page.next === undefined || last === undefined ? { items } : { items, next: last };
}

/** Throws UnreadableRowError. */
function rowOf(entity: Entity): GroupMeta {
  return readable('listing', entity, ({ properties }) => groupMetaOf(properties));
}

/** A row that can't be read is left out, rather than the whole list. */
function readableOnly(entity: Entity): readonly GroupMeta[] {
  try {
    return [rowOf(entity)];
  } catch (error) {
    if (error instanceof UnreadableRowError) return [];
    throw error;
  }
}
