/**
 * Tables in memory with the semantics of Azure Tables: an ETag that changes at every write, transactions that do all or
 * nothing, the order of keys, pages with continuation tokens, and the service's limits. test/storage holds them and the
 * real service's emulator to one suite, so that what is tested on them can be believed.
 */
import { checkActions } from '../../src/storage/entity-limits.ts';
import type {
  Entity,
  EntityAction,
  EntityKey,
  EntityPage,
  EntityQuery,
  EntityTable,
  Properties,
} from '../../src/storage/entity-table.ts';
import { MOST_ROWS_NAMED } from '../../src/storage/entity-table.ts';

/** A request about to be made; what is written is in `actions`. */
export interface StorageCall {
  readonly name: string;
  readonly operation: 'get' | 'query' | 'transact' | 'send' | 'length';
  readonly partition?: string | undefined;
  readonly row?: string;
  readonly actions?: readonly EntityAction[];
}

/**
 * Called around every request. `before` may wait (to schedule) or throw (nothing has happened then); `after` may throw
 * once the effect is there: the ambiguous failure.
 */
export interface StorageHooks {
  before?: (call: StorageCall) => void | Promise<void>;
  after?: (call: StorageCall) => void | Promise<void>;
}

export interface PageOptions {
  /** At most so many entities a page, whatever is asked for. */
  readonly pageLimit?: number;
  /** The first page of every query is empty and has a next, as the service may answer at any time. */
  readonly emptyFirstPage?: boolean;
}

const SERVICE_PAGE = 1_000;

export class MemoryTables {
  readonly hooks: StorageHooks;
  /** Requests so far by `table.operation`, such as `groups.transact`. */
  readonly requests = new Map<string, number>();
  readonly #options: PageOptions;
  readonly #tables = new Map<string, MemoryTable>();

  constructor(options: PageOptions = {}, hooks: StorageHooks = {}) {
    this.#options = options;
    this.hooks = hooks;
  }

  /** The table of a name, made when it is first asked for. */
  readonly table = (name: string): EntityTable => {
    const existing = this.#tables.get(name);
    if (existing !== undefined) return existing;
    const fresh = new MemoryTable(name, this.#options, (call, effect) => this.#run(call, effect));
    this.#tables.set(name, fresh);
    return fresh;
  };

  /** Everything in a table in the order of keys, without a request. */
  dump(name: string): readonly Entity[] {
    return this.#tables.get(name)?.entities() ?? [];
  }

  /** The number of requests, of one table or of all. */
  requestCount(table?: string): number {
    let count = 0;
    for (const [key, number] of this.requests)
      if (table === undefined || key.startsWith(`${table}.`)) count += number;
    return count;
  }

  async #run<T>(call: StorageCall, effect: () => T): Promise<T> {
    const key = `${call.name}.${call.operation}`;
    this.requests.set(key, (this.requests.get(key) ?? 0) + 1);
    await this.hooks.before?.(call);
    const result = effect();
    await this.hooks.after?.(call);
    return result;
  }
}

type Run = <T>(call: StorageCall, effect: () => T) => Promise<T>;

class MemoryTable implements EntityTable {
  readonly #name: string;
  readonly #options: PageOptions;
  readonly #run: Run;
  readonly #partitions = new Map<string, Map<string, Entity>>();
  #writes = 0;

  constructor(name: string, options: PageOptions, run: Run) {
    this.#name = name;
    this.#options = options;
    this.#run = run;
  }

  get(key: EntityKey): Promise<Entity | null> {
    const call = { name: this.#name, operation: 'get', ...key } as const;
    return this.#run(call, () => this.#find(key.partition, key.row) ?? null);
  }

  query(query: EntityQuery): Promise<EntityPage> {
    const { partition } = query;
    const call = { name: this.#name, operation: 'query', partition } as const;
    return this.#run(call, () => this.#page(query));
  }

  async transact(
    partition: string,
    actions: readonly EntityAction[],
  ): Promise<readonly string[] | null> {
    checkActions(this.#name, partition, actions);
    const call = { name: this.#name, operation: 'transact', partition, actions } as const;
    return this.#run(call, () => this.#apply(partition, actions));
  }

  entities(): readonly Entity[] {
    return [...this.#matching({})];
  }

  #find(partition: string, row: string): Entity | undefined {
    return this.#partitions.get(partition)?.get(row);
  }

  #apply(partition: string, actions: readonly EntityAction[]): readonly string[] | null {
    const alone = actions.length === 1;
    if (!actions.every((action) => holds(action, this.#find(partition, action.row), alone)))
      return null;
    const rows = this.#partitions.get(partition) ?? new Map<string, Entity>();
    this.#partitions.set(partition, rows);
    return actions.map((action) => this.#write(rows, partition, action));
  }

  #write(rows: Map<string, Entity>, partition: string, action: EntityAction): string {
    if (action.kind === 'delete') {
      rows.delete(action.row);
      return '';
    }
    const etag = `W/"${++this.#writes}"`;
    rows.set(action.row, { partition, row: action.row, etag, properties: copy(action.properties) });
    return etag;
  }

  #page(query: EntityQuery): EntityPage {
    if ((query.rowsNamed?.length ?? 0) > MOST_ROWS_NAMED)
      throw new Error('A query has more comparisons than the service takes.');
    if (this.#options.emptyFirstPage === true && query.continuation === undefined)
      return { entities: [], next: JSON.stringify(['', '']) };
    const size = Math.min(query.pageSize ?? SERVICE_PAGE, this.#options.pageLimit ?? SERVICE_PAGE);
    const entities: Entity[] = [];
    for (const entity of this.#matching(query)) {
      if (entities.length === size)
        return { entities, next: JSON.stringify([entity.partition, entity.row]) };
      entities.push(selected(entity, query.select));
    }
    return { entities };
  }

  *#matching(query: EntityQuery): IterableIterator<Entity> {
    const [fromPartition, fromRow]: [string, string] =
      query.continuation === undefined ? ['', ''] : JSON.parse(query.continuation);
    const names =
      query.partition === undefined ? [...this.#partitions.keys()].sort() : [query.partition];
    for (const partition of names) {
      if (partition < fromPartition || !isWithin(partition, query.partitions)) continue;
      const rows = this.#partitions.get(partition) ?? new Map<string, Entity>();
      const keys = [...rows.keys()].filter(
        (row) => (partition > fromPartition || row >= fromRow) && isWanted(row, query),
      );
      for (const row of keys.sort()) {
        const entity = rows.get(row);
        if (entity !== undefined && isAbove(entity, query.where)) yield entity;
      }
    }
  }
}

function holds(action: EntityAction, existing: Entity | undefined, alone: boolean): boolean {
  switch (action.kind) {
    case 'create':
      return existing === undefined;
    case 'replace':
      return existing?.etag === action.etag;
    case 'put':
      return true;
    case 'delete':
      if (action.etag !== undefined) return existing?.etag === action.etag;
      return alone || existing !== undefined;
  }
}

function isWithin(partition: string, span: EntityQuery['partitions']): boolean {
  return (
    (span?.first === undefined || partition >= span.first) &&
    (span?.last === undefined || partition <= span.last)
  );
}

function isWanted(row: string, { rows, rowsNamed }: EntityQuery): boolean {
  if (rowsNamed !== undefined && !rowsNamed.includes(row)) return false;
  if (rows?.from !== undefined && row < rows.from) return false;
  if (rows?.after !== undefined && row <= rows.after) return false;
  return rows?.before === undefined || row < rows.before;
}

function isAbove(entity: Entity, where: EntityQuery['where']): boolean {
  if (where === undefined) return true;
  const value = entity.properties[where.property];
  return typeof value === 'number' && value > where.above;
}

function selected(entity: Entity, select: readonly string[] | undefined): Entity {
  if (select === undefined) return entity;
  const wanted = Object.entries(entity.properties).filter(([name]) => select.includes(name));
  return { ...entity, properties: Object.fromEntries(wanted) };
}

/** What is written later into the writer's own bytes does not reach the table. */
function copy(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? value.slice() : value,
    ]),
  );
}
