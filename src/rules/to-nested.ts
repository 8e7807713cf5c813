import type { Ast, Expression, Value } from '../language/ast.ts';
import { writtenName } from '../language/print-rule.ts';
import type { NestedNode, NestedValue } from './nested-builder.ts';

/** The nested builder's drawing of a rule, valid or not, as long as it parses. Parentheses become structure. */
export function toNested(ast: Ast): NestedNode {
  return ast.kind === 'direct-reports'
    ? { kind: 'direct-reports', manager: ast.manager.value }
    : drawExpression(ast);
}

function drawExpression(expression: Expression): NestedNode {
  switch (expression.kind) {
    case 'and':
      return { kind: 'all-of', children: expression.operands.map(drawExpression) };
    case 'or':
      return { kind: 'any-of', children: expression.operands.map(drawExpression) };
    case 'not':
      return { kind: 'not', child: drawExpression(expression.operand) };
    case 'group':
      return drawExpression(expression.inner);
    case 'comparison':
      return {
        kind: 'condition',
        property: writtenName(expression.reference),
        operator: expression.operator.name,
        value: drawValue(expression.value),
      };
    case 'quantifier':
      return {
        kind: 'items',
        property: writtenName(expression.reference),
        quantifier: expression.operator.name,
        child: drawExpression(expression.body),
      };
  }
}

function drawValue(value: Value): NestedValue {
  switch (value.kind) {
    case 'string':
      return { kind: 'text', text: value.value };
    case 'boolean':
      return { kind: 'flag', flag: value.value };
    case 'null':
      return { kind: 'null' };
    case 'number':
    case 'date':
      return { kind: value.kind, text: value.text };
    case 'now': {
      const { offset } = value;
      const shift =
        offset === null ? null : { direction: offset.operator, duration: offset.duration };
      return { kind: 'now', shift };
    }
    case 'list':
      return { kind: 'list', items: value.items.map(drawValue) };
  }
}
