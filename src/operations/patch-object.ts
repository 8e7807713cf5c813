/** The update of a user or device. */
import { checkExtensionCount } from '../contract/extension-value.ts';
import { checkObjectSize } from '../contract/read-properties.ts';
import { type AttributePatch, type Attributes, applyPatch } from '../directory/attributes.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import { checkVersion } from '../http/etag.ts';
import { fingerprintOf } from '../http/fingerprint.ts';
import type { Context } from '../membership/context.ts';
import { editObject, type ObjectChange } from '../objects/change-object.ts';
import { mergeParts } from './object-body.ts';

export interface ObjectUpdate extends ObjectChange {
  /** The version the caller read; null: whatever it is. */
  readonly version: string | null;
}

/** Changes an object as a PATCH asks: parts of complex values are merged, the whole stays within its size. Throws 404, 412, 400. */
export async function updateObject(context: Context, update: ObjectUpdate): Promise<void> {
  const { kind, key, patch, version } = update;
  const edit = (row: ObjectRow): Attributes => {
    checkVersion(version, versionOf(row));
    return patched(row, kind, patch);
  };
  await editObject(context, { kind, key, edit });
}

/** The attributes of an object after a patch. Throws RequestError 400 when they become too large. */
export function patched(row: ObjectRow, kind: RuleScope, patch: AttributePatch): Attributes {
  const attributes = applyPatch(row.attributes, mergeParts(row.attributes, patch));
  checkObjectSize(kind, attributes);
  checkExtensionCount(attributes);
  return attributes;
}

/** The version of an object's content, for its ETag. */
export function versionOf(row: ObjectRow): string {
  return fingerprintOf(JSON.stringify(row.attributes));
}
