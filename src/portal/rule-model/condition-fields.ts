/** What a row of the builder offers: the operators of a property, the field for a value, and a value that fits after a change. */
import type { RuleScope } from '../../directory/rule-object.ts';
import type { ComparisonName, QuantifierName } from '../../language/operator-names.ts';
import { type Property, planParts, propertiesOf } from '../../rules/catalogue.ts';
import type { NestedCondition, NestedNode, NestedValue } from '../../rules/nested-builder.ts';
import { supportedOperators } from '../../rules/operators.ts';
import { objectOf, resolveReference } from '../../rules/resolve.ts';

/** Where a row stands: in the rule itself, or in the body of any item / all items of a collection. */
export type RowPlace = 'rule' | 'text-items' | 'plans' | 'groups';

/** A property to choose, under the name a rule gives it. */
export interface PropertyChoice {
  readonly name: string;
  readonly property: Property;
}

/** The field a value is entered in. */
export type ValueField = 'text' | 'list' | 'flag' | 'instant' | 'groups';

/** The property a rule's name stands for, such as `user.city`, `_` or `assignedPlan.service`. */
export function propertyNamed(name: string): Property | undefined {
  return resolveReference(referenceTo(name));
}

/** Users or devices, whichever a name is about; null for items and unknown names. */
export function scopeNamed(name: string): RuleScope | null {
  const object = objectOf(referenceTo(name));
  return object === 'user' || object === 'device' ? object : null;
}

/** The properties that may stand in a row, in the order of the catalogue; extension properties last. */
export function propertyChoices(
  scope: RuleScope,
  place: RowPlace,
  extensions: readonly string[],
): readonly PropertyChoice[] {
  switch (place) {
    case 'rule':
      return [
        ...propertiesOf(scope).map((property) => ({ name: `${scope}.${property.name}`, property })),
        ...(scope === 'user' ? extensions : []).map((name) => ({
          name: `user.${name}`,
          property: { name, type: 'text' as const },
        })),
      ];
    case 'plans':
      return planParts().map((property) => ({ name: `assignedPlan.${property.name}`, property }));
    case 'text-items':
      return choicesNamed('_');
    case 'groups':
      return choicesNamed('group.objectId');
  }
}

/** The place of the rows below any item / all items of a collection. */
export function placeWithin(collection: string): RowPlace {
  switch (propertyNamed(collection)?.type) {
    case 'plans':
      return 'plans';
    case 'groups':
      return 'groups';
    default:
      return 'text-items';
  }
}

/** The operators a row may have; of an unknown property only the one it has. */
export function operatorChoices(
  name: string,
  present: ComparisonName | QuantifierName,
): readonly (ComparisonName | QuantifierName)[] {
  if (name === 'group.objectId') return ['in'];
  const type = propertyNamed(name)?.type;
  const supported = type === undefined ? [] : supportedOperators(type);
  return supported.includes(present) ? supported : [present, ...supported];
}

/** The field for the value of a row. */
export function valueField({ property, operator }: NestedCondition): ValueField {
  if (property.toLowerCase() === 'group.objectid') return 'groups';
  if (operator === 'in' || operator === 'notIn') return 'list';
  switch (propertyNamed(property)?.type) {
    case 'flag':
      return 'flag';
    case 'instant':
      return 'instant';
    default:
      return 'text';
  }
}

/** Whether "has no value" may be chosen in place of a value. */
export function takesNull({ property, operator }: NestedCondition): boolean {
  const type = propertyNamed(property)?.type;
  return (operator === 'eq' || operator === 'ne') && type !== 'plans' && type !== 'groups';
}

/** A row with another property: the operator stays where it can, the value where it fits. */
export function withProperty(row: NestedCondition, property: string): NestedNode {
  const operators = operatorChoices(property, row.operator);
  const isKept = propertyNamed(property) !== undefined && isOffered(property, row.operator);
  const operator = isKept
    ? row.operator
    : (operators.find((name) => name !== row.operator) ?? 'eq');
  return withOperator({ ...row, property }, operator);
}

/** A row with another operator; -any and -all make it the items of a collection. */
export function withOperator(
  row: NestedCondition,
  operator: ComparisonName | QuantifierName,
): NestedNode {
  if (operator === 'any' || operator === 'all') {
    const child = newRow('user', placeWithin(row.property));
    return { kind: 'items', property: row.property, quantifier: operator, child };
  }
  const changed = { ...row, operator };
  return { ...changed, value: fittingValue(changed) };
}

/** The row that is added: the first property of its place, equal to a text that is still to be entered. */
export function newRow(scope: RuleScope, place: RowPlace): NestedCondition {
  switch (place) {
    case 'plans':
      return {
        kind: 'condition',
        property: 'assignedPlan.service',
        operator: 'eq',
        value: text(''),
      };
    case 'text-items':
      return { kind: 'condition', property: '_', operator: 'eq', value: text('') };
    case 'groups':
      return {
        kind: 'condition',
        property: 'group.objectId',
        operator: 'in',
        value: { kind: 'list', items: [text('')] },
      };
    case 'rule': {
      const property = scope === 'user' ? 'user.department' : 'device.displayName';
      return { kind: 'condition', property, operator: 'eq', value: text('') };
    }
  }
}

/** The texts of a value, for the fields that show texts. */
export function textsOf(value: NestedValue): readonly string[] {
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'date':
      return [value.text];
    case 'flag':
      return [String(value.flag)];
    case 'list':
      return value.items.flatMap(textsOf);
    case 'null':
    case 'now':
      return [];
  }
}

/** A value of one text. */
export function text(value: string): NestedValue {
  return { kind: 'text', text: value };
}

/** A list of texts; one empty text where there is none, because a rule has no empty list. */
export function listOf(texts: readonly string[]): NestedValue {
  return { kind: 'list', items: (texts.length === 0 ? [''] : texts).map(text) };
}

function fittingValue(row: NestedCondition): NestedValue {
  const { value } = row;
  if (value.kind === 'null' && takesNull(row)) return value;
  const [first = ''] = textsOf(value);
  switch (valueField(row)) {
    case 'groups':
    case 'list':
      return value.kind === 'list' ? value : listOf(textsOf(value));
    case 'flag':
      return { kind: 'flag', flag: first.toLowerCase() !== 'false' };
    case 'instant':
      return fittingInstant(row);
    case 'text':
      return text(first);
  }
}

/** -eq and -ne take a fixed instant, -le and -ge the present too. */
function fittingInstant({ operator, value }: NestedCondition): NestedValue {
  const isOrder = operator === 'le' || operator === 'ge';
  if (value.kind === 'date' || (value.kind === 'now' && isOrder)) return value;
  const [first = ''] = textsOf(value);
  if (/^\d{4}-\d{2}-\d{2}/.test(first)) return { kind: 'date', text: first };
  return isOrder ? { kind: 'now', shift: null } : { kind: 'date', text: '2026-01-01' };
}

function isOffered(property: string, operator: ComparisonName): boolean {
  const type = propertyNamed(property)?.type;
  return type !== undefined && supportedOperators(type).includes(operator);
}

function choicesNamed(name: string): readonly PropertyChoice[] {
  const property = propertyNamed(name);
  return property === undefined ? [] : [{ name, property }];
}

function referenceTo(name: string) {
  const dot = name.indexOf('.');
  const object = dot < 0 ? name : name.slice(0, dot);
  const rest = dot < 0 ? '' : name.slice(dot + 1);
  return { kind: 'reference', object, name: rest, start: 0, end: name.length } as const;
}
