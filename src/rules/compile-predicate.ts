/** One predicate of a valid rule as a closure over its constant (rules-spec.md 7). */
import type { RuleObject, RulePlan, RuleScope } from '../directory/rule-object.ts';
import type { Comparison, Expression, Predicate, Quantifier } from '../language/ast.ts';
import { findProperty, type Property } from './catalogue.ts';
import { compileInstant } from './compile-instant.ts';
import { type Condition, compileLogic } from './compile-logic.ts';
import { compileTextTest, positiveTest, type TextTest } from './compile-text.ts';
import { comparisonRule } from './operators.ts';
import { flagReader, planPart, plansReader, textReader, textsReader } from './read-value.ts';
import { resolveReference } from './resolve.ts';

/** Compiles a predicate outside any body. Throws TypeError for one that validation would have refused. */
export function compilePredicate(predicate: Predicate, scope: RuleScope): Condition<RuleObject> {
  const property = findProperty(scope, predicate.reference.name);
  if (property === undefined) throw unchecked(predicate);
  return predicate.kind === 'quantifier'
    ? compileQuantifier(predicate, property)
    : compileComparison(predicate, property);
}

function compileComparison(comparison: Comparison, property: Property): Condition<RuleObject> {
  switch (property.type) {
    case 'text': {
      const read = textReader(property.name);
      const test = compileTextTest(comparison);
      return (object) => test(read(object));
    }
    case 'flag':
      return compileFlag(comparison, property.name);
    case 'instant':
      return compileInstant(comparison, property.name);
    case 'texts':
      return compileDirectly(comparison, property.name);
    case 'plans':
    case 'groups':
      throw unchecked(comparison);
  }
}

function compileFlag({ operator, value }: Comparison, name: string): Condition<RuleObject> {
  const read = flagReader(name);
  const { negated } = comparisonRule(operator.name);
  const wanted = flagOf(value);
  return (object) => (read(object) === wanted) !== negated;
}

/** Null compares like a third value here: `-eq null` is true of it, `-eq true` and `-eq false` are not. */
function flagOf(value: Comparison['value']): boolean | null {
  if (value.kind === 'boolean') return value.value;
  return value.kind === 'string' ? value.value.toLowerCase() === 'true' : null;
}

/** Written directly on a collection: some item passes the positive operator, or for the negated one none does (D13). */
function compileDirectly({ operator, value }: Comparison, name: string): Condition<RuleObject> {
  const read = textsReader(name);
  const { basic, negated } = comparisonRule(operator.name);
  if (value.kind === 'null') return (object) => (read(object) === null) !== negated;
  const passes = positiveTest(basic, value);
  return (object) => (read(object)?.some(passes) ?? false) !== negated;
}

function compileQuantifier(quantifier: Quantifier, property: Property): Condition<RuleObject> {
  switch (property.type) {
    case 'texts':
      return overItems(quantifier, textsReader(property.name), compileItemPredicate);
    case 'plans':
      return overItems(quantifier, plansReader(property.name), compilePlanPredicate);
    case 'groups':
      return overItems(quantifier, textsReader(property.name), compileItemPredicate);
    default:
      throw unchecked(quantifier);
  }
}

/** -any of no item is false, -all of no item true (D14). */
function overItems<Item>(
  quantifier: Quantifier,
  read: (object: RuleObject) => readonly Item[] | null,
  compileItem: (predicate: Predicate) => Condition<Item>,
): Condition<RuleObject> {
  const body: Expression = quantifier.body;
  const passes = compileLogic(body, compileItem);
  return quantifier.operator.name === 'any'
    ? (object, now) => read(object)?.some((item) => passes(item, now)) ?? false
    : (object, now) => read(object)?.every((item) => passes(item, now)) ?? true;
}

function compileItemPredicate(predicate: Predicate): Condition<string> {
  return itemTest(predicate);
}

function compilePlanPredicate(predicate: Predicate): Condition<RulePlan> {
  const test = itemTest(predicate);
  const part = resolveReference(predicate.reference)?.name ?? '';
  return (plan) => test(planPart(plan, part));
}

function itemTest(predicate: Predicate): TextTest {
  if (predicate.kind === 'quantifier') throw unchecked(predicate);
  return compileTextTest(predicate);
}

function unchecked({ reference }: Predicate): TypeError {
  return new TypeError(`${reference.object}.${reference.name}: was the rule validated?`);
}
