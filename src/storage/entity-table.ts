/**
 * The few verbs of a table that every store is written on. Azure Tables is one implementation, the tables in memory of the
 * tests another; test/storage/contract.ts holds both to the same behaviour.
 */

/** What a property of an entity can be; an integer is stored as Int32 where it fits, else as a double. */
export type PropertyValue = string | number | boolean | Uint8Array | TypedValue;

/** A value of a type that this version never writes, as the service's text. A DateTime is exact to the millisecond. */
export interface TypedValue {
  readonly type: 'Int64' | 'DateTime' | 'Guid';
  readonly value: string;
}

export type Properties = Readonly<Record<string, PropertyValue>>;

export interface EntityKey {
  readonly partition: string;
  readonly row: string;
}

export interface Entity extends EntityKey {
  /** Changes at every write of the entity. */
  readonly etag: string;
  readonly properties: Properties;
}

/** Which entities, in the order of their keys (UTF-16 units). Everything given has to hold. */
export interface EntityQuery {
  /** One partition. */
  readonly partition?: string;
  /** A span of partitions, both ends included; neither this nor `partition`: the whole table. */
  readonly partitions?: { readonly first?: string; readonly last?: string };
  readonly rows?: {
    readonly from?: string;
    /** Excluded itself. */
    readonly after?: string;
    /** Excluded itself. */
    readonly before?: string;
  };
  /** These rows; at most `MOST_ROWS_NAMED`. */
  readonly rowsNamed?: readonly string[];
  /** Only entities in which a number is greater. */
  readonly where?: { readonly property: string; readonly above: number };
  /** The properties wanted; an empty list: the keys alone. Absent: all. */
  readonly select?: readonly string[];
  /** At most 1,000. */
  readonly pageSize?: number;
  /** `next` of the page before. */
  readonly continuation?: string;
}

/** Rows that a query can name: the service allows 15 comparisons, and the others may need three. */
export const MOST_ROWS_NAMED = 12;

/** A page may be short, even empty, and still have a `next`. */
export interface EntityPage {
  readonly entities: readonly Entity[];
  readonly next?: string;
}

export type EntityAction =
  /** Fails when the entity exists. */
  | { readonly kind: 'create'; readonly row: string; readonly properties: Properties }
  /** Fails when the entity is gone or was written since. */
  | {
      readonly kind: 'replace';
      readonly row: string;
      readonly properties: Properties;
      readonly etag: string;
    }
  /** Inserts or replaces, unconditionally. */
  | { readonly kind: 'put'; readonly row: string; readonly properties: Properties }
  /**
   * With `etag`, which only an action that stands alone can have: fails when the entity is gone or was written since.
   * Without: an entity that is gone is no failure when this is the only action, but one when there are others (so
   * the service has it).
   */
  | { readonly kind: 'delete'; readonly row: string; readonly etag?: string };

export interface EntityTable {
  /** Null: there is none. */
  get(key: EntityKey): Promise<Entity | null>;
  query(query: EntityQuery): Promise<EntityPage>;
  /**
   * Does all actions (1 to 100, of different rows) or none. Answers the new ETags in the order of the actions, an empty
   * text for a delete; null when a condition failed. Throws StorageError when an entity is larger than the service takes.
   */
  transact(partition: string, actions: readonly EntityAction[]): Promise<readonly string[] | null>;
}

/** How many entities a transaction holds. */
export const TRANSACTION_SIZE = 100;

/** Every entity of a query, page after page. */
export async function readAll(table: EntityTable, query: EntityQuery): Promise<readonly Entity[]> {
  const first = await table.query(query);
  if (first.next === undefined) return first.entities;
  const entities = [...first.entities];
  for (let next: string | undefined = first.next; next !== undefined; ) {
    const page: EntityPage = await table.query({ ...query, continuation: next });
    entities.push(...page.entities);
    next = page.next;
  }
  return entities;
}

/** The first page of a query that is not empty, or the last. */
export async function firstPage(table: EntityTable, query: EntityQuery): Promise<EntityPage> {
  let page = await table.query(query);
  while (page.entities.length === 0 && page.next !== undefined)
    page = await table.query({ ...query, continuation: page.next });
  return page;
}

/** One action as a transaction of its own. Answers the new ETag, null when its condition failed. */
export async function transactOne(
  table: EntityTable,
  partition: string,
  action: EntityAction,
): Promise<string | null> {
  const etags = await table.transact(partition, [action]);
  return etags === null ? null : (etags[0] ?? '');
}
