import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { recordChange } from '../membership/record-change.ts';
import { freeName, nameOf } from './claim-name.ts';
import { UNIQUE_NAMES } from './create-object.ts';
import { findObject, type ObjectKey } from './find-object.ts';

/** Deletes a user or device: it leaves every group, paused or not. The row stays as a tombstone. Throws 404. */
export async function deleteObject(
  context: Context,
  kind: RuleScope,
  key: ObjectKey,
): Promise<void> {
  for (;;) {
    const row = await findObject(context, kind, key);
    const deleted = context.clock.now().toISOString();
    if (!(await recordChange(context, row, { ...row, deleted }))) continue;
    const index = UNIQUE_NAMES[kind];
    const value = nameOf(row, index);
    if (value !== null) await freeName(context, { index, value, ordinal: row.ordinal });
    return;
  }
}
