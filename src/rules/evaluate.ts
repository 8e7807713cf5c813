/**
 * The plain interpreter: walks the tree for one object, without a shortcut and without anything prepared. It says what a
 * rule means in the order of rules-spec.md 7, proves the compiler right, and is the engine of the explanation.
 */
import type { RuleObject, RulePlan } from '../directory/rule-object.ts';
import type { Ast, Comparison, Expression, Quantifier, Value } from '../language/ast.ts';
import { managerId } from './check-direct-reports.ts';
import { compareInstant } from './compare-instant.ts';
import { compareText } from './compare-text.ts';
import {
  flagReader,
  instantReader,
  planPart,
  plansReader,
  textReader,
  textsReader,
} from './read-value.ts';
import { resolveReference } from './resolve.ts';

/** What a verdict depends on beside the object. */
export interface EvaluationContext {
  /** What `system.now` stands for. */
  readonly now: Date;
}

/** The verdict of a valid rule on an object of its kind. */
export function evaluate(ast: Ast, object: RuleObject, context: EvaluationContext): boolean {
  return ast.kind === 'direct-reports'
    ? textReader('manager')(object)?.toLowerCase() === managerId(ast)
    : evaluateExpression(ast, object, context);
}

/** The verdict of a part of a rule outside any body. */
export function evaluateExpression(
  expression: Expression,
  object: RuleObject,
  context: EvaluationContext,
): boolean {
  return judge(expression, (predicate) =>
    predicate.kind === 'comparison'
      ? evaluateComparison(predicate, object, context)
      : evaluateQuantifier(predicate, object),
  );
}

function judge(
  expression: Expression,
  decide: (predicate: Comparison | Quantifier) => boolean,
): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.operands.map((operand) => judge(operand, decide)).every(Boolean);
    case 'or':
      return expression.operands.map((operand) => judge(operand, decide)).some(Boolean);
    case 'not':
      return !judge(expression.operand, decide);
    case 'group':
      return judge(expression.inner, decide);
    case 'comparison':
    case 'quantifier':
      return decide(expression);
  }
}

function evaluateComparison(
  comparison: Comparison,
  object: RuleObject,
  context: EvaluationContext,
): boolean {
  const { operator, value } = comparison;
  const property = resolveReference(comparison.reference);
  switch (property?.type) {
    case 'flag':
      return compareFlag(operator.name, flagReader(property.name)(object), value);
    case 'instant':
      return compareInstant(operator.name, {
        left: instantReader(property.name)(object),
        right: value,
        now: context.now,
      });
    case 'texts':
      return compareItems(comparison, textsReader(property.name)(object));
    case 'text':
      return compareText(operator.name, textReader(property.name)(object), value);
    default:
      return false;
  }
}

function compareFlag(operator: string, left: boolean | null, right: Value): boolean {
  const isEqual =
    right.kind === 'null' ? left === null : left !== null && String(left) === truthWord(right);
  return operator === 'ne' ? !isEqual : isEqual;
}

function truthWord(value: Value): string {
  if (value.kind === 'boolean') return String(value.value);
  return value.kind === 'string' ? value.value.toLowerCase() : '';
}

/** A negated operator on a collection says that its positive form holds for no item (rules-spec.md 7.3). */
function compareItems({ operator, value }: Comparison, items: readonly string[] | null): boolean {
  if (value.kind === 'null') return (items === null) === (operator.name === 'eq');
  const kept = (items ?? []).map((item) => compareText(operator.name, item, value));
  return operator.name.startsWith('not') ? kept.every(Boolean) : kept.some(Boolean);
}

function evaluateQuantifier(quantifier: Quantifier, object: RuleObject): boolean {
  const owner = resolveReference(quantifier.reference);
  if (owner === undefined) return false;
  const verdicts =
    owner.type === 'plans'
      ? (plansReader(owner.name)(object) ?? []).map((plan) => judgePlan(quantifier, plan))
      : (textsReader(owner.name)(object) ?? []).map((item) => judgeItem(quantifier, item));
  return quantifier.operator.name === 'any' ? verdicts.some(Boolean) : verdicts.every(Boolean);
}

function judgePlan({ body }: Quantifier, plan: RulePlan): boolean {
  return judge(body, (predicate) => {
    if (predicate.kind === 'quantifier') return false;
    const part = resolveReference(predicate.reference)?.name ?? '';
    return compareText(predicate.operator.name, planPart(plan, part), predicate.value);
  });
}

function judgeItem({ body }: Quantifier, item: string): boolean {
  return judge(
    body,
    (predicate) =>
      predicate.kind === 'comparison' &&
      compareText(predicate.operator.name, item, predicate.value),
  );
}
