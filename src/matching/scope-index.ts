/**
 * The rules of one kind of object: those of the last build in flat tables, and what changed since asked one by one, until
 * it is much enough for the next build.
 */
import type { RuleObject } from '../directory/rule-object.ts';
import type { Ast } from '../language/ast.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';
import { AtomTable } from './atom.ts';
import { buildMatcher, type MatcherBuild } from './build-matcher.ts';
import type { IndexedRule } from './indexed-rule.ts';
import { alwaysTried } from './matcher-tables.ts';
import { type NormalForm, normalFormOf } from './normal-form.ts';
import { beganOrCeased, isTouched, type ObjectChange } from './rule-index.ts';
import type { RuleMatcher } from './rule-matcher.ts';

/** So many rules may wait for the next build, or one in so many of those that are built. */
const MOST_WAITING = 4;
const WAITING_SHARE = 32;

/** As many objects tell which conditions are rare; the build after them knows it. */
const ENOUGH_COUNTED = 1_000;

/** Atoms that no rule has any longer, before the table is made anew. */
const MOST_UNUSED_ATOMS = 1_024;

/** What can be measured of an index. */
export interface IndexFigures {
  readonly rules: number;
  /** Rules that are asked one by one until the next build. */
  readonly waiting: number;
  /** Different conditions. */
  readonly atoms: number;
  /** Conjunctions and whole rules that are tried for every object. */
  readonly always: number;
  /** Rules that are asked as a whole, because they have too many alternatives. */
  readonly closures: number;
  /** Conditions tried on every text that is not remembered. */
  readonly scanned: number;
  /** Objects matched, and conjunctions tried for them, since the last build. */
  readonly matched: number;
  readonly tried: number;
  readonly bytes: number;
}

export class ScopeIndex {
  #atoms = new AtomTable();
  readonly #rules = new Map<string, IndexedRule>();
  #waiting = new Map<string, IndexedRule>();
  #matcher: RuleMatcher | null = null;
  /** Where a group's rule stands in the matcher. */
  #places = new Map<string, number>();
  #removed = 0;
  #isWeighed = false;
  /** Groups that changed since the present build began; null while there is none. */
  #changed: Set<string> | null = null;
  /** How many rules mention an attribute. */
  readonly #mentions = new Map<string, number>();

  /** Takes a group's rule, or its new one; it counts at once. */
  put(id: string, rule: CompiledRule, ast: Ast): void {
    this.remove(id);
    const indexed = { id, rule, form: normalFormOf(ast, rule.scope, this.#atoms) };
    this.#rules.set(id, indexed);
    this.#waiting.set(id, indexed);
    this.#changed?.add(id);
    for (const name of rule.mentions) this.#mentions.set(name, (this.#mentions.get(name) ?? 0) + 1);
  }

  remove(id: string): void {
    const known = this.#rules.get(id);
    if (known === undefined) return;
    this.#rules.delete(id);
    this.#changed?.add(id);
    this.#waiting.delete(id);
    this.#removeBuilt(id);
    for (const name of known.rule.mentions) {
      const count = (this.#mentions.get(name) ?? 1) - 1;
      if (count === 0) this.#mentions.delete(name);
      else this.#mentions.set(name, count);
    }
  }

  mentions(change: Omit<ObjectChange, 'now'>): boolean {
    if (change.changed === 'all' || beganOrCeased(change)) return this.#rules.size > 0;
    for (const name of change.changed) if (this.#mentions.has(name)) return true;
    return false;
  }

  selecting(object: RuleObject, now: Date): string[] {
    const ids: string[] = [];
    for (const { id, rule } of this.#waiting.values()) if (rule.evaluate(object, now)) ids.push(id);
    const matcher = this.#matcher;
    if (matcher !== null) addIds(matcher, matcher.match(object, now), ids);
    return ids;
  }

  touchedBy(change: ObjectChange): string[] {
    if (!this.mentions(change)) return [];
    const ids: string[] = [];
    for (const { id, rule } of this.#waiting.values()) if (isTouched(rule, change)) ids.push(id);
    if (this.#matcher !== null)
      for (const place of this.#touchedPlaces(this.#matcher, change)) this.#addLive(place, ids);
    return ids;
  }

  /** Whether a build is worth it, and none is in progress. */
  get isBuildDue(): boolean {
    if (this.#changed !== null) return false;
    const waiting = this.#waiting.size + this.#removed;
    const isWorth = waiting > Math.max(MOST_WAITING, this.#places.size / WAITING_SHARE);
    return isWorth || (!this.#isWeighed && (this.#matcher?.counted ?? 0) >= ENOUGH_COUNTED);
  }

  /** Builds in slices; rules that change meanwhile count at once, and wait for the next build. */
  *build(): Generator<undefined, void> {
    this.#countAtoms();
    const rules = [...this.#rules.values()];
    const changed = new Set<string>();
    this.#changed = changed;
    try {
      const build: MatcherBuild = buildMatcher(rules, this.#atoms);
      this.#take(yield* build, changed);
    } finally {
      this.#changed = null;
    }
  }

  get figures(): IndexFigures {
    const matcher = this.#matcher;
    const built = matcher?.tables;
    return {
      rules: this.#rules.size,
      waiting: this.#waiting.size,
      atoms: this.#atoms.size,
      always: built === undefined ? 0 : alwaysTried(built),
      closures: [...this.#rules.values()].filter(({ form }) => form.conjunctions === null).length,
      scanned: built?.lookups.reduce((sum, { scanned }) => sum + scanned, 0) ?? 0,
      matched: matcher?.matched ?? 0,
      tried: matcher?.tried ?? 0,
      bytes: matcher?.bytes ?? 0,
    };
  }

  /** Places of the matcher, each once. */
  #touchedPlaces(matcher: RuleMatcher, change: ObjectChange): Iterable<number> {
    const { variants, changed, now } = change;
    if (changed === 'all') return this.#places.values();
    const touched = new Set<number>();
    const { clockRules } = matcher.tables;
    const hasBegunOrCeased = beganOrCeased(change);
    for (const name of hasBegunOrCeased ? clockRules.keys() : changed)
      for (const rule of clockRules.get(name) ?? []) touched.add(rule);
    const take = (count: number) => {
      for (let at = 0; at < count; at++) touched.add(matcher.found[at] ?? 0);
    };
    const [first] = variants;
    for (const variant of variants) {
      if (variant === null) continue;
      if (hasBegunOrCeased) take(matcher.match(variant, now));
      else if (first != null && variant !== first)
        take(matcher.difference({ one: first, other: variant, changed, now }));
    }
    return touched;
  }

  #addLive(place: number, ids: string[]): void {
    const id = this.#matcher?.tables.rules[place]?.id;
    if (id !== undefined && this.#places.get(id) === place) ids.push(id);
  }

  #removeBuilt(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#matcher?.remove(place);
    this.#places.delete(id);
    this.#removed++;
  }

  #take(matcher: RuleMatcher, changed: ReadonlySet<string>): void {
    this.#matcher = matcher;
    this.#removed = 0;
    this.#places = new Map(matcher.tables.rules.map(({ id }, place) => [id, place]));
    this.#waiting = new Map();
    for (const id of changed) {
      this.#removeBuilt(id);
      const indexed = this.#rules.get(id);
      if (indexed !== undefined) this.#waiting.set(id, indexed);
    }
  }

  /** What was counted decides where conjunctions hang from now on; atoms that no rule has any longer are dropped. */
  #countAtoms(): void {
    const matcher = this.#matcher;
    if (matcher === null) return;
    const { atoms } = matcher.tables;
    if (matcher.counted >= ENOUGH_COUNTED) {
      this.#isWeighed = true;
      this.#atoms.count(
        matcher.counted,
        Array.from(atoms, (atom, at) => [atom, matcher.counts[at] ?? 0] as const),
      );
    }
    if (this.#atoms.size > 2 * atoms.length + MOST_UNUSED_ATOMS) this.#dropUnusedAtoms();
  }

  #dropUnusedAtoms(): void {
    const atoms = new AtomTable();
    const old = this.#atoms;
    const renumber = (number: number) => atoms.numberOf(old.atom(number));
    for (const [id, indexed] of this.#rules) {
      const renumbered = { ...indexed, form: withNumbers(indexed.form, renumber) };
      this.#rules.set(id, renumbered);
      if (this.#waiting.has(id)) this.#waiting.set(id, renumbered);
    }
    this.#atoms = atoms;
  }
}

function addIds(matcher: RuleMatcher, count: number, ids: string[]): void {
  const { rules } = matcher.tables;
  for (let at = 0; at < count; at++) {
    const id = rules[matcher.found[at] ?? 0]?.id;
    if (id !== undefined) ids.push(id);
  }
}

function withNumbers(
  { conjunctions, necessary }: NormalForm,
  renumber: (atom: number) => number,
): NormalForm {
  if (conjunctions === null)
    return { conjunctions, necessary: necessary?.map((atom) => renumber(atom)) ?? null };
  const numbers = [...conjunctions];
  let at = 0;
  while (at < numbers.length) {
    const end = at + 1 + (numbers[at] ?? 0);
    for (at++; at < end; at++) {
      const literal = numbers[at] ?? 0;
      numbers[at] = 2 * renumber(literal >> 1) + (literal & 1);
    }
  }
  return { conjunctions: numbers, necessary };
}
