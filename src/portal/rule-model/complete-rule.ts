/** What may be typed at a place of a rule: properties, the operators of a property, its values, connectors. */
import type { RuleScope } from '../../directory/rule-object.ts';
import { quoteText } from '../../language/print-rule.ts';
import { supportedOperators } from '../../rules/operators.ts';
import {
  operatorChoices,
  placeWithin,
  propertyChoices,
  propertyNamed,
  type RowPlace,
} from './condition-fields.ts';
import { type RuleToken, tokensOf } from './rule-tokens.ts';

/** One thing to type. */
export interface Completion {
  readonly text: string;
  readonly kind: 'property' | 'operator' | 'value' | 'connector';
  /** The type of a property; null for anything else. */
  readonly detail: string | null;
}

/** The things to type from an offset on, in place of what stands there up to the cursor. */
export interface Completions {
  readonly from: number;
  readonly options: readonly Completion[];
  /** The property whose values are asked for, so that those of the directory can be offered too; null elsewhere. */
  readonly valuesOf: string | null;
}

/** What the properties offered depend on. */
export interface CompletionContext {
  readonly scope: RuleScope;
  readonly extensionProperties: readonly string[];
}

/** What may stand at the cursor, an offset in the text; null where nothing can be said. */
export function completeRule(
  text: string,
  cursor: number,
  context: CompletionContext,
): Completions | null {
  const before = tokensOf(text).filter(({ start }) => start < cursor);
  const last = before.at(-1);
  const isTyping = last !== undefined && last.end >= cursor && isUnfinished(last);
  const done = isTyping ? before.slice(0, -1) : before;
  const from = isTyping ? last.start : cursor;
  const place = placeAfter(done);
  switch (place.kind) {
    case 'condition':
      return { from, options: conditionOptions(done, context), valuesOf: null };
    case 'operator':
      return { from, options: operatorsOf(place.property), valuesOf: null };
    case 'value':
      return { from, options: valuesOf(place), valuesOf: place.property };
    case 'connector':
      return { from, options: connectors(place.afterNow), valuesOf: null };
    case 'unknown':
      return null;
  }
}

type Place =
  | { readonly kind: 'condition' | 'unknown' }
  | { readonly kind: 'operator'; readonly property: string }
  | ValuePlace
  | { readonly kind: 'connector'; readonly afterNow: boolean };

interface ValuePlace {
  readonly kind: 'value';
  readonly property: string;
  readonly operator: string;
  readonly inList: boolean;
}

/** What the token before the cursor leaves to be written. */
function placeAfter(done: readonly RuleToken[]): Place {
  const last = done.at(-1);
  switch (last?.kind) {
    case undefined:
      return { kind: 'condition' };
    case 'reference':
      return { kind: 'operator', property: last.text };
    case 'operator':
      return afterOperator(last.operator, done);
    case '(':
      return { kind: 'condition' };
    case '[':
    case ',':
      return valuePlace(done, true);
    case 'string':
    case 'boolean':
    case 'null':
    case 'date':
    case ']':
    case ')':
      return isInList(done) ? { kind: 'unknown' } : { kind: 'connector', afterNow: false };
    case 'now':
      return { kind: 'connector', afterNow: true };
    default:
      return { kind: 'unknown' };
  }
}

function afterOperator(
  operator: Extract<RuleToken, { kind: 'operator' }>['operator'],
  done: readonly RuleToken[],
): Place {
  switch (operator.use) {
    case 'logic':
    case 'quantifier':
      return { kind: 'condition' };
    case 'comparison':
      return valuePlace(done, false);
    case 'offset':
      return { kind: 'unknown' };
  }
}

function valuePlace(done: readonly RuleToken[], inList: boolean): Place {
  const operator = done.findLast((token) => token.kind === 'operator');
  const reference = done.findLast((token) => token.kind === 'reference');
  if (operator?.kind !== 'operator' || reference === undefined) return { kind: 'unknown' };
  return { kind: 'value', property: reference.text, operator: operator.operator.name, inList };
}

function isInList(done: readonly RuleToken[]): boolean {
  const open = done.findLastIndex(({ kind }) => kind === '[');
  return open > done.findLastIndex(({ kind }) => kind === ']');
}

function isUnfinished({ kind }: RuleToken): boolean {
  return !['(', ')', '[', ']', ',', 'string', 'symbol'].includes(kind);
}

function conditionOptions(
  done: readonly RuleToken[],
  { scope, extensionProperties }: CompletionContext,
): readonly Completion[] {
  const properties = propertyChoices(scope, bodyAround(done), extensionProperties).map(
    ({ name, property }): Completion => ({ text: name, kind: 'property', detail: property.type }),
  );
  const rest: readonly Completion[] = [{ text: '-not', kind: 'operator', detail: null }];
  const direct: readonly Completion[] =
    done.length === 0 && scope === 'user'
      ? [{ text: 'Direct Reports for ""', kind: 'property', detail: null }]
      : [];
  return [...properties, ...rest, ...direct];
}

/** The body the cursor is in: that of the last quantifier whose parentheses are still open. */
function bodyAround(done: readonly RuleToken[]): RowPlace {
  const quantifier = done.findLastIndex(
    (token) => token.kind === 'operator' && token.operator.use === 'quantifier',
  );
  const reference = done[quantifier - 1];
  if (reference?.kind !== 'reference') return 'rule';
  const after = done.slice(quantifier + 1);
  const opened = after.filter(({ kind }) => kind === '(').length;
  const closed = after.filter(({ kind }) => kind === ')').length;
  const isOpen = after.length === 0 || opened > closed;
  return isOpen ? placeWithin(reference.text) : 'rule';
}

function operatorsOf(name: string): readonly Completion[] {
  const type = propertyNamed(name)?.type;
  if (type === undefined) return [];
  const [first = 'eq'] = supportedOperators(type);
  return operatorChoices(name, first).map((operator) => ({
    text: `-${operator}`,
    kind: 'operator',
    detail: null,
  }));
}

function valuesOf({ property, operator, inList }: ValuePlace): readonly Completion[] {
  const { type, knownValues = [] } = propertyNamed(property) ?? {};
  const takesList = operator === 'in' || operator === 'notIn';
  const isEquality = operator === 'eq' || operator === 'ne';
  const texts = knownValues.map(quoteText);
  const lists = takesList && !inList ? [`[${texts.join(',') || '""'}]`] : [];
  const values = [
    ...(takesList && !inList ? lists : texts),
    ...(type === 'flag' ? ['true', 'false'] : []),
    ...(type === 'instant' && !isEquality ? ['system.now'] : []),
    ...(isEquality ? ['null'] : []),
  ];
  return values.map((text) => ({ text, kind: 'value', detail: null }));
}

function connectors(afterNow: boolean): readonly Completion[] {
  const names = afterNow ? ['-and', '-or', '-plus', '-minus'] : ['-and', '-or'];
  return names.map((text) => ({ text, kind: 'connector', detail: null }));
}
