import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { recordChange } from '../membership/record-change.ts';
import { freeName, nameOf } from './claim-name.ts';
import { UNIQUE_NAMES } from './create-object.ts';
import { findObject, type ObjectKey } from './find-object.ts';

export interface ObjectToDelete extends ObjectKey {
  /** Throws when the object as it stands must not be deleted; the caller sees what it throws. */
  readonly check?: (row: ObjectRow) => void;
}

/** Deletes a user or device: it leaves every group, paused or not. The row stays as a tombstone. Throws 404. */
export async function deleteObject(
  context: Context,
  kind: RuleScope,
  object: ObjectToDelete,
): Promise<void> {
  for (;;) {
    const row = await findObject(context, kind, object);
    object.check?.(row);
    const deleted = context.clock.now().toISOString();
    if (!(await recordChange(context, row, { ...row, deleted, importId: null }))) continue;
    const index = UNIQUE_NAMES[kind];
    const value = nameOf(row, index);
    if (value !== null) await freeName(context, { index, value, ordinal: row.ordinal });
    return;
  }
}
