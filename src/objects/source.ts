/** Lists that are read on as far as is wanted: never whole, unless all of it is asked about. */
import type { Page } from '../ports/ports.ts';

export interface Source<T> {
  /**
   * Pages in the order of the list, from after a position on. `next` of each is the position it ends at, absent on the last.
   * A page may be empty.
   */
  readonly pages: (after: string | null) => AsyncIterable<Page<T>>;
  /**
   * Where an item stands, as `next` of a page that ends with it. Shorter positions come first, those of the same length in
   * the order of their texts.
   */
  readonly positionOf: (item: T) => string;
  /** The properties by whose values (in lower case) items are found without reading the list. */
  readonly keys: readonly SourceKey[];
  /** The items with one of some values of such a property, in any order. */
  readonly byKey: (name: string, values: readonly string[]) => Promise<readonly T[]>;
  /** How many there are, where that is known without reading them. */
  readonly count?: () => Promise<number>;
}

/** A property; `onlyWith`: it finds those items alone for which this other property is true. */
export interface SourceKey {
  readonly name: string;
  readonly onlyWith?: string;
}

/** Compares positions as the pages of a source go on. */
export function comparePositions(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : Number(left > right);
}

/** A list that is small enough to be read whole; `idOf`: an id, by which it is sorted and found. */
export function sourceOf<T>(
  load: () => Promise<readonly T[]>,
  idOf: (item: T) => string,
): Source<T> {
  return {
    async *pages(after) {
      const isAfter = (item: T) => after === null || comparePositions(idOf(item), after) > 0;
      const rest = (await load()).filter(isAfter);
      yield { items: rest.sort((left, right) => comparePositions(idOf(left), idOf(right))) };
    },
    positionOf: idOf,
    keys: [{ name: 'id' }],
    byKey: async (_name, ids) => (await load()).filter((item) => ids.includes(idOf(item))),
    count: async () => (await load()).length,
  };
}

/** Those of a list that are wanted. How many there are is not known without reading it. */
export function filterSource<T>(source: Source<T>, isWanted: (item: T) => boolean): Source<T> {
  const { count: _, ...rest } = source;
  return {
    ...rest,
    async *pages(after) {
      for await (const page of source.pages(after))
        yield { ...page, items: page.items.filter(isWanted) };
    },
    byKey: async (name, values) => (await source.byKey(name, values)).filter(isWanted),
  };
}

/** The same list with its items in another form. */
export function mapSource<From, To>(
  source: Source<From>,
  { to, from }: { readonly to: (item: From) => To; readonly from: (item: To) => From },
): Source<To> {
  return {
    ...source,
    async *pages(after) {
      for await (const page of source.pages(after)) yield { ...page, items: page.items.map(to) };
    },
    positionOf: (item) => source.positionOf(from(item)),
    byKey: async (name, values) => (await source.byKey(name, values)).map(to),
  };
}
