/**
 * Reading a property of an object: the one place that decides what counts as null (rules-spec.md 7.2). Absent, null, empty
 * text, a value of another type, an instant that is none, and a collection without a non-empty item are all null.
 */
import type { RuleObject, RulePlan, RuleValue } from '../directory/rule-object.ts';
import { isExtensionName } from './catalogue.ts';
import { parseInstant } from './instant.ts';

/** Reads one property of objects; null where the property is null. */
export type Reader<Value> = (object: RuleObject) => Value | null;

/** Text; stored true, false and numbers of extension properties are read as their text (D21). */
export function textReader(name: string): Reader<string> {
  if (!isExtensionName(name)) return (object) => asText(object[name]);
  const lowerCased = name.toLowerCase();
  return (object) => asExtensionText(findValue(object, lowerCased));
}

/** True or false. */
export function flagReader(name: string): Reader<boolean> {
  return (object) => {
    const value = object[name];
    return typeof value === 'boolean' ? value : null;
  };
}

/** Milliseconds since 1970. */
export function instantReader(name: string): Reader<number> {
  return (object) => {
    const value = object[name];
    return typeof value === 'string' ? parseInstant(value) : null;
  };
}

/** The non-empty texts of a collection: at least one, else null. */
export function textsReader(name: string): Reader<readonly string[]> {
  return (object) => nonEmpty(itemsOf(object[name]).filter(isFilledText));
}

/** The service plans of a collection: at least one, else null. A plan without any part is an empty item. */
export function plansReader(name: string): Reader<readonly RulePlan[]> {
  return (object) => nonEmpty(itemsOf(object[name]).filter(isPlan));
}

/** A part of a service plan; null when missing or empty. */
export function planPart(plan: RulePlan, name: string): string | null {
  switch (name) {
    case 'servicePlanId':
      return plan.servicePlanId || null;
    case 'service':
      return plan.service || null;
    case 'capabilityStatus':
      return plan.capabilityStatus || null;
    default:
      return null;
  }
}

function asText(value: RuleValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function asExtensionText(value: RuleValue | undefined): string | null {
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : asText(value);
}

/** Extension names are compared without regard to letter case; most objects have them in lower case. */
function findValue(object: RuleObject, lowerCased: string): RuleValue | undefined {
  const value = object[lowerCased];
  if (value !== undefined) return value;
  for (const name in object) {
    if (name.length === lowerCased.length && name.toLowerCase() === lowerCased) return object[name];
  }
  return undefined;
}

function itemsOf(value: RuleValue | undefined): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function nonEmpty<Item>(items: readonly Item[]): readonly Item[] | null {
  return items.length === 0 ? null : items;
}

function isFilledText(item: unknown): item is string {
  return typeof item === 'string' && item !== '';
}

function isPlan(item: unknown): item is RulePlan {
  return typeof item === 'object' && item !== null && Object.values(item).some(isFilledText);
}
