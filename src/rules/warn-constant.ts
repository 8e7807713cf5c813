/** NEVER_TRUE and ALWAYS_TRUE: conditions on one property that exclude each other, or of which one always holds. */
import type { And, Comparison, Expression, Or } from '../language/ast.ts';
import { withoutGroups } from './predicates.ts';
import { displayName } from './resolve.ts';
import { canHoldTogether, type Literal } from './satisfiable.ts';
import { makeWarning, type Warning, type WarningCheck } from './warning.ts';

/** Sound, not complete: what is reported is certain, and some contradictions stay unseen. */
export const warnOfConstants: WarningCheck = ({ expression, text }) => warningsIn(expression, text);

function warningsIn(expression: Expression, text: string): readonly Warning[] {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const own = constantWarning(expression, text);
      return own === null
        ? expression.operands.flatMap((operand) => warningsIn(operand, text))
        : [own];
    }
    case 'not':
      return warningsIn(expression.operand, text);
    case 'group':
      return warningsIn(expression.inner, text);
    case 'comparison':
    case 'quantifier':
      return [];
  }
}

function constantWarning(join: And | Or, text: string): Warning | null {
  for (const literals of literalsByProperty(join).values()) {
    const [first] = literals;
    if (first === undefined || canHoldTogether(literals)) continue;
    const params = { p: displayName(first.comparison.reference) };
    const { start, end } = join;
    const code = join.kind === 'and' ? 'NEVER_TRUE' : 'ALWAYS_TRUE';
    return makeWarning(code, { start, end, text }, { params });
  }
  return null;
}

/** An -or is always true when the opposites of its operands cannot hold together. */
function literalsByProperty(join: And | Or): ReadonlyMap<string, readonly Literal[]> {
  const found = new Map<string, Literal[]>();
  for (const operand of join.operands) {
    const literal = literalOf(operand, join.kind === 'or');
    if (literal === null) continue;
    const key = displayName(literal.comparison.reference).toLowerCase();
    found.set(key, [...(found.get(key) ?? []), literal]);
  }
  return found;
}

function literalOf(expression: Expression, isOpposite: boolean): Literal | null {
  const inner = withoutGroups(expression);
  if (inner.kind === 'not') return literalOf(inner.operand, !isOpposite);
  return inner.kind === 'comparison'
    ? { comparison: inner satisfies Comparison, isOpposite }
    : null;
}
