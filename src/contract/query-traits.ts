/**
 * What can be asked of the properties of a resource with `$filter`, `$search`, `$orderby` and `$expand` (graph-spec.md 8,
 * and Graph's table of filters by property). One table a resource; docs/queries.md is made from them.
 */

/** `plain`: always. `advanced`: with `ConsistencyLevel: eventual` and `$count=true` only (graph-spec.md 8.2). */
export type Need = 'plain' | 'advanced';

/** What a value is compared with: a quoted text (or a bare GUID), true and false, an instant, a number. */
export type ValueKind = 'text' | 'flag' | 'instant' | 'number';

/**
 * The operators a property can have of its own. `ne` goes with `eq`, and `not` with whatever it stands before; both are
 * always advanced, as is `eq null`.
 */
export type FilterOperator = 'eq' | 'in' | 'ge' | 'le' | 'startsWith' | 'endsWith';

/** A value that can be compared. */
export interface Comparable {
  readonly kind: ValueKind;
  readonly operators: Readonly<Partial<Record<FilterOperator, Need>>>;
}

/**
 * How a property is filtered. `list`: by `any` over its values; `complex`: by its parts, as `a/b`; `items`: by `any` over
 * the parts of its items. Lists and items can be counted too (`a/$count eq 0`), which is advanced.
 */
export type Filtering =
  | { readonly shape: 'single'; readonly value: Comparable }
  | { readonly shape: 'list'; readonly value: Comparable; readonly need: Need }
  | { readonly shape: 'complex'; readonly parts: Readonly<Record<string, Comparable>> }
  | {
      readonly shape: 'items';
      readonly parts: Readonly<Record<string, Comparable>>;
      readonly need: Need;
    };

/** What can be asked of a resource, by the names of its properties. */
export interface QueryTraits {
  readonly filter: Readonly<Record<string, Filtering>>;
  /** Searched by words; every other text that can be filtered is searched by its beginning. */
  readonly searchedByWords: readonly string[];
  readonly orderBy: Readonly<Record<string, Need>>;
  /** Its relations: those in `expand` can be expanded, none can be filtered. */
  readonly relations: readonly string[];
  readonly expand: readonly string[];
}

/** A text with the operators of texts, all with the same need; `more` are advanced. */
export function textual(need: Need, ...more: readonly FilterOperator[]): Filtering {
  return { shape: 'single', value: comparableText(need, more) };
}

/** A text that is one of a few words, or a key. */
export function keyword(need: Need = 'plain'): Filtering {
  return { shape: 'single', value: { kind: 'text', operators: { eq: need, in: need } } };
}

export function yesOrNo(need: Need = 'plain'): Filtering {
  return { shape: 'single', value: { kind: 'flag', operators: { eq: need, in: need } } };
}

export function moment(need: Need = 'plain'): Filtering {
  const operators = { eq: need, in: 'advanced', ge: need, le: need } as const;
  return { shape: 'single', value: { kind: 'instant', operators } };
}

export function amount(need: Need = 'plain'): Filtering {
  const operators = { eq: need, in: need, ge: need, le: need };
  return { shape: 'single', value: { kind: 'number', operators } };
}

/** A list of texts; `more` are advanced. */
export function textList(...more: readonly FilterOperator[]): Filtering {
  return { shape: 'list', value: comparableText('plain', more), need: 'plain' };
}

/** A complex value, all parts of which are texts. */
export function textParts(need: Need, names: readonly string[]): Filtering {
  const parts = Object.fromEntries(names.map((name) => [name, comparableText(need, [])]));
  return { shape: 'complex', parts };
}

/** The same for several properties. */
export function each(
  names: readonly string[],
  filtering: Filtering,
): Readonly<Record<string, Filtering>> {
  return Object.fromEntries(names.map((name) => [name, filtering]));
}

/** A text as a part of something. */
export function comparableText(need: Need, more: readonly FilterOperator[] = []): Comparable {
  const operators = { eq: need, in: need, ge: need, le: need, startsWith: need };
  const others = Object.fromEntries(more.map((operator) => [operator, 'advanced' as const]));
  return { kind: 'text', operators: { ...operators, ...others } };
}
