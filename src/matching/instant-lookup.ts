/** From an instant and the present to the atoms that are true of them: ranges of sorted limits. */
import type { AtomCondition } from './atom.ts';
import type { Truth } from './truth.ts';

type InstantCondition = Extract<AtomCondition, { kind: 'instant' }>;

/** An atom of the attribute, by its number in the matcher. */
export interface InstantCase {
  readonly atom: number;
  readonly condition: InstantCondition;
}

/** Atoms of one comparison by their limits, ascending. */
interface Limits {
  readonly limits: Float64Array;
  readonly atoms: Int32Array;
}

type Comparisons = Readonly<Record<InstantCondition['comparison'], Limits>>;

export class InstantLookup {
  readonly #fixed: Comparisons;
  readonly #relative: Comparisons;
  readonly bytes: number;

  constructor(cases: readonly InstantCase[]) {
    this.#fixed = sorted(cases.filter(({ condition }) => !condition.isRelative));
    this.#relative = sorted(cases.filter(({ condition }) => condition.isRelative));
    this.bytes = 12 * cases.length;
  }

  /** Both in milliseconds since 1970. */
  mark(instant: number, now: number, truth: Truth): void {
    markWithin(this.#fixed, instant, truth);
    markWithin(this.#relative, instant - now, truth);
  }
}

function sorted(cases: readonly InstantCase[]): Comparisons {
  return { eq: limitsOf(cases, 'eq'), le: limitsOf(cases, 'le'), ge: limitsOf(cases, 'ge') };
}

function limitsOf(
  cases: readonly InstantCase[],
  comparison: InstantCondition['comparison'],
): Limits {
  const chosen = cases.filter(({ condition }) => condition.comparison === comparison);
  chosen.sort(({ condition: left }, { condition: right }) => (left.limit < right.limit ? -1 : 1));
  return {
    limits: Float64Array.from(chosen, ({ condition }) => condition.limit),
    atoms: Int32Array.from(chosen, ({ atom }) => atom),
  };
}

function markWithin({ eq, le, ge }: Comparisons, value: number, truth: Truth): void {
  addRange(le, firstFrom(le.limits, value), le.limits.length, truth);
  addRange(ge, 0, firstBeyond(ge.limits, value), truth);
  addRange(eq, firstFrom(eq.limits, value), firstBeyond(eq.limits, value), truth);
}

function addRange({ atoms }: Limits, start: number, end: number, truth: Truth): void {
  for (let at = start; at < end; at++) truth.add(atoms[at] ?? 0);
}

/** The first place whose limit is not below the value. */
function firstFrom(limits: Float64Array, value: number): number {
  let [low, high] = [0, limits.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((limits[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place whose limit is above the value. */
function firstBeyond(limits: Float64Array, value: number): number {
  let [low, high] = [0, limits.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((limits[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
