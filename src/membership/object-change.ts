/** An object's unsettled changes, as the index of rules wants to see them. */

import { findWrongType } from '../directory/attribute-types.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { variantsOf } from '../directory/object-row.ts';
import type { RuleObject, RuleScope } from '../directory/rule-object.ts';
import { ruleNamesOfChange, toRuleObject } from '../directory/to-rule-object.ts';
import type { ObjectChange } from '../matching/rule-index.ts';

/** The kind of rule that can select the object; null for a group, which no rule selects. */
export function scopeOf(row: Pick<ObjectRow, 'kind'>): RuleScope | null {
  return row.kind === 'group' ? null : row.kind;
}

/** What a rule sees of a user or device; null when it is deleted or a group. */
export function ruleObjectOf(row: ObjectRow): RuleObject | null {
  const scope = scopeOf(row);
  return scope === null || row.deleted !== null
    ? null
    : toRuleObject(scope, row.attributes, row.id);
}

/**
 * The same for a verdict: an attribute that is not of its type says nothing of what it was, and must not count as absent.
 * Throws WrongTypeError.
 */
export function judgedObjectOf(row: ObjectRow): RuleObject | null {
  const scope = scopeOf(row);
  const wrong = scope === null ? null : findWrongType(scope, row.attributes);
  if (scope !== null && wrong !== null && row.deleted === null)
    throw new WrongTypeError(scope, row.id, wrong);
  return ruleObjectOf(row);
}

/** An object that can't be judged, because one of its stored attributes is not of the type that it should have. */
export class WrongTypeError extends Error {
  constructor(kind: RuleScope, id: string, attribute: string) {
    super(
      `The attribute ${attribute} of ${kind} ${id} is stored with a type that it cannot have. Set it again.`,
    );
    this.name = 'WrongTypeError';
  }
}

/**
 * All states the object has been in since it was last settled, and what differs among them: anything, when one of them holds
 * a value of the wrong type, of which nobody knows what it stood for.
 */
export function changeOf(row: ObjectRow, scope: RuleScope): Omit<ObjectChange, 'now'> {
  const variants = variantsOf(row);
  const changed = new Set<string>();
  for (const [at, variant] of variants.entries()) {
    const older = variants[at + 1];
    if (older === undefined) continue;
    for (const name of ruleNamesOfChange(scope, older.attributes, variant.attributes))
      changed.add(name);
  }
  const isUnclear = variants.some(({ attributes }) => findWrongType(scope, attributes) !== null);
  return {
    scope,
    variants: variants.map((variant) =>
      variant.exists ? toRuleObject(scope, variant.attributes, row.id) : null,
    ),
    changed: row.undo === 'all' || isUnclear ? 'all' : changed,
  };
}
