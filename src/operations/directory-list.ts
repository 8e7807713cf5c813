/** Lists of directory objects: filtered, searched, sorted, counted, expanded, in pages. Every such list is answered here. */
import type { MemberId } from '../groups/member-source.ts';
import { type HttpAnswer, ok, plainText } from '../http/messages.ts';
import { fromSkipToken, nextLink, toSkipToken } from '../http/paging.ts';
import { comparePositions, type Source } from '../objects/source.ts';
import type { Keys } from '../odata/keys.ts';
import { contextUrl, isEventual } from './collection.ts';
import { expandAll } from './expand.ts';
import {
  type CountQuery,
  type ListQuery,
  type ListShape,
  readCountQuery,
  readListQuery,
} from './list-query.ts';
import { idOf, KINDS, type Listed, valuesOf } from './listed.ts';
import { type Views, viewListed, viewsFor, viewTyped } from './listed-view.ts';
import type { Call } from './operation.ts';
import { countMatches, type PageRead, readPage } from './read-page.ts';

/** What a list will be read for. */
export interface Reading {
  /** Items to be read at once. */
  readonly size: number;
  /** Whether the processing status of groups matters. */
  readonly withStatus: boolean;
}

/** A list of directory objects. */
export interface DirectoryList extends ListShape {
  readonly open: (reading: Reading) => Source<Listed> | Promise<Source<Listed>>;
  /** The same with ids alone, where that is less work. */
  readonly openIds?: (size: number) => Promise<Source<MemberId>>;
}

/** Items read at once when a list is searched through; fewer where each costs a request of its own. */
const SCAN_SIZE = 1_000;
const SCAN_SIZE_WITH_STATUS = 100;

/** A page shorter than asked for when each of its items costs more requests. */
const MOST_EXPANDED = 100;

/** Items and `@odata.nextLink`; `@odata.count` on the first page when `$count=true` came with its header. */
export async function answerList(call: Call, list: DirectoryList): Promise<HttpAnswer> {
  const { options } = call;
  const views = await viewsFor(call, list.kinds, options.select);
  const query = await readListQuery(call, list);
  const after = fromSkipToken(call.path, options.skipToken);
  const isCounted = options.count && isEventual(call) && after === null;
  if (list.openIds !== undefined && asksForIds(query, views))
    return answerIds(call, { list, views, after, isCounted }, await list.openIds(options.top));
  const withStatus = query.needsStatus || showsStatus(views);
  const top = query.expand === null ? options.top : Math.min(options.top, MOST_EXPANDED);
  const isScan = query.matches !== null || query.order !== null || isCounted;
  const source = await list.open({ size: isScan ? scanSize(withStatus) : top, withStatus });
  const known = isCounted && query.matches === null ? source.count : undefined;
  const { order } = query;
  const page = await readPage(await narrowed(source, query), {
    top,
    after,
    matches: query.matches ?? (() => true),
    order: order && {
      ...order,
      valueOf: (member) => valuesOf(call, member)[order.property] ?? null,
    },
    isCounted: isCounted && known === undefined,
  });
  const view = list.form === 'relation' ? viewTyped : viewListed;
  const expanded = await expandAll(call, page.items, query.expand);
  const value = page.items.map((one, at) => ({ ...view(call, one, views), ...expanded[at] }));
  const count = known === undefined ? page.count : await known();
  return ok({ ...head(call, typeOf(list, views), { ...page, count }), value });
}

/** Whether ids are all that is asked for, of everything there is. */
function asksForIds(query: ListQuery, { selections }: Views): boolean {
  const { matches, order, expand } = query;
  const isIds = [...selections.values()].every(
    ({ properties, withEtag }) => !withEtag && properties.every(({ name }) => name === 'id'),
  );
  return isIds && matches === null && order === null && expand === null;
}

interface IdsAsked {
  readonly list: DirectoryList;
  readonly views: Views;
  readonly after: string | null;
  readonly isCounted: boolean;
}

async function answerIds(
  call: Call,
  { list, views, after, isCounted }: IdsAsked,
  source: Source<MemberId>,
): Promise<HttpAnswer> {
  const { top } = call.options;
  const page = await readPage(source, { top, after, ...EVERYTHING });
  const count = isCounted ? await source.count?.() : undefined;
  const value = page.items.map(({ kind, id }) =>
    list.form === 'relation' ? { '@odata.type': `#${KINDS[kind].resource.graphType}`, id } : { id },
  );
  return ok({ ...head(call, typeOf(list, views), { ...page, count }), value });
}

const EVERYTHING = { matches: () => true, order: null, isCounted: false } as const;

/** `/$count`: digits as plain text. Throws RequestError 400 without the header of advanced queries. */
export async function answerCount(call: Call, list: DirectoryList): Promise<HttpAnswer> {
  const query = await readCountQuery(call, list);
  const size = scanSize(query.needsStatus);
  const source = await list.open({ size, withStatus: query.needsStatus });
  const isKnown = query.matches === null && source.count !== undefined;
  const count = isKnown
    ? await source.count?.()
    : await countMatches(await narrowed(source, query), query.matches ?? (() => true));
  return plainText(String(count));
}

/** `/$ref`: the addresses of the objects alone. */
export async function answerReferences(call: Call, list: DirectoryList): Promise<HttpAnswer> {
  const query = await readListQuery(call, list);
  const page = await referencedPage(call, list, query);
  const value = page.items.map((id) => ({ '@odata.id': `${call.base}/directoryObjects/${id}` }));
  return ok({ ...head(call, 'Collection($ref)', page), value });
}

/** Ids alone. */
async function referencedPage(
  call: Call,
  list: DirectoryList,
  query: ListQuery,
): Promise<PageRead<string>> {
  const { top, skipToken } = call.options;
  const after = fromSkipToken(call.path, skipToken);
  if (list.openIds !== undefined && query.matches === null) {
    const page = await readPage(await list.openIds(top), { top, after, ...EVERYTHING });
    return { ...page, items: page.items.map(({ id }) => id) };
  }
  const source = await list.open({ size: top, withStatus: query.needsStatus });
  const matches = query.matches ?? (() => true);
  const page = await readPage(await narrowed(source, query), {
    ...EVERYTHING,
    top,
    after,
    matches,
  });
  return { ...page, items: page.items.map(idOf) };
}

function head(
  call: Call,
  type: string,
  { next, count }: Pick<PageRead<unknown>, 'next'> & { readonly count?: number | undefined },
): Readonly<Record<string, unknown>> {
  const address = `${call.base}/${call.path}`;
  return {
    '@odata.context': contextUrl(call, type),
    ...(count !== undefined && { '@odata.count': count }),
    ...(next !== undefined && {
      '@odata.nextLink': nextLink(address, call.options, toSkipToken(call.path, next)),
    }),
  };
}

function typeOf({ form, kinds }: ListShape, { suffix }: Views): string {
  const [kind] = kinds;
  const isMixed = form === 'relation' || kind === undefined;
  return `${isMixed ? 'directoryObjects' : KINDS[kind].collection}${suffix}`;
}

/** Where the filter names the keys of those that can pass, the list is these. */
async function narrowed(source: Source<Listed>, query: CountQuery): Promise<Source<Listed>> {
  const keys = query.keysAmong(source.keys);
  return keys === null ? source : keyedSource(source, keys);
}

function keyedSource(source: Source<Listed>, { name, values }: Keys): Source<Listed> {
  return {
    ...source,
    async *pages(after) {
      const found = await source.byKey(name, values);
      const rest = found
        .map((member) => ({ member, position: source.positionOf(member) }))
        .filter(({ position }) => after === null || comparePositions(position, after) > 0)
        .sort((left, right) => comparePositions(left.position, right.position));
      yield { items: rest.map(({ member }) => member) };
    },
  };
}

function scanSize(withStatus: boolean): number {
  return withStatus ? SCAN_SIZE_WITH_STATUS : SCAN_SIZE;
}

function showsStatus({ selections }: Views): boolean {
  const properties = selections.get('group')?.properties ?? [];
  return properties.some(({ name }) => name === 'membershipRuleProcessingStatus');
}
