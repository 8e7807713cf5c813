/**
 * Many rules over one object at a time. An atom that is true leads to the conjunctions that hang on it; what they want
 * besides is tested by number. All tables are flat, and nothing is allocated for an object (docs/matching.md).
 */
import type { RuleObject } from '../directory/rule-object.ts';
import { bytesOf, CLOSURE, type MatcherTables } from './matcher-tables.ts';
import { LAST_STAMP, Truth } from './truth.ts';

/** Beyond so many rules to be looked at two whole matches cost less. */
const MOST_TOUCHED = 512;

/** A rule that is no longer there has this stamp, later than all. */
const DEAD = 0x7fffffff;

/** So many objects are counted after a build, then one in sixteen. */
const COUNTED = 1_024;

/** Two states of an object. */
export interface TwoStates {
  readonly one: RuleObject;
  readonly other: RuleObject;
  /** Rule names of the attributes in which they may differ; rules that mention none of them are left out. */
  readonly changed: ReadonlySet<string>;
  readonly now: Date;
}

/** An object's state with what is known to be true of it. */
interface State {
  readonly truth: Truth;
  /** By lookup: the stamp of the truth when it was asked. */
  readonly asked: Int32Array;
  object: RuleObject;
  readonly found: Int32Array;
}

/** Rules by number; `found` holds those of the last question. */
export class RuleMatcher {
  readonly tables: MatcherTables;
  readonly found: Int32Array;
  /** By atom: of how many counted objects it was true. */
  readonly counts: Int32Array;
  /** How many objects were counted. */
  counted = 0;
  /** Objects that were matched, and conjunctions that were tried for them. */
  matched = 0;
  tried = 0;
  readonly #seen: Int32Array;
  #stamp = 0;
  readonly #one: State;
  readonly #other: State;

  constructor(tables: MatcherTables) {
    this.tables = tables;
    this.found = new Int32Array(tables.rules.length);
    this.counts = new Int32Array(tables.atoms.length);
    this.#seen = new Int32Array(tables.rules.length);
    this.#one = this.#newState(this.found);
    this.#other = this.#newState(new Int32Array(tables.rules.length));
  }

  /** Leaves a rule out of every answer from now on. */
  remove(rule: number): void {
    this.#seen[rule] = DEAD;
  }

  /** How many rules select the object; they stand in `found`, each once. */
  match(object: RuleObject, now: Date): number {
    this.#begin(this.#one, object);
    return this.#matchAll(this.#one, now);
  }

  /** How many rules select one of two states and not the other; they stand in `found`, each once. */
  difference(states: TwoStates): number {
    this.#begin(this.#one, states.one);
    this.#begin(this.#other, states.other);
    const { lookups } = this.tables;
    const now = states.now.getTime();
    for (let at = 0; at < lookups.length; at++) {
      if (!states.changed.has(lookups[at]?.attribute.name ?? '')) continue;
      this.#ask(this.#one, at, now);
      this.#ask(this.#other, at, now);
    }
    const touched =
      this.#countTouched(this.#one, this.#other) + this.#countTouched(this.#other, this.#one);
    return touched > MOST_TOUCHED ? this.#compareAll(states) : this.#compareTouched(states);
  }

  /** About how much memory it holds. */
  get bytes(): number {
    const { atoms, rules } = this.tables;
    return bytesOf(this.tables) + 4 * (3 * atoms.length + 3 * rules.length);
  }

  #newState(found: Int32Array): State {
    const { atoms, lookups } = this.tables;
    return {
      truth: new Truth(atoms.length),
      asked: new Int32Array(lookups.length),
      object: {},
      found,
    };
  }

  #begin(state: State, object: RuleObject): void {
    state.object = object;
    state.truth.begin();
    if (state.truth.stamp === 1) state.asked.fill(0);
  }

  #ask(state: State, lookup: number, now: number): void {
    if (state.asked[lookup] === state.truth.stamp) return;
    state.asked[lookup] = state.truth.stamp;
    this.tables.lookups[lookup]?.mark(state.object, now, state.truth);
  }

  #matchAll(state: State, now: Date): number {
    const { lookups, recordStarts, atoms } = this.tables;
    const { truth } = state;
    const time = now.getTime();
    for (let lookup = 0; lookup < lookups.length; lookup++) this.#ask(state, lookup, time);
    this.matched++;
    if (this.counted < COUNTED || (this.matched & 15) === 0) this.#count(truth);
    this.#nextStamp();
    let count = this.#tryRecords(state, atoms.length, 0, now);
    for (let at = 0; at < truth.count; at++) {
      const atom = truth.list[at] ?? 0;
      if (recordStarts[atom] !== recordStarts[atom + 1])
        count = this.#tryRecords(state, atom, count, now);
    }
    return count;
  }

  /** Tries the conjunctions that hang on an atom; answers how many rules are found by now. */
  #tryRecords(state: State, atom: number, already: number, now: Date): number {
    const { records, recordStarts } = this.tables;
    const { stamps, stamp } = state.truth;
    const seen = this.#seen;
    const end = recordStarts[atom + 1] ?? records.length;
    let count = already;
    let at = recordStarts[atom] ?? 0;
    while (at < end) {
      const rule = records[at] ?? 0;
      const literals = records[at + 1] ?? 0;
      at += 2;
      const last = literals === CLOSURE ? at : at + literals;
      if ((seen[rule] ?? DEAD) < this.#stamp) {
        this.tried++;
        let next = at;
        while (next < last) {
          const literal = records[next] ?? 0;
          if ((stamps[literal >> 1] === stamp) === ((literal & 1) === 1)) break;
          next++;
        }
        const holds = next === last && (literals !== CLOSURE || this.#evaluate(rule, state, now));
        if (holds) {
          seen[rule] = this.#stamp;
          state.found[count++] = rule;
        }
      }
      at = last;
    }
    return count;
  }

  #evaluate(rule: number, { object }: State, now: Date): boolean {
    return this.tables.rules[rule]?.rule.evaluate(object, now) ?? false;
  }

  #count(truth: Truth): void {
    this.counted++;
    for (let at = 0; at < truth.count; at++) {
      const atom = truth.list[at] ?? 0;
      this.counts[atom] = (this.counts[atom] ?? 0) + 1;
    }
  }

  /** How many rules mention atoms that are true of one state only. */
  #countTouched(one: State, other: State): number {
    const { useStarts } = this.tables;
    let count = 0;
    for (let at = 0; at < one.truth.count; at++) {
      const atom = one.truth.list[at] ?? 0;
      if (!other.truth.has(atom)) count += (useStarts[atom + 1] ?? 0) - (useStarts[atom] ?? 0);
    }
    return count;
  }

  /** Both verdicts of the rules that mention an atom that differs. */
  #compareTouched({ changed, now }: TwoStates): number {
    this.#nextStamp();
    const flips = [this.#one.truth.count, this.#other.truth.count] as const;
    let count = this.#compareUses([this.#one, this.#other], flips[0], 0, now);
    count = this.#compareUses([this.#other, this.#one], flips[1], count, now);
    for (const name of changed) {
      for (const rule of this.tables.closures.get(name) ?? []) {
        if ((this.#seen[rule] ?? DEAD) >= this.#stamp) continue;
        this.#seen[rule] = this.#stamp;
        if (this.#evaluate(rule, this.#one, now) !== this.#evaluate(rule, this.#other, now))
          this.found[count++] = rule;
      }
    }
    return count;
  }

  /** `atoms`: how many of the first state's are those of changed attributes; more become known on the way. */
  #compareUses(
    [from, to]: readonly [State, State],
    atoms: number,
    already: number,
    now: Date,
  ): number {
    const { useStarts, uses } = this.tables;
    const time = now.getTime();
    let count = already;
    for (let at = 0; at < atoms; at++) {
      const atom = from.truth.list[at] ?? 0;
      if (to.truth.has(atom)) continue;
      const end = useStarts[atom + 1] ?? 0;
      for (let use = useStarts[atom] ?? 0; use < end; use++) {
        const rule = uses[use] ?? 0;
        if ((this.#seen[rule] ?? DEAD) >= this.#stamp) continue;
        this.#seen[rule] = this.#stamp;
        if (this.#verdict(rule, from, time) !== this.#verdict(rule, to, time))
          this.found[count++] = rule;
      }
    }
    return count;
  }

  /** By its conjunctions, asking for attributes as they are needed. */
  #verdict(rule: number, state: State, now: number): boolean {
    const { forms, formStarts } = this.tables;
    const end = formStarts[rule + 1] ?? 0;
    let at = formStarts[rule] ?? 0;
    while (at < end) {
      const last = at + 1 + (forms[at] ?? 0);
      at++;
      while (at < last && this.#holds(forms[at] ?? 0, state, now)) at++;
      if (at === last) return true;
      at = last;
    }
    return false;
  }

  #holds(literal: number, state: State, now: number): boolean {
    const atom = literal >> 1;
    this.#ask(state, this.tables.lookupOfAtom[atom] ?? 0, now);
    return state.truth.has(atom) !== ((literal & 1) === 1);
  }

  /** Both states against all rules. */
  #compareAll({ changed, now }: TwoStates): number {
    const [one, other] = [this.#one, this.#other];
    if (this.#stamp > LAST_STAMP - 3) this.#resetStamps();
    const ofOne = this.#matchAll(one, now);
    const ofOther = this.#matchAll(other, now);
    const second = this.#stamp;
    this.#nextStamp();
    let count = 0;
    for (let at = 0; at < ofOne; at++) {
      const rule = one.found[at] ?? 0;
      if (this.#seen[rule] === second) this.#seen[rule] = this.#stamp;
      else if (this.#mentions(rule, changed)) this.found[count++] = rule;
    }
    for (let at = 0; at < ofOther; at++) {
      const rule = other.found[at] ?? 0;
      if (this.#seen[rule] === second && this.#mentions(rule, changed)) this.found[count++] = rule;
    }
    return count;
  }

  #mentions(rule: number, changed: ReadonlySet<string>): boolean {
    for (const name of this.tables.rules[rule]?.rule.mentions ?? [])
      if (changed.has(name)) return true;
    return false;
  }

  #nextStamp(): void {
    this.#stamp++;
    if (this.#stamp >= LAST_STAMP) this.#resetStamps();
  }

  #resetStamps(): void {
    for (const [rule, stamp] of this.#seen.entries()) if (stamp !== DEAD) this.#seen[rule] = 0;
    this.#stamp = 1;
  }
}
