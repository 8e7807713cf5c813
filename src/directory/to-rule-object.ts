/** From an object as Graph spells it to the flat object a rule looks at. Runs for every object in every run. */

import {
  isExtensionName,
  type Reading,
  type RuleProperty,
  rulePropertiesOf,
} from './rule-names.ts';
import type { RuleObject, RulePlan, RuleScope, RuleValue } from './rule-object.ts';

/** What reading an object of one kind needs, looked up by the name of the Graph attribute. */
interface Reader {
  /** Every rule name with null, in a fixed order. */
  readonly blank: RuleObject;
  readonly topLevel: ReadonlyMap<string, RuleProperty>;
  readonly container: string;
  readonly nested: ReadonlyMap<string, RuleProperty>;
}

const READERS: Readonly<Record<RuleScope, Reader>> = {
  user: readerOf('user'),
  device: readerOf('device'),
};

/**
 * The rule object of a user or device with these attributes: Graph's names, `onPremisesExtensionAttributes` (a device's
 * `extensionAttributes`) nested, `manager` an object id. Every property of the kind is there, null where the attribute is
 * absent, empty, or not of the type the property has; extension properties are there in lower case when they have a value.
 * The object id may stand among the attributes as `id`, or be given beside them. Never throws. Lists are shared with `attributes` where nothing had to be dropped.
 */
export function toRuleObject(
  kind: RuleScope,
  attributes: Readonly<Record<string, unknown>>,
  id?: string,
): RuleObject {
  const reader = READERS[kind];
  const result: Record<string, RuleValue | undefined> = { ...reader.blank };
  if (id !== undefined) result.objectId = id;
  for (const name in attributes) {
    const property = reader.topLevel.get(name);
    if (property !== undefined) {
      result[property.rule] = readValue(property.reading, attributes[name]);
    } else if (name === reader.container) {
      readNested(reader, attributes[name], result);
    } else if (kind === 'user' && name.startsWith('extension_') && isExtensionName(name)) {
      readExtension(name.toLowerCase(), attributes[name], result);
    }
  }
  return result;
}

/**
 * The rule names whose value differs between two sets of attributes of one object, in the spelling of rules-spec.md 5,
 * extension properties in lower case. Attributes that no rule can see do not count, nor do changes a rule cannot notice
 * (such as absent to empty). The order of a list counts.
 */
export function ruleNamesOfChange(
  kind: RuleScope,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): ReadonlySet<string> {
  const older = toRuleObject(kind, before);
  const newer = toRuleObject(kind, after);
  const changed = new Set<string>();
  for (const name in older) if (!sameValue(older[name], newer[name])) changed.add(name);
  for (const name in newer) if (!(name in older)) changed.add(name);
  return changed;
}

function readerOf(kind: RuleScope): Reader {
  const properties = rulePropertiesOf(kind);
  const nested = properties.filter((property) => property.container !== null);
  const topLevel = properties.filter((property) => property.container === null);
  return {
    blank: blankOf(properties),
    topLevel: new Map(topLevel.map((property) => [property.graph, property])),
    container: nested[0]?.container ?? '',
    nested: new Map(nested.map((property) => [property.graph, property])),
  };
}

/**
 * Copies of one object share its layout, which makes copying it, filling it and reading it several times faster than
 * growing each result property by property, and a third of its size. JSON.parse is what builds an object of fifty
 * properties with such a layout.
 */
function blankOf(properties: readonly RuleProperty[]): RuleObject {
  return JSON.parse(`{${properties.map(({ rule }) => `"${rule}":null`).join(',')}}`);
}

function readNested(
  reader: Reader,
  container: unknown,
  result: Record<string, RuleValue | undefined>,
): void {
  if (!isRecord(container)) return;
  for (const name in container) {
    const property = reader.nested.get(name);
    if (property !== undefined) {
      result[property.rule] = readValue(property.reading, container[name]);
    }
  }
}

/** Extension properties may also hold true, false or a number, which compare as their text (rules-spec.md D21). */
function readExtension(
  name: string,
  value: unknown,
  result: Record<string, RuleValue | undefined>,
): void {
  if (typeof value === 'boolean' || typeof value === 'number') result[name] = value;
  else if (isText(value)) result[name] = value;
}

function readValue(reading: Reading, value: unknown): RuleValue {
  switch (reading) {
    case 'text':
      return isText(value) ? value : null;
    case 'flag':
      return typeof value === 'boolean' ? value : null;
    case 'texts':
      return listOf(value, isText);
    case 'first-text':
      return Array.isArray(value) && isText(value[0]) ? value[0] : null;
    case 'plans':
      return listOf(value, isPlan);
  }
}

/** The good items of a list: the list itself when all are, null when none is. */
function listOf<Item>(
  value: unknown,
  isGood: (item: unknown) => item is Item,
): readonly Item[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  if (value.every(isGood)) return value;
  const good = value.filter(isGood);
  return good.length === 0 ? null : good;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isPlan(value: unknown): value is RulePlan {
  return (
    isRecord(value) &&
    isPlanPart(value.servicePlanId) &&
    isPlanPart(value.service) &&
    isPlanPart(value.capabilityStatus)
  );
}

function isPlanPart(value: unknown): value is string | null | undefined {
  return typeof value === 'string' || value === null || value === undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameValue(left: RuleValue | undefined, right: RuleValue | undefined): boolean {
  if (left === right) return true;
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => sameItem(item, right[index]));
}

/** Of a service plan only what a rule can see is compared: not, for example, the date it was assigned. */
function sameItem(left: unknown, right: unknown): boolean {
  if (!isPlan(left) || !isPlan(right)) return left === right;
  return (
    (left.servicePlanId ?? '') === (right.servicePlanId ?? '') &&
    (left.service ?? '') === (right.service ?? '') &&
    (left.capabilityStatus ?? '') === (right.capabilityStatus ?? '')
  );
}
