/** The rule builder's view of a rule, and the rule that a view stands for (rules-spec.md 11, D27). */
import type { Ast, Comparison, Expression } from '../language/ast.ts';
import { RULE_LENGTH_LIMIT } from '../language/check-text.ts';
import { quoteText } from '../language/print-rule.ts';
import { reasonsAgainst } from './builder-reasons.ts';
import {
  type BuilderRow,
  type BuilderView,
  builderOperatorOf,
  comparisonOf,
} from './builder-row.ts';
import { withoutGroups } from './predicates.ts';
import { resolveReference } from './resolve.ts';
import { validateRule } from './validate-rule.ts';

/** What the builder shows of a valid rule: up to five rows in source order, or every reason why it cannot. */
export function toBuilder(ast: Ast): BuilderView {
  if (ast.kind === 'direct-reports') return { displayable: false, reasons: ['DIRECT_REPORTS'] };
  const reasons = reasonsAgainst(ast);
  if (reasons.length > 0) return { displayable: false, reasons };
  const rows = rowsOf(ast, null);
  return fromBuilder(rows).length > RULE_LENGTH_LIMIT
    ? { displayable: false, reasons: ['TEXT_TOO_LONG'] }
    : { displayable: true, rows };
}

/** The same for any text: a text that is no rule is not displayable for that reason. */
export function viewInBuilder(text: string): BuilderView {
  const validation = validateRule(text);
  return validation.valid
    ? toBuilder(validation.ast)
    : { displayable: false, reasons: ['INVALID_RULE'] };
}

/** The rule text of rows. The connector of the first row is ignored; a later row without one is joined by -and. */
export function fromBuilder(rows: readonly BuilderRow[]): string {
  return rows
    .map((row, index) => (index === 0 ? '' : ` ${connectorText(row)} `) + rowText(row))
    .join('');
}

function connectorText({ connector }: BuilderRow): string {
  return connector === 'Or' ? '-or' : '-and';
}

function rowText({ property, operator, value }: BuilderRow): string {
  const name = comparisonOf(operator);
  const isList = name === 'in' || name === 'notIn';
  const values = isList && typeof value === 'string' ? [value] : value;
  return `(user.${property} -${name} ${valueText(values)})`;
}

function valueText(value: BuilderRow['value']): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? quoteText(value) : `[${value.map(quoteText).join(',')}]`;
}

/** Only called for rules without grouping: what is joined lies flat below at most one pair of outer parentheses. */
function rowsOf(expression: Expression, connector: BuilderRow['connector']): readonly BuilderRow[] {
  const inner = withoutGroups(expression);
  switch (inner.kind) {
    case 'and':
    case 'or': {
      const joined = inner.kind === 'and' ? 'And' : 'Or';
      return inner.operands.flatMap((operand, index) =>
        rowsOf(operand, index === 0 ? connector : joined),
      );
    }
    case 'comparison':
      return [rowOf(inner, connector)];
    default:
      return [];
  }
}

function rowOf(comparison: Comparison, connector: BuilderRow['connector']): BuilderRow {
  const { reference, operator } = comparison;
  return {
    connector,
    property: resolveReference(reference)?.name ?? reference.name,
    operator: builderOperatorOf(operator.name) ?? 'Equals',
    value: rowValue(comparison),
  };
}

function rowValue({ reference, value }: Comparison): BuilderRow['value'] {
  switch (value.kind) {
    case 'string':
      return resolveReference(reference)?.type === 'flag'
        ? value.value.toLowerCase() === 'true'
        : value.value;
    case 'boolean':
      return value.value;
    case 'number':
    case 'date':
      return value.text;
    case 'list':
      return value.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
    case 'null':
    case 'now':
      return null;
  }
}
