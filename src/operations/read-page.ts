/**
 * A page of a list, read on no further than it has to be (docs/queries.md). Without an order a request reads a bounded
 * number of pages of the source and may answer a short or empty page with a next one. An order, and the count of what
 * passes a filter, need the whole list: that is bounded too, and nothing but the page itself is held.
 */
import type { Json } from '../directory/attributes.ts';
import { comparePositions, type Source } from '../objects/source.ts';
import { unsupportedQuery } from '../odata/fault.ts';
import { compareValues, type Order } from '../odata/order.ts';

/** Pages of the source that a request without an order reads: 1, 2, 4 … blocks of 512 objects at once. */
const MOST_PAGES = 31;

/** Pages of the source that are read for an order, and for a count. */
const MOST_SORTED_PAGES = 400;
const MOST_COUNTED_PAGES = 4_000;

export interface PageQuery<T> {
  readonly top: number;
  /** Where to go on; null for the first page. */
  readonly after: string | null;
  readonly matches: (item: T) => boolean;
  readonly order: (Order & { readonly valueOf: (item: T) => Json }) | null;
  /** Whether all that passes is to be counted. */
  readonly isCounted: boolean;
}

export interface PageRead<T> {
  readonly items: readonly T[];
  /** Where the next page goes on; absent on the last. */
  readonly next?: string;
  /** Absent when it was not asked for, or there is more than can be counted. */
  readonly count?: number;
}

export function readPage<T>(source: Source<T>, query: PageQuery<T>): Promise<PageRead<T>> {
  const { order } = query;
  return order === null ? readOn(source, query) : readSorted(source, { ...query, order });
}

/** How many items pass. Throws RequestError 400 when there are more than can be counted. */
export async function countMatches<T>(
  source: Source<T>,
  matches: (item: T) => boolean,
): Promise<number> {
  let count = 0;
  let pages = 0;
  for await (const { items, next } of source.pages(null)) {
    count += items.filter(matches).length;
    pages += 1;
    if (next !== undefined && pages >= MOST_COUNTED_PAGES) throw tooMany('counted');
  }
  return count;
}

async function readOn<T>(source: Source<T>, query: PageQuery<T>): Promise<PageRead<T>> {
  const { top, after, matches, isCounted } = query;
  const items: T[] = [];
  let count = 0;
  let pages = 0;
  let next: string | undefined;
  for await (const page of source.pages(after)) {
    const found = page.items.filter(matches);
    const taken = found.slice(0, top - items.length);
    items.push(...taken);
    count += found.length;
    pages += 1;
    const last = items.at(-1);
    if (items.length === top && last !== undefined)
      next ??= taken.length < found.length ? source.positionOf(last) : page.next;
    if (page.next === undefined) break;
    if (!isCounted && next !== undefined) break;
    if (pages >= (isCounted ? MOST_COUNTED_PAGES : MOST_PAGES))
      return { items, next: next ?? page.next };
  }
  return { items, ...(next !== undefined && { next }), ...(isCounted && { count }) };
}

interface Entry<T> {
  readonly item: T;
  readonly value: Json;
  readonly position: string;
}

type SortedQuery<T> = PageQuery<T> & { readonly order: NonNullable<PageQuery<T>['order']> };

async function readSorted<T>(source: Source<T>, query: SortedQuery<T>): Promise<PageRead<T>> {
  const { top, matches, order, isCounted } = query;
  const after = query.after === null ? null : fromSortedPosition(query.after);
  const first = new FirstInOrder<T>(order, top + 1);
  let count = 0;
  let pages = 0;
  for await (const page of source.pages(null)) {
    for (const item of page.items.filter(matches)) {
      count += 1;
      const entry = { item, value: order.valueOf(item), position: source.positionOf(item) };
      if (after === null || compareEntries(order, entry, after) > 0) first.add(entry);
    }
    pages += 1;
    if (page.next !== undefined && pages >= MOST_SORTED_PAGES) throw tooMany('sorted');
  }
  const entries = first.entries.slice(0, top);
  const last = entries.at(-1);
  return {
    items: entries.map(({ item }) => item),
    ...(last !== undefined && first.entries.length > top && { next: toSortedPosition(last) }),
    ...(isCounted && { count }),
  };
}

/** The first of many entries in an order: no more than these are held. */
class FirstInOrder<T> {
  readonly #order: Order;
  readonly #most: number;
  readonly #entries: Entry<T>[] = [];

  constructor(order: Order, most: number) {
    this.#order = order;
    this.#most = most;
  }

  get entries(): readonly Entry<T>[] {
    return this.#entries;
  }

  add(entry: Entry<T>): void {
    const last = this.#entries.at(-1);
    const isFull = this.#entries.length === this.#most;
    if (isFull && last !== undefined && compareEntries(this.#order, entry, last) > 0) return;
    this.#entries.splice(this.#placeOf(entry), 0, entry);
    if (this.#entries.length > this.#most) this.#entries.pop();
  }

  #placeOf(entry: Entry<T>): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#entries[middle];
      if (other !== undefined && compareEntries(this.#order, other, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

type Place = Omit<Entry<unknown>, 'item'>;

/** What is equal in the order stands in the order of the list. */
function compareEntries(order: Order, left: Place, right: Place): number {
  const compared = compareValues(order, left.value, right.value);
  return compared === 0 ? comparePositions(left.position, right.position) : compared;
}

/** The value is part of the position, so that a page goes on right after it whatever happens to the object. */
function toSortedPosition({ value, position }: Place): string {
  const text = typeof value === 'string' ? `~${Buffer.from(value).toString('base64url')}` : '~~';
  return `${position}${text}`;
}

function fromSortedPosition(text: string): Place {
  const [position = '', value, isAbsent] = text.split('~');
  const isNull = isAbsent !== undefined || value === undefined;
  return { position, value: isNull ? null : Buffer.from(value, 'base64url').toString() };
}

function tooMany(what: 'sorted' | 'counted'): Error {
  return unsupportedQuery(`The list is too long to be ${what} in one request.`);
}
