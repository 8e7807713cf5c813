/** What a reference stands for. */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Quantifier, Reference } from '../language/ast.ts';
import { writtenName } from '../language/print-rule.ts';
import { findPlanPart, findProperty, type Property } from './catalogue.ts';

/** The objects a reference can begin with; `unknown` for any other. */
export type ReferenceObject = RuleScope | 'item' | 'plan' | 'group' | 'unknown';

/** Which object a reference begins with. */
export function objectOf(reference: Reference): ReferenceObject {
  switch (reference.object.toLowerCase()) {
    case 'user':
      return 'user';
    case 'device':
      return 'device';
    case 'assignedplan':
      return 'plan';
    case 'group':
      return 'group';
    case '_':
      return reference.name === '' ? 'item' : 'unknown';
    default:
      return 'unknown';
  }
}

/** The whole item of a collection of text, and the id of a group, compare like any text. */
const ITEM: Property = { name: '_', type: 'text' };
const GROUP_ID: Property = { name: 'objectId', type: 'text', isId: true };

/** The property, item or part of an item that a reference names; undefined when there is none. */
export function resolveReference(reference: Reference): Property | undefined {
  const object = objectOf(reference);
  switch (object) {
    case 'user':
    case 'device':
      return findProperty(object, reference.name);
    case 'plan':
      return findPlanPart(reference.name);
    case 'item':
      return ITEM;
    case 'group':
      return reference.name.toLowerCase() === 'objectid' ? GROUP_ID : undefined;
    case 'unknown':
      return undefined;
  }
}

/** The collection a quantifier looks into; undefined when its reference names none. */
export function ownerOf(quantifier: Quantifier): Property | undefined {
  return resolveReference(quantifier.reference);
}

/** A reference as people should write it: `user.department`, `_`, `assignedPlan.service`. */
export function displayName(reference: Reference): string {
  const property = resolveReference(reference);
  const object = objectOf(reference);
  switch (object) {
    case 'user':
    case 'device':
      return `${object}.${property?.name ?? reference.name}`;
    case 'plan':
      return `assignedPlan.${property?.name ?? reference.name}`;
    case 'group':
      return `group.${property?.name ?? reference.name}`;
    case 'item':
      return '_';
    case 'unknown':
      return writtenName(reference);
  }
}
