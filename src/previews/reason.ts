/** Why somebody would be a member or not, in short: the comparisons of the rule that decide, with what they looked at. */
import type { RuleObject } from '../directory/rule-object.ts';
import { type Details, explain } from '../rules/explain.ts';
import { type Validation, validateRule } from '../rules/validate-rule.ts';

export interface Reason {
  /** The rule. */
  readonly text: string;
  /** None where the rule is not asked: of a deleted object, and of one of another kind. */
  readonly expressions: readonly DecidingExpression[];
}

export interface DecidingExpression {
  readonly text: string;
  readonly verdict: boolean;
  /** What the object has there, as text. */
  readonly actual: string | null;
}

/** Tells the reasons of one rule, which is valid. Null instead of an object: the rule is not asked. */
export function reasonsOf(rule: string): (object: RuleObject | null, now: Date) => Reason {
  const validation: Validation = validateRule(rule);
  return (object, now) => {
    if (object === null || !validation.valid) return { text: rule, expressions: [] };
    const details = explain(validation.ast, rule, object, { now });
    return { text: details.expression, expressions: deciding(details) };
  };
}

/**
 * The comparisons without which the verdict could be another: of -and and -or those operands whose verdict is that of the
 * whole, of -not its operand.
 */
function deciding(details: Details): readonly DecidingExpression[] {
  if ('propertyToEvaluate' in details) {
    const { expression: text, expressionResult: verdict, propertyToEvaluate } = details;
    return [{ text, verdict, actual: propertyToEvaluate.propertyValue }];
  }
  const { expressionResult, expressionEvaluationDetails: operands } = details;
  const same = operands.filter((operand) => operand.expressionResult === expressionResult);
  return (same.length > 0 ? same : operands).flatMap(deciding);
}
