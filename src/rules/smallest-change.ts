/**
 * The fewest properties of an object that would have to be otherwise for a rule to answer otherwise, each with a value that
 * would do. Nothing is claimed that was not tried: the change is evaluated before it is told.
 */
import type { RuleObject, RuleScope, RuleValue } from '../directory/rule-object.ts';
import type { Ast, DirectReports, Expression, Predicate } from '../language/ast.ts';
import { type Conditions, candidateValues, presentValue, valuesFrom } from './candidate-values.ts';
import { findProperty } from './catalogue.ts';
import { type Budget, type Found, searchChange, type Wish } from './change-search.ts';
import { managerId } from './check-direct-reports.ts';
import type { Condition } from './compile-logic.ts';
import { compilePredicate } from './compile-predicate.ts';
import type { ValidRule } from './compile-rule.ts';
import { evaluate } from './evaluate.ts';
import { predicatesOf } from './predicates.ts';
import { textReader } from './read-value.ts';

/** One property and the value that would do. */
export interface Edit {
  /** In the spelling of rules-spec.md 5, extension names in lower case; `manager` for direct reports. */
  readonly property: string;
  readonly from: RuleValue;
  readonly to: RuleValue;
}

/** Why there is no change to tell: no values turn the answer; none were found, which is not certain; it would take too long. */
export type NoChangeReason = 'impossible' | 'notFound' | 'tooComplex';

/** A change that turns the answer, or why there is none. */
export type SmallestChange =
  | {
      readonly edits: readonly Edit[];
      /** False when the search was cut short: a smaller one may exist. */
      readonly isSmallest: boolean;
      readonly reason: null;
    }
  | { readonly edits: null; readonly reason: NoChangeReason };

/** Steps of one search, and of all searches of one finder: together well below a second. */
const STEPS_A_SEARCH = 20_000;
const STEPS_IN_ALL = 400_000;

/** What cannot be changed. */
const FIXED: ReadonlySet<string> = new Set(['objectid']);

/** Finds smallest changes for one rule at one instant; what objects have in common is worked out once. */
export class ChangeFinder {
  readonly #ast: Ast;
  readonly #now: Date;
  readonly #properties: readonly ConditionsAndValues[];
  readonly #wishes: { readonly true: Wish; readonly false: Wish } | null;
  readonly #known = new Map<string, Found>();
  #stepsLeft = STEPS_IN_ALL;

  /** The rule is a valid one. */
  constructor({ ast, scope }: ValidRule, now: Date) {
    this.#ast = ast;
    this.#now = now;
    this.#properties = ast.kind === 'direct-reports' ? [] : propertiesIn(ast, scope, now);
    this.#wishes =
      ast.kind === 'direct-reports'
        ? null
        : {
            true: wishOf(ast, true, this.#properties),
            false: wishOf(ast, false, this.#properties),
          };
  }

  /** The smallest change for an object of the rule's kind. */
  find(object: RuleObject): SmallestChange {
    const verdict = evaluate(this.#ast, object, { now: this.#now });
    if (this.#ast.kind === 'direct-reports')
      return this.#checked([otherManager(this.#ast, object, verdict)], {
        object,
        verdict,
        isSmallest: true,
      });
    if (this.#stepsLeft <= 0) return { edits: null, reason: 'tooComplex' };
    const values = this.#properties.map((property) => valuesByAnswer(property, object));
    const present = this.#properties.map(({ conditions }) =>
      conditions.answersTo(presentValue(conditions.property, object)),
    );
    const { answers, isSmallest } = this.#search(verdict, present, values);
    if (answers === null) return { edits: null, reason: this.#reasonFor(isSmallest) };
    const edits = [...answers].map(([number, answer]) =>
      this.#edit(object, number, values[number]?.get(answer)),
    );
    return this.#checked(edits, { object, verdict, isSmallest });
  }

  #search(
    verdict: boolean,
    present: readonly string[],
    values: readonly ReadonlyMap<string, RuleValue>[],
  ): Found {
    const possible = values.map((byAnswer, number) =>
      [...byAnswer.keys()].filter((answers) => answers !== present[number]),
    );
    const key = JSON.stringify([present, possible]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const budget: Budget = { steps: Math.min(STEPS_A_SEARCH, this.#stepsLeft) };
    const before = budget.steps;
    const wish = this.#wishes?.[verdict ? 'false' : 'true'] ?? { kind: 'any', parts: [] };
    const found = searchChange(wish, { present, possible }, budget);
    this.#stepsLeft -= before - budget.steps;
    this.#known.set(key, found);
    return found;
  }

  #reasonFor(isSmallest: boolean): NoChangeReason {
    if (!isSmallest) return 'tooComplex';
    return this.#properties.every(({ isComplete }) => isComplete) ? 'impossible' : 'notFound';
  }

  #edit(object: RuleObject, number: number, to: RuleValue | undefined): Edit {
    const property = this.#properties[number]?.conditions.property;
    if (property === undefined || to === undefined) throw new RangeError(`No property ${number}.`);
    return { property: property.name, from: presentValue(property, object), to };
  }

  #checked(
    edits: readonly Edit[],
    about: { readonly object: RuleObject; readonly verdict: boolean; readonly isSmallest: boolean },
  ): SmallestChange {
    const { object, verdict, isSmallest } = about;
    const after = evaluate(this.#ast, withEdits(object, edits), { now: this.#now });
    return after === verdict
      ? { edits: null, reason: 'notFound' }
      : { edits, isSmallest, reason: null };
  }
}

/** The object after a change. */
export function withEdits(object: RuleObject, edits: readonly Edit[]): RuleObject {
  const changed: Record<string, RuleValue | undefined> = { ...object };
  for (const { property, to } of edits) {
    const wanted = property.toLowerCase();
    for (const name of Object.keys(changed))
      if (name.toLowerCase() === wanted) delete changed[name];
    changed[property] = to;
  }
  return changed;
}

interface ConditionsAndValues {
  readonly conditions: Conditions;
  /** The first value for each combination of answers. */
  readonly values: ReadonlyMap<string, RuleValue>;
  readonly isComplete: boolean;
}

function propertiesIn(
  ast: Expression,
  scope: RuleScope,
  now: Date,
): readonly ConditionsAndValues[] {
  const byName = new Map<string, Predicate[]>();
  for (const predicate of predicatesOf(ast)) {
    const name = predicate.reference.name.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), predicate]);
  }
  return [...byName].flatMap(([name, predicates]): readonly ConditionsAndValues[] => {
    const found = findProperty(scope, name);
    if (found === undefined) return [];
    const tests = predicates.map((predicate) => compilePredicate(predicate, scope));
    const answersTo = (value: RuleValue) => answersOf(tests, { [found.name]: value }, now);
    const conditions = { scope, property: found, predicates, answersTo, now };
    if (FIXED.has(name)) return [{ conditions, values: new Map(), isComplete: true }];
    const { values, isComplete } = candidateValues(conditions);
    return [{ conditions, values: firstByAnswer(conditions, values), isComplete }];
  });
}

function answersOf(tests: readonly Condition<RuleObject>[], object: RuleObject, now: Date): string {
  return tests.map((test) => (test(object, now.getTime()) ? '1' : '0')).join('');
}

function firstByAnswer(
  { answersTo }: Conditions,
  values: readonly RuleValue[],
): ReadonlyMap<string, RuleValue> {
  const found = new Map<string, RuleValue>();
  for (const value of values) {
    const answers = answersTo(value);
    if (!found.has(answers)) found.set(answers, value);
  }
  return found;
}

/** What is made of the object's own value is preferred: it leaves more of it. */
function valuesByAnswer(
  { conditions, values }: ConditionsAndValues,
  object: RuleObject,
): ReadonlyMap<string, RuleValue> {
  const own = valuesFrom(conditions, object);
  return own.length === 0 ? values : new Map([...values, ...firstByAnswer(conditions, own)]);
}

/** The rule, or its opposite, as a wish. */
function wishOf(
  expression: Expression,
  wanted: boolean,
  properties: readonly ConditionsAndValues[],
): Wish {
  switch (expression.kind) {
    case 'group':
      return wishOf(expression.inner, wanted, properties);
    case 'not':
      return wishOf(expression.operand, !wanted, properties);
    case 'and':
    case 'or': {
      const parts = expression.operands.map((operand) => wishOf(operand, wanted, properties));
      return { kind: (expression.kind === 'and') === wanted ? 'all' : 'any', parts };
    }
    case 'comparison':
    case 'quantifier':
      return answerWished(expression, wanted, properties);
  }
}

function answerWished(
  predicate: Predicate,
  wanted: boolean,
  properties: readonly ConditionsAndValues[],
): Wish {
  const property = properties.findIndex(({ conditions }) =>
    conditions.predicates.includes(predicate),
  );
  const condition = properties[property]?.conditions.predicates.indexOf(predicate) ?? 0;
  return { kind: 'answer', property, condition, wanted };
}

function otherManager(ast: DirectReports, object: RuleObject, verdict: boolean): Edit {
  return {
    property: 'manager',
    from: textReader('manager')(object),
    to: verdict ? null : managerId(ast),
  };
}
