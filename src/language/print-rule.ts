/** From tree to rule text: canonical operators and spacing, names and parentheses as they were read. */
import type { Ast, Expression, ListLiteral, NowExpression, Reference, Value } from './ast.ts';

/**
 * The text of a rule. Parsing it gives the same tree, places aside, for every tree that came from a text; a tree made
 * otherwise has its own `group` nodes wherever the grammar needs parentheses.
 */
export function printRule(ast: Ast): string {
  return ast.kind === 'direct-reports'
    ? `Direct Reports for ${quoteText(ast.manager.value)}`
    : printExpression(ast);
}

/** A text as a rule writes it: in double quotation marks, with the escapes of rules-spec.md 11. */
export function quoteText(value: string): string {
  const escaped = value.replace(/["`']/g, (mark) => (mark === "'" ? "''" : `\`${mark}`));
  return `"${escaped}"`;
}

function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.map(printExpression).join(` -${expression.kind} `);
    case 'not':
      return `-not ${printExpression(expression.operand)}`;
    case 'group':
      return `(${printExpression(expression.inner)})`;
    case 'comparison': {
      const { reference, operator, value } = expression;
      return `${writtenName(reference)} -${operator.name} ${printValue(value)}`;
    }
    case 'quantifier': {
      const { reference, operator, body } = expression;
      return `${writtenName(reference)} -${operator.name} ${printExpression(body)}`;
    }
  }
}

/** A reference as it was written. */
export function writtenName({ object, name }: Reference): string {
  return name === '' ? object : `${object}.${name}`;
}

function printValue(value: Value): string {
  switch (value.kind) {
    case 'string':
      return quoteText(value.value);
    case 'boolean':
      return String(value.value);
    case 'null':
      return 'null';
    case 'number':
    case 'date':
      return value.text;
    case 'now':
      return printNow(value);
    case 'list':
      return printList(value);
  }
}

function printList({ items }: ListLiteral): string {
  return `[${items.map(printValue).join(',')}]`;
}

function printNow({ offset, parentheses }: NowExpression): string {
  const shift = offset === null ? '' : ` -${offset.operator} ${offset.duration}`;
  return `${'('.repeat(parentheses)}system.now${shift}${')'.repeat(parentheses)}`;
}
