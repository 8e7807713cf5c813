import type {
  Application,
  ApplicationStore,
  ExtensionProperty,
} from '../ports/application-ports.ts';
import { type EntityQuery, type EntityTable, readAll, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import { nameRowKey } from './table-keys.ts';

const APPLICATIONS = 'applications';
const EXTENSIONS = 'extensions';
/** Claims of appIds stand before the applications, whose ids begin with a digit or letter. */
const APP_ID_MARK = '!appId:';
const AFTER_CLAIMS = { from: '0' };
const PACKED = 'p';

/** Registered applications and their extension properties. */
export function createApplicationStore(table: EntityTable): ApplicationStore {
  return {
    list: () => listAll<Application>(table, { partition: APPLICATIONS, rows: AFTER_CLAIMS }),
    insert: (application) => insertApplication(table, application),
    remove: (application) => removeApplication(table, application),
    listExtensions: () => listAll<ExtensionProperty>(table, { partition: EXTENSIONS }),
    insertExtension: (property) =>
      insert(table, EXTENSIONS, { row: nameRowKey(property.name), value: property }),
    removeExtension: (property) => remove(table, EXTENSIONS, nameRowKey(property.name)),
  };
}

async function listAll<T>(table: EntityTable, query: EntityQuery): Promise<readonly T[]> {
  const entities = await readAll(table, query);
  return entities.map(({ properties }) => unpackJson<T>(PACKED, properties));
}

/** The row and the claim of its appId, in one transaction: of several who want one appId one has it. */
async function insertApplication(table: EntityTable, application: Application): Promise<boolean> {
  const properties = packJson(PACKED, application);
  const row = nameRowKey(application.id);
  const actions = [
    { kind: 'create', row, properties },
    { kind: 'create', row: claimRowKey(application), properties: {} },
  ] as const;
  return (await table.transact(APPLICATIONS, actions)) !== null;
}

/** One that is gone, or was written before appIds were claimed, has no claim to be deleted with it. */
async function removeApplication(
  table: EntityTable,
  application: Pick<Application, 'id' | 'appId'>,
): Promise<void> {
  const rows = [nameRowKey(application.id), claimRowKey(application)];
  const actions = rows.map((row) => ({ kind: 'delete', row }) as const);
  if ((await table.transact(APPLICATIONS, actions)) !== null) return;
  await remove(table, APPLICATIONS, nameRowKey(application.id));
}

function claimRowKey({ appId }: Pick<Application, 'appId'>): string {
  return `${APP_ID_MARK}${nameRowKey(appId)}`;
}

async function insert(
  table: EntityTable,
  partition: string,
  entry: { readonly row: string; readonly value: ExtensionProperty },
): Promise<boolean> {
  const properties = packJson(PACKED, entry.value);
  return (
    (await transactOne(table, partition, { kind: 'create', row: entry.row, properties })) !== null
  );
}

async function remove(table: EntityTable, partition: string, row: string): Promise<void> {
  await transactOne(table, partition, { kind: 'delete', row });
}
