import type {
  Application,
  ApplicationStore,
  ExtensionProperty,
} from '../membership/application-ports.ts';
import { type EntityTable, readAll, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import { nameRowKey } from './table-keys.ts';

const APPLICATIONS = 'applications';
const EXTENSIONS = 'extensions';
const PACKED = 'p';

/** Registered applications and their extension properties. */
export function createApplicationStore(table: EntityTable): ApplicationStore {
  return {
    list: () => listAll<Application>(table, APPLICATIONS),
    insert: (application) =>
      insert(table, APPLICATIONS, { row: nameRowKey(application.id), value: application }),
    remove: (id) => remove(table, APPLICATIONS, nameRowKey(id)),
    listExtensions: () => listAll<ExtensionProperty>(table, EXTENSIONS),
    insertExtension: (property) =>
      insert(table, EXTENSIONS, { row: nameRowKey(property.name), value: property }),
    removeExtension: (property) => remove(table, EXTENSIONS, nameRowKey(property.name)),
  };
}

async function listAll<T>(table: EntityTable, partition: string): Promise<readonly T[]> {
  const entities = await readAll(table, { partition });
  return entities.map(({ properties }) => unpackJson<T>(PACKED, properties));
}

async function insert(
  table: EntityTable,
  partition: string,
  entry: { readonly row: string; readonly value: Application | ExtensionProperty },
): Promise<boolean> {
  const properties = packJson(PACKED, entry.value);
  return (
    (await transactOne(table, partition, { kind: 'create', row: entry.row, properties })) !== null
  );
}

async function remove(table: EntityTable, partition: string, row: string): Promise<void> {
  await transactOne(table, partition, { kind: 'delete', row });
}
