/** Walking a rule by its predicates, in source order. */
import type { Ast, Expression, Predicate } from '../language/ast.ts';

/** The predicates of a rule or body that stand outside any further body, in source order; none for direct reports. */
export function predicatesOf(node: Ast): readonly Predicate[] {
  const found: Predicate[] = [];
  collect(node, found);
  return found;
}

/** What parentheses enclose, however many pairs. */
export function withoutGroups(expression: Expression): Exclude<Expression, { kind: 'group' }> {
  let inner = expression;
  while (inner.kind === 'group') inner = inner.inner;
  return inner;
}

function collect(node: Ast, found: Predicate[]): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) collect(operand, found);
      break;
    case 'not':
      collect(node.operand, found);
      break;
    case 'group':
      collect(node.inner, found);
      break;
    case 'comparison':
    case 'quantifier':
      found.push(node);
      break;
    case 'direct-reports':
      break;
  }
}
