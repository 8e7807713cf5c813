/** What a request asks of a list of directory objects, checked against what can be asked (graph-spec.md 8). */
import { accessDenied } from '../access/denied.ts';
import { extensionFilters, mentionsExtension } from '../contract/extension-value.ts';
import type { ResourceType } from '../contract/property.ts';
import type { Filter } from '../odata/ast.ts';
import { compileFilter } from '../odata/compile-filter.ts';
import { ADVANCED_HINT, unsupportedClause, unsupportedQuery } from '../odata/fault.ts';
import { type KeyName, type Keys, keysOf } from '../odata/keys.ts';
import { namesIn } from '../odata/names-in.ts';
import { type Order, parseOrder } from '../odata/order.ts';
import { type Expand, parseExpand } from '../odata/parse-expand.ts';
import { parseFilter } from '../odata/parse-filter.ts';
import type { Queried } from '../odata/queried.ts';
import { compileSearch, namesInSearch } from '../odata/search.ts';
import { badRequest } from '../util/errors.ts';
import { isEventual } from './collection.ts';
import { KINDS, type Listed, type ListedKind, valuesOf } from './listed.ts';
import { resourceFor } from './object-body.ts';
import type { Call } from './operation.ts';

/** What can be in a list, and how it is declared. */
export interface ListShape {
  readonly kinds: readonly ListedKind[];
  /**
   * `collection`: `/users`. `relation`: members and memberships, whose queries are advanced, and whose items bear their
   * type. `cast`: one type of a relation, whose items don't.
   */
  readonly form: 'collection' | 'relation' | 'cast';
}

export interface ListQuery {
  /** Null: everything does. */
  readonly matches: ((listed: Listed) => boolean) | null;
  /** The filter, for the keys it names. */
  readonly keysAmong: (names: readonly KeyName[]) => Keys | null;
  readonly order: Order | null;
  readonly expand: Expand | null;
  /** Whether the filter speaks of a group's processing status. */
  readonly needsStatus: boolean;
}

/** Throws RequestError 400 for what can't be read, is not supported, or needs the header of advanced queries. */
export async function readListQuery(call: Call, shape: ListShape): Promise<ListQuery> {
  const { options } = call;
  const isAdvanced = isEventual(call) && options.count;
  const filter = options.filter === null ? null : parseFilter(options.filter);
  const queried = await queriedBy(call, shape, filter);
  const order = options.orderBy === null ? null : parseOrder(options.orderBy, queried);
  const isSortedAdvanced = order !== null && (order.need === 'advanced' || filter !== null);
  if (isSortedAdvanced && !isAdvanced)
    throw unsupportedQuery(`Sorting not supported for current query. ${ADVANCED_HINT}`);
  return {
    matches: matching(call, { filter, queried, isAdvanced }),
    keysAmong: (names) => (filter === null ? null : keysOf(filter, names)),
    order,
    expand: options.expand === null ? null : parseExpand(options.expand, queried),
    needsStatus: mentionsStatus(filter),
  };
}

/** As readListQuery, of `/$count`: the header alone makes it advanced. Throws RequestError 400 without it. */
export async function readCountQuery(call: Call, shape: ListShape): Promise<CountQuery> {
  const { options } = call;
  if (!isEventual(call)) throw countNotSupported();
  const filter = options.filter === null ? null : parseFilter(options.filter);
  const queried = await queriedBy(call, shape, filter);
  return {
    matches: matching(call, { filter, queried, isAdvanced: true }),
    keysAmong: (names) => (filter === null ? null : keysOf(filter, names)),
    needsStatus: mentionsStatus(filter),
  };
}

export type CountQuery = Omit<ListQuery, 'order' | 'expand'>;

/** What `$expand` of a single object asks for. Throws RequestError 400. */
export function readExpand(call: Call, kind: ListedKind): Expand | null {
  const { options, version } = call;
  if (options.expand === null) return null;
  const types = [KINDS[kind]];
  return parseExpand(options.expand, { types, version, isRelation: false });
}

function countNotSupported(): Error {
  return badRequest('$count is not currently supported.');
}

async function queriedBy(call: Call, shape: ListShape, filter: Filter | null): Promise<Queried> {
  const searched = namesInSearch(call.options.search ?? '');
  const names = [...(filter === null ? [] : namesIn(filter)), ...searched];
  const definitions = mentionsExtension(names)
    ? await call.context.applications.listExtensions()
    : [];
  const types = await Promise.all(
    shape.kinds.map(async (kind) => {
      const resource = await resourceFor(call, KINDS[kind].resource, names);
      refuseHidden(call, resource, names);
      const { traits } = KINDS[kind];
      const filters = { ...traits.filter, ...extensionFilters(resource.name, definitions) };
      return { resource, traits: { ...traits, filter: filters } };
    }),
  );
  return { types, version: call.version, isRelation: shape.form !== 'collection' };
}

/** Who may not read a property may not find out by asking for it either. Throws 403. */
function refuseHidden(
  { options }: Call,
  { name, properties }: ResourceType,
  filtered: readonly string[],
): void {
  const sorted = options.orderBy?.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const searched = namesInSearch(options.search ?? '');
  const asked = new Set([...filtered, ...sorted, ...searched].map((one) => one.toLowerCase()));
  const hidden = properties.find((one) => one.hidden === true && asked.has(one.name.toLowerCase()));
  if (hidden === undefined) return;
  const message = `The caller may not read the property '${hidden.name}' of resource '${name}'.`;
  throw accessDenied([{ code: 'MissingPermission', message }], false);
}

interface Matching {
  readonly filter: Filter | null;
  readonly queried: Queried;
  readonly isAdvanced: boolean;
}

function matching(
  call: Call,
  { filter, queried, isAdvanced }: Matching,
): ((listed: Listed) => boolean) | null {
  const { search } = call.options;
  const compiled = filter === null ? null : compileFilter(filter, queried);
  const advanced = compiled?.advanced ?? null;
  if (advanced !== null && !isAdvanced)
    throw unsupportedClause(advanced.property, advanced.resource, ADVANCED_HINT);
  if (search !== null && !isEventual(call)) throw searchNeedsHeader();
  const searching = search === null ? null : compileSearch(search, queried);
  if (compiled === null && searching === null) return null;
  return (listed) => {
    const values = valuesOf(call, listed);
    return compiled?.matches(values) !== false && searching?.(values) !== false;
  };
}

function searchNeedsHeader(): Error {
  return unsupportedQuery(
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  );
}

function mentionsStatus(filter: Filter | null): boolean {
  const names = filter === null ? [] : namesIn(filter);
  return names.some((name) => name.toLowerCase() === 'membershipruleprocessingstatus');
}
