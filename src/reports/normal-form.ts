/** A rule with its spelling set aside: two rules with one normal form select the same objects, whatever these are. */
import type { Ast, Expression } from '../language/ast.ts';
import { printRule } from '../language/print-rule.ts';

export function normalForm(ast: Ast): string {
  return ast.kind === 'direct-reports' ? printRule(ast) : formOf(ast);
}

/** Parentheses that change nothing are left out, and what `and` and `or` join is in one order, each part once. */
function formOf(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const parts = partsOf(expression, expression.kind).map(formOf);
      const [only, ...others] = [...new Set(parts)].sort();
      return others.length === 0
        ? (only ?? '')
        : `(${[only, ...others].join(` ${expression.kind} `)})`;
    }
    case 'not':
      return `not ${formOf(expression.operand)}`;
    case 'group':
      return formOf(expression.inner);
    case 'comparison':
    case 'quantifier': {
      const text = printRule(expression);
      // Letter case of a pattern can mean something (\d and \D); that of names and values does not.
      return /-(?:not)?match/i.test(text) ? text : text.toLowerCase();
    }
  }
}

/** What it joins, and what those of the same kind among them join. */
function partsOf(expression: Expression, kind: 'and' | 'or'): readonly Expression[] {
  if (expression.kind === 'group') return partsOf(expression.inner, kind);
  return expression.kind === kind
    ? expression.operands.flatMap((operand) => partsOf(operand, kind))
    : [expression];
}
