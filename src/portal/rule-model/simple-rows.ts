/** The simple builder, as Entra has it: up to five rows of And/Or, Property, Operator and Value (rules-spec.md 11). */
import { fromBuilder, viewInBuilder } from '../../rules/builder.ts';
import {
  type BuilderOperator,
  type BuilderReason,
  type BuilderRow,
  builderOperatorOf,
} from '../../rules/builder-row.ts';
import { propertiesOf } from '../../rules/catalogue.ts';
import { supportedOperators } from '../../rules/operators.ts';
import { propertyNamed } from './condition-fields.ts';

/** Rows the simple builder has. */
export const SIMPLE_ROW_LIMIT = 5;

/** A row on the screen; a draft is not part of the rule until it has a property and a value. */
export interface SimpleRow extends BuilderRow {
  readonly isDraft: boolean;
}

/** What the simple builder shows of a text: its rows, or every reason why it cannot. */
export type SimpleView =
  | { readonly rows: readonly SimpleRow[]; readonly reasons: null }
  | { readonly rows: null; readonly reasons: readonly BuilderReason[] };

/** The row that + Add expression adds. */
export function draftRow(isFirst: boolean): SimpleRow {
  return {
    connector: isFirst ? null : 'And',
    property: '',
    operator: 'Equals',
    value: '',
    isDraft: true,
  };
}

/** The rows of a text; one draft for an empty one. */
export function simpleView(text: string): SimpleView {
  if (text.trim() === '') return { rows: [draftRow(true)], reasons: null };
  const view = viewInBuilder(text);
  return view.displayable
    ? { rows: view.rows.map((row) => ({ ...row, isDraft: false })), reasons: null }
    : { rows: null, reasons: view.reasons };
}

/** The rule of the rows that are finished. */
export function ruleOfRows(rows: readonly SimpleRow[]): string {
  return fromBuilder(rows.filter(({ isDraft }) => !isDraft));
}

/** The properties of a row: those that are no collection; extension properties last. */
export function simpleProperties(extensions: readonly string[]): readonly string[] {
  const listed = propertiesOf('user').filter(({ name }) => simpleOperators(name).length > 0);
  return [...listed.map(({ name }) => name), ...extensions];
}

/** The operators of a property, as the simple builder names them; every one while none is chosen. */
export function simpleOperators(property: string): readonly BuilderOperator[] {
  const type = property === '' ? 'text' : propertyNamed(`user.${property}`)?.type;
  if (type === undefined || type === 'texts' || type === 'plans' || type === 'groups') return [];
  return supportedOperators(type).flatMap((name) =>
    name === 'any' || name === 'all' ? [] : (builderOperatorOf(name) ?? []),
  );
}

/** A row with something else in it; the operator and the value are made to fit the property. */
export function changedRow(row: SimpleRow, change: Partial<BuilderRow>): SimpleRow {
  const next = { ...row, ...change };
  const operators = simpleOperators(next.property);
  const operator = operators.includes(next.operator) ? next.operator : (operators[0] ?? 'Equals');
  const value = fittingValue(next, operator);
  const isDraft =
    row.isDraft &&
    (next.property === '' || value === '' || isEmptyList(value) || isUndated(next, value));
  return { ...next, operator, value, isDraft };
}

/** What is in the box of a value: lists are separated by commas. */
export function valueText({ value }: BuilderRow): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** A value read from its box, for the operator of its row: commas separate a list, an unquoted null is no value. */
export function valueOfText(text: string, operator: BuilderOperator): BuilderRow['value'] {
  if (operator === 'In' || operator === 'Not In') {
    return text.split(',').map((item) => item.trim());
  }
  const isEquality = operator === 'Equals' || operator === 'Not Equals';
  return isEquality && text === 'null' ? null : text;
}

function fittingValue(
  { property, value }: BuilderRow,
  operator: BuilderOperator,
): BuilderRow['value'] {
  const isFlag = property !== '' && propertyNamed(`user.${property}`)?.type === 'flag';
  if (isFlag && value !== null) return value === true || value === 'true' || value === '';
  const isList = operator === 'In' || operator === 'Not In';
  if (isList) return typeof value === 'object' && value !== null ? value : [String(value ?? '')];
  if (value === null) return operator === 'Equals' || operator === 'Not Equals' ? null : '';
  if (typeof value === 'boolean') return '';
  return typeof value === 'string' ? value : (value[0] ?? '');
}

function isEmptyList(value: BuilderRow['value']): boolean {
  return typeof value === 'object' && value !== null && value.every((item) => item === '');
}

/** A date that is still being typed is no part of a rule. */
function isUndated({ property }: BuilderRow, value: BuilderRow['value']): boolean {
  const isInstant = propertyNamed(`user.${property}`)?.type === 'instant';
  return isInstant && typeof value === 'string' && !/^\d{4}-\d{2}-\d{2}/.test(value);
}
