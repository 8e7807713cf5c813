import type {
  ImportPart,
  ImportRecord,
  ImportStore,
  PendingReference,
} from '../ports/import-ports.ts';
import type { Page, Stamped } from '../ports/ports.ts';
import { deleteRows } from './delete-rows.ts';
import {
  type Entity,
  type EntityAction,
  type EntityTable,
  firstPage,
  readAll,
  TRANSACTION_SIZE,
  transactOne,
} from './entity-table.ts';
import {
  IMPORT_RECORDS,
  IMPORTS,
  importPartKey,
  importRecordKey,
  importReferencesKey,
  partsOfImport,
  referencesOfImport,
} from './import-keys.ts';
import { packSet, unpackSet } from './log-row.ts';
import { packJson, unpackJson } from './packing.ts';

const PACKED = 'p';
const ORDINALS = 'ordinals';

/** Imports in one partition: a record each, its parts, and the references that wait. */
export function createImportStore(table: EntityTable): ImportStore {
  return {
    async insert(record) {
      await transactOne(table, IMPORTS, { kind: 'put', ...recordRow(record) });
    },
    async read(id) {
      const entity = await table.get({ partition: IMPORTS, row: importRecordKey(id) });
      return entity === null ? null : recordOf(entity);
    },
    list: (top, after) => list(table, top, after),
    async write({ value, etag }, part) {
      const actions: EntityAction[] = [{ kind: 'replace', ...recordRow(value), etag }];
      if (part !== undefined) actions.push(putPart(value.id, part));
      return (await table.transact(IMPORTS, actions))?.[0] ?? null;
    },
    async readPart(id, part) {
      const entity = await table.get({ partition: IMPORTS, row: importPartKey(id, part) });
      return entity === null ? null : partOf(entity);
    },
    async readParts(id) {
      const entities = await readAll(table, { partition: IMPORTS, rows: partsOfImport(id) });
      return entities.map(partOf);
    },
    async writeReferences(id, { part, row, references }) {
      const key = importReferencesKey(id, part, row);
      const properties = { part, row, ...packJson(PACKED, references) };
      await transactOne(table, IMPORTS, { kind: 'put', row: key, properties });
    },
    async readReferences(id) {
      const rows = referencesOfImport(id);
      const [entity] = await firstOf(table, rows);
      if (entity === undefined) return null;
      const { part, row } = entity.properties;
      const references = unpackJson<readonly PendingReference[]>(PACKED, entity.properties);
      return { part: Number(part), row: Number(row), references };
    },
    remove: (id) => remove(table, id),
    async removeReferences(id, { part, row }) {
      const key = importReferencesKey(id, part, row);
      await transactOne(table, IMPORTS, { kind: 'delete', row: key });
    },
  };
}

/** The record goes last: until then the import can still be found and removed. */
async function remove(table: EntityTable, id: string): Promise<boolean> {
  for (const rows of [referencesOfImport(id), partsOfImport(id)]) {
    const query = { partition: IMPORTS, rows, select: [], pageSize: TRANSACTION_SIZE };
    const { entities } = await firstPage(table, query);
    if (entities.length === 0) continue;
    await deleteRows(
      table,
      IMPORTS,
      entities.map(({ row }) => row),
    );
    return true;
  }
  await transactOne(table, IMPORTS, { kind: 'delete', row: importRecordKey(id) });
  return false;
}

async function list(
  table: EntityTable,
  top: number,
  after: string | null,
): Promise<Page<ImportRecord>> {
  const rows = {
    before: IMPORT_RECORDS.before,
    ...(after === null ? { from: IMPORT_RECORDS.from } : { after: importRecordKey(after) }),
  };
  const items: ImportRecord[] = [];
  for (let continuation: string | undefined; ; ) {
    const page = await table.query({
      partition: IMPORTS,
      rows,
      pageSize: top,
      ...(continuation !== undefined && { continuation }),
    });
    items.push(...page.entities.map((entity) => recordOf(entity).value));
    continuation = page.next;
    const last = items.at(-1);
    if (continuation === undefined) return { items };
    if (last !== undefined && items.length >= top) return { items, next: last.id };
  }
}

/** A page may be empty and have a next. */
async function firstOf(
  table: EntityTable,
  rows: { readonly from: string; readonly before: string },
): Promise<readonly Entity[]> {
  let page = await table.query({ partition: IMPORTS, rows, pageSize: 1 });
  while (page.entities.length === 0 && page.next !== undefined) {
    const continuation = page.next;
    page = await table.query({ partition: IMPORTS, rows, pageSize: 1, continuation });
  }
  return page.entities;
}

function recordRow(record: ImportRecord) {
  const { id, status, lastActivity } = record;
  // The columns are for people who open the table.
  const properties = { status, lastActivity, ...packJson(PACKED, record) };
  return { row: importRecordKey(id), properties };
}

function recordOf({ properties, etag }: Entity): Stamped<ImportRecord> {
  return { value: unpackJson<ImportRecord>(PACKED, properties), etag };
}

function putPart(id: string, part: ImportPart): EntityAction {
  const { ordinals, ...rest } = part;
  const properties = { ...packJson(PACKED, rest), ...packSet(ORDINALS, ordinals) };
  return { kind: 'put', row: importPartKey(id, part.part), properties };
}

function partOf({ properties }: Entity): ImportPart {
  const rest = unpackJson<Omit<ImportPart, 'ordinals'>>(PACKED, properties);
  return { ...rest, ordinals: unpackSet(ORDINALS, properties) };
}
