/** What -any and -all ask of one item of a collection: conjunctions that an item passes as a whole (rules-spec.md 7.3). */
import type { RulePlan } from '../directory/rule-object.ts';
import type { Comparison, Expression, Predicate, Quantifier } from '../language/ast.ts';
import { compileLogic } from '../rules/compile-logic.ts';
import { compileTextTest } from '../rules/compile-text.ts';
import { comparisonRule } from '../rules/operators.ts';
import { planPart } from '../rules/read-value.ts';
import { resolveReference } from '../rules/resolve.ts';
import type { Atom, Attribute, PlanAccess, TextAccess } from './atom.ts';
import { type Conjunction, disjunctiveForm, type Logic, type Signed, toLogic } from './logic.ts';
import { foldedTexts, textAccess, textAtom } from './text-atoms.ts';

/** A body with more alternatives is asked as a whole. */
const MOST_ALTERNATIVES = 16;

/**
 * The quantifier, or its opposite, as atoms. `-any` of alternatives is one `-any` each; `-all` is that no item fails.
 */
export function quantifierLogic(
  quantifier: Quantifier,
  attribute: Attribute,
  isOpposite: boolean,
): Logic<Atom> {
  const isAny = quantifier.operator.name === 'any';
  const body = toLogic(quantifier.body, comparisonLeaf, !isAny);
  const alternatives = disjunctiveForm(body, MOST_ALTERNATIVES);
  const atoms =
    alternatives === null
      ? [wholeBody(quantifier.body, attribute, !isAny)]
      : alternatives.map((conditions) => itemAtom(conditions, attribute));
  const isNone = isAny === isOpposite;
  const parts = atoms.map((leaf) => ({ kind: 'leaf' as const, leaf, isOpposite: isNone }));
  return { kind: isNone ? 'every' : 'some', parts };
}

/** A comparison, its own negation taken into the sign. */
function comparisonLeaf(predicate: Predicate, isOpposite: boolean): Logic<Comparison> {
  if (predicate.kind === 'quantifier')
    throw new TypeError('A quantifier stands in a body; was the rule validated?');
  const { negated } = comparisonRule(predicate.operator.name);
  return { kind: 'leaf', leaf: predicate, isOpposite: negated !== isOpposite };
}

/** Some item satisfies all of the conditions. */
function itemAtom(conditions: Conjunction<Comparison>, attribute: Attribute): Atom {
  if (attribute.type === 'plans') return planAtom(conditions, attribute);
  const [only] = conditions;
  if (conditions.length === 1 && only !== undefined && isFindable(only))
    return textAtom(only.leaf, attribute);
  const tests = conditions.map(signedTest);
  const access = conditions.filter(isFindable).map(({ leaf }) => textAccess(leaf));
  return {
    attribute,
    condition: {
      kind: 'text',
      access: bestAccess(access),
      test: (text) => tests.every((test) => test(text)),
      key: keyOf(conditions),
    },
  };
}

function planAtom(conditions: Conjunction<Comparison>, attribute: Attribute): Atom {
  const tests = conditions.map((condition) => {
    const test = signedTest(condition);
    const part = partOf(condition.leaf);
    return (plan: RulePlan) => test(planPart(plan, part));
  });
  return {
    attribute,
    condition: {
      kind: 'plan',
      access: planAccess(conditions),
      test: (plan) => tests.every((test) => test(plan)),
      key: keyOf(conditions),
    },
  };
}

/** True of what is there only, so that an index can find it. */
function isFindable({ leaf, isOpposite }: Signed<Comparison>): boolean {
  return !isOpposite && leaf.value.kind !== 'null';
}

const ACCESS_ORDER: readonly TextAccess['by'][] = ['value', 'beginning', 'end', 'part', 'scan'];

function bestAccess(access: readonly TextAccess[]): TextAccess {
  const sorted = [...access].sort(
    (left, right) => ACCESS_ORDER.indexOf(left.by) - ACCESS_ORDER.indexOf(right.by),
  );
  return sorted[0] ?? { by: 'scan', texts: [] };
}

/** The service's id names a plan best. */
const PARTS: readonly PlanAccess['part'][] = ['servicePlanId', 'service', 'capabilityStatus'];

function planAccess(conditions: Conjunction<Comparison>): PlanAccess | null {
  for (const part of PARTS) {
    for (const condition of conditions) {
      const { basic } = comparisonRule(condition.leaf.operator.name);
      const isEquality = basic === 'eq' || basic === 'in';
      if (isEquality && isFindable(condition) && partOf(condition.leaf) === part)
        return { part, values: foldedTexts(condition.leaf.value) };
    }
  }
  return null;
}

/** The test of one condition; its comparison's own negation is part of the sign already. */
function signedTest({ leaf, isOpposite }: Signed<Comparison>): (text: string | null) => boolean {
  const test = lazily(() => compileTextTest(leaf));
  return comparisonRule(leaf.operator.name).negated === isOpposite ? test : (text) => !test(text);
}

/** Patterns take long to compile, and most are never asked. */
function lazily<Input>(make: () => (input: Input) => boolean): (input: Input) => boolean {
  let made: ((input: Input) => boolean) | null = null;
  return (input) => {
    made ??= make();
    return made(input);
  };
}

function wholeBody(body: Expression, attribute: Attribute, isOpposite: boolean): Atom {
  const key = `body ${isOpposite} ${bodyKey(body)}`;
  if (attribute.type === 'plans') {
    const passes = compileLogic<RulePlan>(body, (predicate) => {
      const test = bodyTest(predicate);
      const part = partOf(predicate);
      return (plan) => test(planPart(plan, part));
    });
    const test = (plan: RulePlan) => passes(plan, 0) !== isOpposite;
    return { attribute, condition: { kind: 'plan', access: null, test, key } };
  }
  const passes = compileLogic<string>(body, bodyTest);
  const test = (text: string) => passes(text, 0) !== isOpposite;
  const access: TextAccess = { by: 'scan', texts: [] };
  return { attribute, condition: { kind: 'text', access, test, key } };
}

function bodyTest(predicate: Predicate): (text: string | null) => boolean {
  if (predicate.kind === 'quantifier')
    throw new TypeError('A quantifier stands in a body; was the rule validated?');
  return compileTextTest(predicate);
}

function partOf({ reference }: Predicate): string {
  return resolveReference(reference)?.name ?? '';
}

/** Conditions in any order are the same conjunction. */
function keyOf(conditions: Conjunction<Comparison>): string {
  return JSON.stringify(conditions.map(conditionKey).sort());
}

function conditionKey({ leaf, isOpposite }: Signed<Comparison>): string {
  const { basic } = comparisonRule(leaf.operator.name);
  const value = basic === 'match' ? patternOf(leaf) : foldedTexts(leaf.value).join('\n');
  return `${isOpposite} ${partOf(leaf)} ${basic} ${leaf.value.kind} ${value}`;
}

function patternOf({ value }: Comparison): string {
  return value.kind === 'string' ? value.value : '';
}

/** The text of a tree: a body that is asked as a whole is rarely met twice, so its places may make a difference. */
function bodyKey(body: Expression): string {
  return JSON.stringify(body);
}
