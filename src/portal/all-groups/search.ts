/** What the address says of the list: search, filters, order and columns. */

export const STATUSES = [
  'evaluating',
  'processing',
  'updateComplete',
  'processingError',
  'updatePaused',
  'notStarted',
  'held',
] as const;
export const SORTS = ['name', 'status', 'type', 'membership', 'members', 'changed'] as const;
export type Sort = (typeof SORTS)[number];

/** Left out what is as it usually is. */
export interface GroupsSearch {
  readonly q?: string;
  /** `startsWith`; contains otherwise. */
  readonly match?: 'startsWith';
  readonly status?: (typeof STATUSES)[number];
  readonly type?: string;
  readonly membership?: string;
  /** Groups whose rule names this property. */
  readonly property?: string;
  readonly sort?: Sort;
  readonly descending?: true;
  /** Names of columns, joined by commas. */
  readonly columns?: string;
}

/** What makes no sense is left out: an address that somebody sent on still opens. */
export function readSearch(given: Readonly<Record<string, unknown>>): GroupsSearch {
  const q = textIn(given.q);
  const status = STATUSES.find((each) => each === given.status);
  const sort = SORTS.find((each) => each === given.sort);
  const type = textIn(given.type);
  const membership = textIn(given.membership);
  const property = textIn(given.property);
  const columns = textIn(given.columns);
  return {
    ...(q && { q }),
    ...(given.match === 'startsWith' && { match: 'startsWith' as const }),
    ...(status && { status }),
    ...(type && { type }),
    ...(membership && { membership }),
    ...(property && { property }),
    ...(sort && { sort }),
    ...(given.descending === true && { descending: true as const }),
    ...(columns && { columns }),
  };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
