/**
 * Which conditions have to answer otherwise for a rule to turn, so that the fewest properties change: a search over the
 * rule's tree. Properties are numbered; each has the combinations of answers that some value of it gives.
 */

/** A rule that is to be made true: negations are gone, a condition has the answer that is `wanted` of it. */
export type Wish =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Wish[] }
  | {
      readonly kind: 'answer';
      /** Number of the property. */
      readonly property: number;
      /** Which of the property's conditions. */
      readonly condition: number;
      readonly wanted: boolean;
    };

/** What is known of the properties a rule looks at, by number. Answers: one character a condition, `1` for true. */
export interface Situation {
  readonly present: readonly string[];
  /** Other answers that can be had, in order of preference. */
  readonly possible: readonly (readonly string[])[];
}

/** The answers to bring about, by property; null: there are none. `isSmallest` is false when the search was cut short. */
export interface Found {
  readonly answers: ReadonlyMap<number, string> | null;
  readonly isSmallest: boolean;
}

/** How much may be looked at; shared between searches. */
export interface Budget {
  steps: number;
}

/** The fewest properties whose answers make the wish true. It is false at present. */
export function searchChange(wish: Wish, situation: Situation, budget: Budget): Found {
  const search = new Search(wish, situation, budget);
  try {
    return { answers: search.smallest(), isSmallest: true };
  } catch (error) {
    if (error !== OUT_OF_STEPS) throw error;
    return { answers: search.any(), isSmallest: false };
  }
}

const OUT_OF_STEPS = new Error('The search takes too long.');
/** To find any change at all after the search for the smallest has been given up. */
const STEPS_FOR_ANY = 2_000;

/** True or false whatever the open properties are; `open`: it depends on them. */
type Judgement = true | 'open' | Core;
/** False; one of these properties has to change for it to become true. Empty: none would do. */
type Core = readonly number[];

class Search {
  readonly #wish: Wish;
  readonly #situation: Situation;
  readonly #budget: Budget;
  /** The answers each property has in what is tried; null: any. */
  readonly #answers: (string | null)[];
  readonly #isExcluded: boolean[];

  constructor(wish: Wish, situation: Situation, budget: Budget) {
    this.#wish = wish;
    this.#situation = situation;
    this.#budget = budget;
    this.#answers = [...situation.present];
    this.#isExcluded = situation.possible.map((answers) => answers.length === 0);
  }

  /** Throws OUT_OF_STEPS. */
  smallest(): ReadonlyMap<number, string> | null {
    for (let count = 1; count <= this.#changeable().length; count++) {
      const found = this.#extend([], count);
      if (found !== null) return found;
    }
    return null;
  }

  /** Any change at all, with what is not needed for it taken out again. */
  any(): ReadonlyMap<number, string> | null {
    this.#reset();
    this.#budget.steps += STEPS_FOR_ANY;
    try {
      const open = this.#changeable();
      for (const property of open) this.#answers[property] = null;
      const found = this.#assign(open, 0);
      return found === null ? null : this.#withoutNeedless(found);
    } catch (error) {
      if (error !== OUT_OF_STEPS) throw error;
      return null;
    }
  }

  #reset(): void {
    for (const [property, answers] of this.#situation.present.entries())
      this.#answers[property] = answers;
    for (const [property, answers] of this.#situation.possible.entries())
      this.#isExcluded[property] = answers.length === 0;
  }

  #changeable(): readonly number[] {
    return this.#situation.possible.flatMap((_, property) =>
      this.#isExcluded[property] === true ? [] : [property],
    );
  }

  /** With these properties open, and so many more. Whoever is tried is left out of what is tried beside it. */
  #extend(open: readonly number[], more: number): ReadonlyMap<number, string> | null {
    const judgement = this.#judge();
    const isPossible = judgement === true || judgement === 'open';
    if (isPossible) {
      const found = this.#assign(open, 0);
      if (found !== null) return found;
    }
    if (more === 0) return null;
    const candidates = isPossible ? this.#changeable() : judgement;
    const tried = candidates.filter((property) => !open.includes(property));
    for (const property of tried) {
      this.#answers[property] = null;
      const found = this.#extend([...open, property], more - 1);
      if (found !== null) return found;
      this.#answers[property] = this.#situation.present[property] ?? '';
      this.#isExcluded[property] = true;
    }
    for (const property of tried) this.#isExcluded[property] = false;
    return null;
  }

  /** Answers for the open properties, one after another. They are open again when there are none. */
  #assign(open: readonly number[], at: number): ReadonlyMap<number, string> | null {
    const judgement = this.#judge();
    if (judgement !== true && judgement !== 'open') return null;
    const property = open[at];
    if (property === undefined) return judgement === true ? this.#changes(open) : null;
    for (const answers of this.#situation.possible[property] ?? []) {
      this.#answers[property] = answers;
      const found = this.#assign(open, at + 1);
      if (found !== null) return found;
    }
    this.#answers[property] = null;
    return null;
  }

  #changes(open: readonly number[]): ReadonlyMap<number, string> {
    return new Map(open.map((property) => [property, this.#answers[property] ?? '']));
  }

  #withoutNeedless(found: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
    const kept = new Map(found);
    for (const [property, answers] of found) {
      this.#answers[property] = this.#situation.present[property] ?? '';
      if (this.#judge() === true) kept.delete(property);
      else this.#answers[property] = answers;
    }
    return kept;
  }

  #judge(): Judgement {
    this.#budget.steps -= 1;
    if (this.#budget.steps < 0) throw OUT_OF_STEPS;
    return this.#judgeWish(this.#wish);
  }

  #judgeWish(wish: Wish): Judgement {
    switch (wish.kind) {
      case 'answer':
        return this.#judgeAnswer(wish);
      case 'all':
        return this.#judgeAll(wish.parts);
      case 'any':
        return this.#judgeAny(wish.parts);
    }
  }

  #judgeAnswer(wish: Extract<Wish, { readonly kind: 'answer' }>): Judgement {
    const { property, condition, wanted } = wish;
    const answers = this.#answers[property] ?? null;
    if (answers === null) return 'open';
    if ((answers[condition] === '1') === wanted) return true;
    return this.#isExcluded[property] === true ? [] : [property];
  }

  /** Of several parts that are false, the one with the fewest ways out. */
  #judgeAll(parts: readonly Wish[]): Judgement {
    let result: Judgement = true;
    for (const part of parts) {
      const judgement = this.#judgeWish(part);
      if (judgement === true) continue;
      if (judgement === 'open') result = result === true ? 'open' : result;
      else if (result === true || result === 'open' || judgement.length < result.length)
        result = judgement;
    }
    return result;
  }

  #judgeAny(parts: readonly Wish[]): Judgement {
    let isOpen = false;
    const core = new Set<number>();
    for (const part of parts) {
      const judgement = this.#judgeWish(part);
      if (judgement === true) return true;
      if (judgement === 'open') isOpen = true;
      else for (const property of judgement) core.add(property);
    }
    return isOpen ? 'open' : [...core];
  }
}
