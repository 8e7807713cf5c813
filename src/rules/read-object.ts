/** Objects that people write down: checked before anything is evaluated, so that a misspelt name does not pass for null. */
import type { RuleObject, RuleScope, RuleValue } from '../directory/rule-object.ts';
import { findProperty, type PropertyType } from './catalogue.ts';

/** An object of a kind, or the field that is wrong with it and why, in English. */
export type ObjectReading =
  | { readonly object: RuleObject; readonly fault: null }
  | { readonly object: null; readonly fault: ObjectFault };

/** The first field that is wrong. */
export interface ObjectFault {
  /** The name as written; empty when the whole is no object. */
  readonly field: string;
  readonly problem: string;
}

const EXPECTED: Readonly<Record<PropertyType, string>> = {
  text: 'a text or null',
  flag: 'true, false or null',
  instant: 'a date and time as text, or null',
  texts: 'a list of texts or null',
  groups: 'a list of group ids or null',
  plans: 'a list of service plans or null',
};

/**
 * Reads an object under the names of rules-spec.md 5, in any letter case, and `manager`. The first field that is unknown or
 * of the wrong type is the fault.
 */
export function readRuleObject(value: unknown, scope: RuleScope): ObjectReading {
  if (!isRecord(value)) return faulty('', 'An object with properties is expected.');
  const object: Record<string, RuleValue> = {};
  for (const [field, content] of Object.entries(value)) {
    const known = knownField(field, scope);
    if (known === null) return faulty(field, `${field} is not a property of ${scope} rules.`);
    if (!isOfType(content, known)) {
      return faulty(field, `${field} must be ${expectation(known)}.`);
    }
    object[known.name] = content;
  }
  return { object, fault: null };
}

interface Field {
  readonly name: string;
  readonly type: PropertyType;
  readonly isExtension: boolean;
}

function knownField(field: string, scope: RuleScope): Field | null {
  if (scope === 'user' && field.toLowerCase() === 'manager') {
    return { name: 'manager', type: 'text', isExtension: false };
  }
  const property = findProperty(scope, field);
  if (property === undefined) return null;
  const isExtension = property.name.toLowerCase().startsWith('extension_');
  return { name: property.name, type: property.type, isExtension };
}

function expectation({ type, isExtension }: Field): string {
  return isExtension ? 'a text, true, false, a number or null' : EXPECTED[type];
}

function isOfType(content: unknown, { type, isExtension }: Field): content is RuleValue {
  if (content === null) return true;
  switch (type) {
    case 'text':
      return (
        typeof content === 'string' ||
        (isExtension && (typeof content === 'boolean' || typeof content === 'number'))
      );
    case 'flag':
      return typeof content === 'boolean';
    case 'instant':
      return typeof content === 'string';
    case 'texts':
    case 'groups':
      return Array.isArray(content) && content.every(isTextOrNull);
    case 'plans':
      return Array.isArray(content) && content.every(isPlan);
  }
}

function isPlan(item: unknown): boolean {
  return item === null || (isRecord(item) && Object.values(item).every(isTextOrNull));
}

function isTextOrNull(item: unknown): boolean {
  return item === null || typeof item === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function faulty(field: string, problem: string): ObjectReading {
  return { object: null, fault: { field, problem } };
}
