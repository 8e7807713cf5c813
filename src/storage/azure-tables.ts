/** Azure Tables behind the verbs of entity-table.ts; errors of the SDK are translated here and go no further. */
import type {
  TableClient,
  TableEntity,
  TableEntityResult,
  TransactionAction,
} from '@azure/data-tables';
import { answerOf, failureOf } from './azure-errors.ts';
import { checkActions } from './entity-limits.ts';
import type {
  Entity,
  EntityAction,
  EntityKey,
  EntityPage,
  EntityQuery,
  EntityTable,
  Properties,
  PropertyValue,
  TypedValue,
} from './entity-table.ts';
import { filterOf } from './query-filter.ts';

type StoredProperties = Record<string, unknown>;

/** How the service says that a condition failed: exists already, was written since, is gone. */
const CONDITION_FAILED: ReadonlySet<string> = new Set([
  '409 EntityAlreadyExists',
  '412 UpdateConditionNotSatisfied',
  '404 ResourceNotFound',
]);

/** A table of the service. A retry of the SDK may find its own first attempt done, and then answers a failed condition. */
export class AzureTable implements EntityTable {
  readonly #client: TableClient;

  constructor(client: TableClient) {
    this.#client = client;
  }

  /** Creates the table unless it is there. */
  async ensure(): Promise<void> {
    try {
      // The SDK takes "exists already" for success.
      await this.#client.createTable();
    } catch (error) {
      throw this.#failure('create', undefined, error);
    }
  }

  async get({ partition, row }: EntityKey): Promise<Entity | null> {
    try {
      return entityOf(await this.#client.getEntity<StoredProperties>(partition, row));
    } catch (error) {
      if (isConditionFailure(error)) return null;
      throw this.#failure('get', `${partition} ${row}`, error);
    }
  }

  async query(query: EntityQuery): Promise<EntityPage> {
    const { select, pageSize, continuation } = query;
    const pages = this.#client
      .listEntities<StoredProperties>({
        queryOptions: {
          filter: filterOf(query),
          ...(select !== undefined && { select: ['PartitionKey', 'RowKey', ...select] }),
        },
      })
      .byPage({
        ...(pageSize !== undefined && { maxPageSize: pageSize }),
        ...(continuation !== undefined && { continuationToken: continuation }),
      });
    try {
      const { value: page } = await pages.next();
      const next: string | undefined = page?.continuationToken;
      const entities = (page ?? []).map(entityOf);
      return next === undefined ? { entities } : { entities, next };
    } catch (error) {
      throw this.#failure('query', query.partition, error);
    }
  }

  async transact(
    partition: string,
    actions: readonly EntityAction[],
  ): Promise<readonly string[] | null> {
    checkActions(this.#client.tableName, partition, actions);
    const [only, ...others] = actions;
    try {
      if (only !== undefined && others.length === 0) return [await this.#act(partition, only)];
      const transaction = actions.map((action) => transactionAction(partition, action));
      const { subResponses } = await this.#client.submitTransaction(transaction);
      return subResponses.map(({ etag }) => etag ?? '');
    } catch (error) {
      if (!isConditionFailure(error))
        throw this.#failure('transact', `${partition} ${only?.row}`, error);
      // Alone and without a condition, deleting what is gone is done.
      return others.length === 0 && only?.kind === 'delete' && only.etag === undefined
        ? ['']
        : null;
    }
  }

  async #act(partition: string, action: EntityAction): Promise<string> {
    switch (action.kind) {
      case 'create':
        return (await this.#client.createEntity(stored(partition, action))).etag ?? '';
      case 'replace': {
        const { etag } = action;
        const entity = stored(partition, action);
        return (await this.#client.updateEntity(entity, 'Replace', { etag })).etag ?? '';
      }
      case 'put':
        return (await this.#client.upsertEntity(stored(partition, action), 'Replace')).etag ?? '';
      case 'delete':
        await this.#client.deleteEntity(
          partition,
          action.row,
          action.etag === undefined ? {} : { etag: action.etag },
        );
        return '';
    }
  }

  #failure(operation: string, key: string | undefined, error: unknown): Error {
    return failureOf({ operation, name: this.#client.tableName, key }, error);
  }
}

function transactionAction(partition: string, action: EntityAction): TransactionAction {
  switch (action.kind) {
    case 'create':
      return ['create', stored(partition, action)];
    case 'replace':
      return ['update', stored(partition, action), 'Replace', { etag: action.etag }];
    case 'put':
      return ['upsert', stored(partition, action), 'Replace'];
    case 'delete':
      return ['delete', { partitionKey: partition, rowKey: action.row }];
  }
}

function stored(
  partition: string,
  { row, properties }: { readonly row: string; readonly properties: Properties },
): TableEntity<StoredProperties> {
  const values = Object.entries(properties).map(([name, value]) => [name, storedValue(value)]);
  return { ...Object.fromEntries(values), partitionKey: partition, rowKey: row };
}

/** Of bytes that are part of a larger buffer the SDK would send the whole buffer; of a Buffer it sends what it shows. */
function storedValue(value: PropertyValue): PropertyValue {
  if (!(value instanceof Uint8Array)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

function entityOf(result: TableEntityResult<StoredProperties>): Entity {
  const { partitionKey, rowKey, etag, timestamp, ...rest } = result;
  const properties: Record<string, PropertyValue> = {};
  for (const [name, stored] of Object.entries(rest)) {
    const value = propertyOf(stored);
    if (value !== null && !name.startsWith('odata.')) properties[name] = value;
  }
  return { partition: partitionKey ?? '', row: rowKey ?? '', etag, properties };
}

/** Null for what is no value of a property. */
function propertyOf(stored: unknown): PropertyValue | null {
  switch (typeof stored) {
    case 'string':
    case 'number':
    case 'boolean':
      return stored;
    case 'bigint':
      return { type: 'Int64', value: stored.toString() };
    default:
      if (stored instanceof Uint8Array) return stored;
      if (stored instanceof Date) return { type: 'DateTime', value: stored.toISOString() };
      return isGuid(stored) ? stored : null;
  }
}

/** As the SDK hands it over. */
function isGuid(stored: unknown): stored is TypedValue {
  return typeof stored === 'object' && stored !== null && Reflect.get(stored, 'type') === 'Guid';
}

/** A table that is missing is answered with 404 too: that is no failed condition. */
function isConditionFailure(error: unknown): boolean {
  const answer = answerOf(error);
  return answer !== null && CONDITION_FAILED.has(`${answer.status} ${answer.code}`);
}
