/** Answers with a list: context URL, items, the link to the next page. */
import { type HttpAnswer, ok } from '../http/messages.ts';
import { fromSkipToken, nextLink, toSkipToken } from '../http/paging.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import type { Page } from '../ports/ports.ts';
import type { Call } from './operation.ts';

/** What stands beside the items on a page of our own routes. */
interface Beside {
  readonly beside?: Readonly<Record<string, unknown>>;
}

export interface Collection<T> {
  /** After `$metadata#`; null for our own routes, which have no metadata. */
  readonly type: string | null;
  readonly list: (page: PageRequest) => Promise<Page<T> & Beside>;
  readonly view: (item: T) => unknown;
  /** The number of all items, where it was asked for and is known; shown on the first page. */
  readonly count?: () => Promise<number>;
}

export async function answerPage<T>(call: Call, collection: Collection<T>): Promise<HttpAnswer> {
  const { options } = call;
  const after = fromSkipToken(call.path, options.skipToken);
  const page = await collection.list({ top: options.top, after });
  const isCounted = options.count && after === null && collection.count !== undefined;
  const count = isCounted ? await collection.count?.() : undefined;
  return ok({
    ...(collection.type !== null && { '@odata.context': contextUrl(call, collection.type) }),
    ...(count !== undefined && { '@odata.count': count }),
    ...(page.next !== undefined && {
      '@odata.nextLink': nextLink(
        `${call.base}/${call.path}`,
        options,
        toSkipToken(call.path, page.next),
      ),
    }),
    ...page.beside,
    value: page.items.map(collection.view),
  });
}

/** The page of a list that is whole in memory, in the order of `keyOf`. */
export function pageFrom<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  page: PageRequest,
): Page<T> {
  const { after, top } = page;
  const sorted = [...items].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  const rest = after === null ? sorted : sorted.filter((item) => keyOf(item) > after);
  const taken = rest.slice(0, top);
  const last = taken.at(-1);
  return last === undefined || taken.length === rest.length
    ? { items: taken }
    : { items: taken, next: keyOf(last) };
}

/** `{base}/$metadata#…` (graph-spec.md 2.4). */
export function contextUrl(call: Call, type: string): string {
  return `${call.base}/$metadata#${type}`;
}

/** Whether the request has the header that advanced queries need (graph-spec.md 8.2). */
export function isEventual(call: Call): boolean {
  return call.request.headers.get('consistencylevel')?.trim().toLowerCase() === 'eventual';
}
