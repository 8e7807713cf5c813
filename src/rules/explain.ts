/** Why a rule selects an object or not: its tree with a verdict at every node (rules-spec.md 12, D29). */
import type { RuleObject } from '../directory/rule-object.ts';
import type { Ast, Expression, Predicate } from '../language/ast.ts';
import { type EvaluationContext, evaluate, evaluateExpression } from './evaluate.ts';
import { textReader } from './read-value.ts';
import { resolveReference } from './resolve.ts';
import { storedText } from './stored-text.ts';

/** A comparison, a quantifier, or the whole of a direct reports rule, with the value it looked at. */
export interface LeafDetails {
  readonly expression: string;
  readonly expressionResult: boolean;
  readonly propertyToEvaluate: {
    /** In the spelling of rules-spec.md 5 without `user.`; extension names as the rule writes them; `manager` for direct reports. */
    readonly propertyName: string;
    /** As text; JSON for collections; null where the property is null. */
    readonly propertyValue: string | null;
  };
}

/** -and, -or or -not with its operands, all of them evaluated. */
export interface NodeDetails {
  readonly expression: string;
  readonly expressionResult: boolean;
  readonly expressionEvaluationDetails: readonly Details[];
}

/** A node of the explanation. */
export type Details = LeafDetails | NodeDetails;

/** The answer of evaluateDynamicMembership. */
export interface MembershipExplanation {
  readonly membershipRule: string;
  readonly membershipRuleEvaluationResult: boolean;
  readonly membershipRuleEvaluationDetails: Details;
}

/**
 * Explains the verdict of a valid rule on an object of its kind. `text` is the rule that `ast` was parsed from: each
 * `expression` is the exact slice of it, without parentheses around that node.
 */
export function explain(
  ast: Ast,
  text: string,
  object: RuleObject,
  context: EvaluationContext,
): Details {
  if (ast.kind === 'direct-reports') {
    return {
      expression: text.slice(ast.start, ast.end),
      expressionResult: evaluate(ast, object, context),
      propertyToEvaluate: {
        propertyName: 'manager',
        propertyValue: textReader('manager')(object),
      },
    };
  }
  return explainExpression(ast, { text, object, context });
}

/** The same in the shape that Graph answers with. */
export function explainMembership(
  ast: Ast,
  text: string,
  object: RuleObject,
  context: EvaluationContext,
): MembershipExplanation {
  const details = explain(ast, text, object, context);
  return {
    membershipRule: text,
    membershipRuleEvaluationResult: details.expressionResult,
    membershipRuleEvaluationDetails: details,
  };
}

interface Explained {
  readonly text: string;
  readonly object: RuleObject;
  readonly context: EvaluationContext;
}

function explainExpression(expression: Expression, explained: Explained): Details {
  switch (expression.kind) {
    case 'group':
      return explainExpression(expression.inner, explained);
    case 'and':
    case 'or':
      return explainNode(expression, expression.operands, explained);
    case 'not':
      return explainNode(expression, [expression.operand], explained);
    case 'comparison':
    case 'quantifier':
      return explainLeaf(expression, explained);
  }
}

function explainNode(
  expression: Expression,
  operands: readonly Expression[],
  explained: Explained,
): NodeDetails {
  return {
    ...verdictOf(expression, explained),
    expressionEvaluationDetails: operands.map((operand) => explainExpression(operand, explained)),
  };
}

function explainLeaf(predicate: Predicate, explained: Explained): LeafDetails {
  const property = resolveReference(predicate.reference);
  return {
    ...verdictOf(predicate, explained),
    propertyToEvaluate: {
      propertyName: property?.name ?? predicate.reference.name,
      propertyValue: property === undefined ? null : storedText(property, explained.object),
    },
  };
}

function verdictOf(
  expression: Expression,
  { text, object, context }: Explained,
): { readonly expression: string; readonly expressionResult: boolean } {
  return {
    expression: text.slice(expression.start, expression.end),
    expressionResult: evaluateExpression(expression, object, context),
  };
}
