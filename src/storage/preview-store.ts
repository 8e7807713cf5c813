import type { ListOfDiff, Preview, PreviewRange, PreviewStore } from '../ports/preview-ports.ts';
import {
  type Entity,
  type EntityTable,
  readAll,
  TRANSACTION_SIZE,
  transactOne,
} from './entity-table.ts';
import { packSet, unpackSet } from './log-row.ts';
import { packJson, unpackJson } from './packing.ts';
import {
  PREVIEW_RANGES,
  PREVIEWS,
  previewListRowKey,
  previewRangeRowKey,
  rangeOfPreviewRow,
} from './preview-keys.ts';

const PACKED = 'p';

/** Previews in one partition, what each found in a partition of its own. */
export function createPreviewStore(table: EntityTable): PreviewStore {
  return {
    async insert(preview) {
      const create = { kind: 'create', row: preview.id, properties: packed(preview) } as const;
      return (await transactOne(table, PREVIEWS, create)) !== null;
    },
    async read(id) {
      const entity = await table.get({ partition: PREVIEWS, row: id });
      return entity === null ? null : { value: previewOf(entity), etag: entity.etag };
    },
    async replace({ value, etag }) {
      const replace = { kind: 'replace', row: value.id, properties: packed(value), etag } as const;
      return (await transactOne(table, PREVIEWS, replace)) !== null;
    },
    list: async () => (await readAll(table, { partition: PREVIEWS })).map(previewOf),
    async writeRange(id, { range, members, guests, disabled, unread }) {
      const properties = {
        ...packSet('members', members),
        ...packSet('guests', guests),
        ...packSet('disabled', disabled),
        ...packSet('unread', unread),
      };
      await transactOne(table, id, { kind: 'put', row: previewRangeRowKey(range), properties });
    },
    async readRanges(id) {
      return (await readAll(table, { partition: id, rows: PREVIEW_RANGES })).map(rangeOf);
    },
    async readDone(id) {
      const rows = await readAll(table, { partition: id, rows: PREVIEW_RANGES, select: [] });
      return rows.map(({ row }) => rangeOfPreviewRow(row));
    },
    async writeList(id, list, ordinals) {
      const properties = packSet('members', ordinals);
      await transactOne(table, id, { kind: 'put', row: keyOf(list), properties });
    },
    async readList(id, list) {
      const entity = await table.get({ partition: id, row: keyOf(list) });
      return entity && unpackSet('members', entity.properties);
    },
    async listIds() {
      const rows = await readAll(table, { select: [] });
      return [
        ...new Set(rows.map(({ partition, row }) => (partition === PREVIEWS ? row : partition))),
      ];
    },
    remove: (id) => remove(table, id),
  };
}

function keyOf({ diffHash, list }: ListOfDiff): string {
  return previewListRowKey(diffHash, list);
}

function packed(preview: Preview) {
  return packJson(PACKED, preview);
}

function previewOf({ properties }: Entity): Preview {
  return unpackJson<Preview>(PACKED, properties);
}

function rangeOf({ row, properties }: Entity): PreviewRange {
  return {
    range: rangeOfPreviewRow(row),
    members: unpackSet('members', properties),
    guests: unpackSet('guests', properties),
    disabled: unpackSet('disabled', properties),
    unread: unpackSet('unread', properties),
  };
}

async function remove(table: EntityTable, id: string): Promise<void> {
  while (!(await removeFound(table, id))) {
    // Somebody else is removing it too: what is left is read again.
  }
  await transactOne(table, PREVIEWS, { kind: 'delete', row: id });
}

async function removeFound(table: EntityTable, id: string): Promise<boolean> {
  const entities = await readAll(table, { partition: id, select: [] });
  for (let at = 0; at < entities.length; at += TRANSACTION_SIZE) {
    const actions = entities
      .slice(at, at + TRANSACTION_SIZE)
      .map(({ row }) => ({ kind: 'delete', row }) as const);
    if ((await table.transact(id, actions)) === null) return false;
  }
  return true;
}
