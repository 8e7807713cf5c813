import type { Cost } from './stage.ts';

/** Times in seconds. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly most: number;
}

/** One way to ask, asked several times. */
export interface Asked {
  readonly seconds: Spread;
  /** Requests to storage, the median: timers have some of their own meanwhile. */
  readonly requests: number;
}

export interface PageFigures {
  /** A page of 100 members with default properties, of 999, and of 999 with their ids alone: all over the group. */
  readonly hundred: Asked;
  readonly most: Asked;
  readonly ids: Asked;
  /** The last page of 999 as against the first: the quotient of their medians. */
  readonly lastToFirst: number;
  readonly count: Asked;
  readonly check: Asked;
}

/** What one run of the benchmark found. */
export interface Figures {
  readonly size: string;
  readonly users: number;
  readonly devices: number;
  readonly groups: number;
  readonly memberships: number;
  /** The import, until every object has been looked at. */
  readonly load: Cost;
  /** Creating the groups, while nothing is evaluated. */
  readonly creation: Cost;
  /** From then until the last group has its members. */
  readonly evaluation: Cost;
  /** How often the directory was read for it. */
  readonly passes: number;
  /** One change after another, each until it is done. */
  readonly single: {
    readonly changes: number;
    readonly requests: Spread;
    readonly looked: number;
    readonly altered: number;
    /** Mean of what the changes might have cost. */
    readonly budget: number;
    readonly overBudget: number;
    readonly messages: number;
  };
  readonly unmentionedRequests: number;
  readonly unseenRequests: number;
  readonly changes: { readonly count: number; readonly altered: number; readonly cost: Cost };
  readonly edit: { readonly members: number; readonly cost: Cost; readonly passes: number };
  readonly pages: PageFigures;
  readonly idle: Spread;
  readonly busy: Spread;
  readonly peakBytes: number;
  /** Memberships that differ from those worked out by hand. */
  readonly differences: number;
}

/** The middle, the 95th of a hundred, and the most of some values. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { median: at(0.5), p95: at(0.95), most: at(1) };
}

const MEBIBYTE = 2 ** 20;
/** Every change is noted for delta queries (docs/delta.md). */
const NOTE = 1;

/** What does not hold, as sentences; none when all is well. */
export function faultsOf(figures: Figures): readonly string[] {
  const { single, edit, idle, busy } = figures;
  const limits: readonly (readonly [string, number, number])[] = [
    ['memberships that differ from those worked out by hand', figures.differences, 0],
    ['changes over their budget, in a hundred', (100 * single.overBudget) / single.changes, 5],
    ['messages a change', single.messages, 1],
    ['requests of a change that no rule mentions', figures.unmentionedRequests, 4 + NOTE],
    ['requests of a change that no rule can mention', figures.unseenRequests, 2 + NOTE],
    ['readings of the directory for one rule edit', edit.passes, 1],
    ['readings of the directory for all groups that wait', figures.passes, 3],
    ['seconds until a change shows while idle (p95)', idle.p95, 5],
    ['seconds until a change shows while a large group is emptied (p95)', busy.p95, 15],
    ['MiB held by the worker', figures.peakBytes / MEBIBYTE, 1_024],
  ];
  return [...over(limits), ...pageFaultsOf(figures.pages)];
}

/** What takes longer than it may, as sentences. */
export function pageFaultsOf(figures: PageFigures): readonly string[] {
  const { hundred, most, ids, lastToFirst, count, check } = figures;
  const limits: readonly (readonly [string, number, number])[] = [
    ['milliseconds of a page of 100 members', hundred.seconds.median * 1_000, 150],
    ['milliseconds of a page of 999 members', most.seconds.median * 1_000, 700],
    ['milliseconds of a page of 999 ids', ids.seconds.median * 1_000, 60],
    ['times the first page that the last one takes', lastToFirst, 1.5],
    ['requests of $count', count.requests, 4],
    ['requests of checkMemberGroups', check.requests, 6],
  ];
  return over(limits);
}

function over(limits: readonly (readonly [string, number, number])[]): readonly string[] {
  return limits
    .filter(([, value, limit]) => value > limit)
    .map(([what, value, limit]) => `${what}: ${value.toFixed(1)}, at most ${limit}`);
}
