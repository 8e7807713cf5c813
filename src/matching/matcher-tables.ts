/** The flat tables of many rules, as a build lays them out and a matcher reads them. */
import type { AttributeLookup } from './attribute-lookup.ts';
import type { IndexedRule } from './indexed-rule.ts';

/** A rule of which this is the number of literals is asked as a whole. */
export const CLOSURE = -1;

/** What a matcher is made of; `atoms` and rules are numbered from 0. */
export interface MatcherTables {
  readonly rules: readonly IndexedRule[];
  /** The number of an atom in the table of its scope. */
  readonly atoms: Int32Array;
  readonly lookups: readonly AttributeLookup[];
  /** By atom: the lookup that marks it. */
  readonly lookupOfAtom: Int32Array;
  /** By atom, and after the last for what hangs on none: where its records begin. */
  readonly recordStarts: Int32Array;
  /** Rule, number of other literals (or `CLOSURE`), those literals. */
  readonly records: Int32Array;
  /** By rule: where its conjunctions begin; each its length and its literals. */
  readonly formStarts: Int32Array;
  readonly forms: Int32Array;
  /** By atom: where the rules begin that mention it in a conjunction. */
  readonly useStarts: Int32Array;
  readonly uses: Int32Array;
  /** By attribute: rules that are asked as a whole. */
  readonly closures: ReadonlyMap<string, readonly number[]>;
  /** By attribute: rules that read the clock and mention it. */
  readonly clockRules: ReadonlyMap<string, readonly number[]>;
}

/** Conjunctions, and rules asked as a whole, that hang on no atom: they are tried for every object. */
export function alwaysTried({ recordStarts, records, atoms }: MatcherTables): number {
  let count = 0;
  let at = recordStarts[atoms.length] ?? 0;
  while (at < records.length) {
    at += 2 + Math.max(0, records[at + 1] ?? 0);
    count++;
  }
  return count;
}

/** About how much memory the tables and lookups hold. */
export function bytesOf(tables: MatcherTables): number {
  const numbers = [tables.atoms, tables.lookupOfAtom, tables.recordStarts, tables.records];
  const others = [tables.formStarts, tables.forms, tables.useStarts, tables.uses];
  const flat = [...numbers, ...others].reduce((sum, { length }) => sum + length, 0);
  return 4 * flat + tables.lookups.reduce((sum, { bytes }) => sum + bytes, 0);
}
