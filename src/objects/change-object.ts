import {
  type AttributePatch,
  type Attributes,
  applyPatch,
  inversePatch,
} from '../directory/attributes.ts';
import { isSettled, type ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { recordChange, sendQuietly } from '../membership/record-change.ts';
import { readReports } from '../membership/reports.ts';
import { resourceNotFound } from '../util/errors.ts';
import { claimName, freeName, nameOf } from './claim-name.ts';
import { UNIQUE_NAMES } from './create-object.ts';
import { findObject, type ObjectKey } from './find-object.ts';

export interface ObjectChange {
  readonly kind: RuleScope;
  readonly key: ObjectKey;
  readonly patch: AttributePatch;
}

/** Sets and clears attributes. Throws 404, and 400 for a name that is taken. */
export async function changeObject(context: Context, change: ObjectChange): Promise<void> {
  const { kind, key, patch } = change;
  await editObject(context, { kind, key, edit: (row) => applyPatch(row.attributes, patch) });
}

export interface ObjectEdit {
  readonly kind: RuleScope;
  readonly key: ObjectKey;
  /** Works out the attributes from the row as it stands; it may run several times. What it throws, the caller sees. */
  readonly edit: (row: ObjectRow) => Attributes;
  /** The import that changes it; absent: none. */
  readonly importId?: string;
}

/**
 * Changes attributes. What changes nothing writes nothing; answers whether it did. Throws 404, and 400 for a name that is
 * taken.
 */
export async function editObject(context: Context, change: ObjectEdit): Promise<boolean> {
  const { kind, key, edit, importId } = change;
  let row = await findObject(context, kind, key);
  for (;;) {
    const attributes = edit(row);
    if (Object.keys(inversePatch(row.attributes, attributes)).length === 0) {
      await remind(context, row);
      return false;
    }
    const next = { ...row, attributes, importId: importId ?? row.importId };
    if (await writeWithNames(context, kind, { row, next })) return true;
    row = await findObject(context, kind, { name: 'id', value: row.id });
  }
}

/** Nothing to write, perhaps because it was written and the answer lost: what is announced is asked for again. */
async function remind(context: Context, row: ObjectRow): Promise<void> {
  if (!isSettled(row)) await sendQuietly(() => context.queues.sendObjects([row.ordinal]));
}

/** Sets or clears a user's manager. Throws 404 when either is nobody. */
export async function setManager(
  context: Context,
  userKey: ObjectKey,
  managerId: string | null,
): Promise<void> {
  const manager =
    managerId === null
      ? null
      : (await findObject(context, 'user', { name: 'id', value: managerId })).id;
  await changeObject(context, { kind: 'user', key: userKey, patch: { manager } });
}

/** A user's manager. Throws 404 when there is none. */
export async function findManager(context: Context, userKey: ObjectKey): Promise<ObjectRow> {
  const { attributes } = await findObject(context, 'user', userKey);
  if (typeof attributes.manager !== 'string') throw resourceNotFound('manager');
  return findObject(context, 'user', { name: 'id', value: attributes.manager });
}

/** The users whose manager a user is. Throws 404 when there is no such user. */
export async function listReports(
  context: Context,
  userKey: ObjectKey,
): Promise<readonly ObjectRow[]> {
  return readReports(context, await findObject(context, 'user', userKey));
}

/** Claims a new unique name before the row is written and frees the old one after it. */
async function writeWithNames(
  context: Context,
  kind: RuleScope,
  step: { readonly row: ObjectRow; readonly next: ObjectRow },
): Promise<boolean> {
  const { row, next } = step;
  const index = UNIQUE_NAMES[kind];
  const [before, after] = [nameOf(row, index), nameOf(next, index)];
  const renamed = before?.toLowerCase() !== after?.toLowerCase();
  if (renamed && after !== null)
    await claimName(context, { index, value: after, ordinal: row.ordinal });
  if (!(await recordChange(context, row, next))) return false;
  if (renamed && before !== null)
    await freeName(context, { index, value: before, ordinal: row.ordinal });
  return true;
}
