/** An object's unsettled changes, as the index of rules wants to see them. */

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

/** All states the object has been in since it was last settled, and what differs among them. */
export function changeOf(row: ObjectRow, scope: RuleScope): Omit<ObjectChange, 'now'> {
  const variants = variantsOf(row);
  const changed = new Set<string>();
  for (const [at, variant] of variants.entries()) {
    const older = variants[at + 1];
    if (older === undefined) continue;
    for (const name of ruleNamesOfChange(scope, older.attributes, variant.attributes))
      changed.add(name);
  }
  return {
    scope,
    variants: variants.map((variant) =>
      variant.exists ? toRuleObject(scope, variant.attributes, row.id) : null,
    ),
    changed: row.undo === 'all' ? 'all' : changed,
  };
}
