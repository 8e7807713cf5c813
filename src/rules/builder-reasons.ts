/** Everything about a rule that the flat builder has no row for (rules-spec.md 11, D27). */
import type { Expression, Predicate } from '../language/ast.ts';
import { type BuilderReason, builderOperatorOf } from './builder-row.ts';
import { predicatesOf, withoutGroups } from './predicates.ts';
import { objectOf, resolveReference } from './resolve.ts';

/** Rows the builder has. */
const ROW_LIMIT = 5;

/** The reasons why a rule is not displayable, in the order of rules-spec.md 11; none for one that is. */
export function reasonsAgainst(rule: Expression): readonly BuilderReason[] {
  const predicates = predicatesOf(rule);
  const found: readonly (readonly [BuilderReason, boolean])[] = [
    ['DEVICE_RULE', predicates.some(({ reference }) => objectOf(reference) === 'device')],
    ['MEMBER_OF', predicates.some((predicate) => typeOf(predicate) === 'groups')],
    ['QUANTIFIER', predicates.some(isQuantifier)],
    ['NEGATION', hasNegation(rule)],
    ['GROUPING', hasGrouping(withoutGroups(rule))],
    ['COLLECTION_PROPERTY', predicates.some(isDirectOnCollection)],
    ['OPERATOR', predicates.some(hasForeignOperator)],
    ['NOW_EXPRESSION', predicates.some(readsNow)],
    ['TOO_MANY_EXPRESSIONS', predicates.length > ROW_LIMIT],
  ];
  return found.flatMap(([reason, applies]) => (applies ? [reason] : []));
}

function isQuantifier(predicate: Predicate): boolean {
  return predicate.kind === 'quantifier' && typeOf(predicate) !== 'groups';
}

function isDirectOnCollection(predicate: Predicate): boolean {
  return predicate.kind === 'comparison' && typeOf(predicate) === 'texts';
}

function hasForeignOperator(predicate: Predicate): boolean {
  return (
    predicate.kind === 'comparison' && builderOperatorOf(predicate.operator.name) === undefined
  );
}

function readsNow(predicate: Predicate): boolean {
  return predicate.kind === 'comparison' && predicate.value.kind === 'now';
}

function hasNegation(expression: Expression): boolean {
  switch (expression.kind) {
    case 'not':
      return true;
    case 'and':
    case 'or':
      return expression.operands.some(hasNegation);
    case 'group':
      return hasNegation(expression.inner);
    case 'quantifier':
      return hasNegation(expression.body);
    case 'comparison':
      return false;
  }
}

/** Whether parentheses around joined predicates are left once those around the whole rule are gone. */
function hasGrouping(expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.some(hasGrouping);
    case 'not':
      return hasGrouping(expression.operand);
    case 'group':
      return isJoined(expression.inner) || hasGrouping(expression.inner);
    case 'comparison':
    case 'quantifier':
      return false;
  }
}

function isJoined(expression: Expression): boolean {
  const inner = withoutGroups(expression);
  return inner.kind === 'and' || inner.kind === 'or';
}

function typeOf({ reference }: Predicate): string | undefined {
  return resolveReference(reference)?.type;
}
