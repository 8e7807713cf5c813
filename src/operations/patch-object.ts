/** The update of a user or device. */
import { checkObjectSize } from '../contract/read-properties.ts';
import { type AttributePatch, applyPatch } from '../directory/attributes.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { checkVersion } from '../http/etag.ts';
import { fingerprintOf } from '../http/fingerprint.ts';
import type { Context } from '../membership/context.ts';
import { changeObject, type ObjectChange } from '../objects/change-object.ts';
import { findObject } from '../objects/find-object.ts';
import { isPartial, mergeParts } from './object-body.ts';
import { retryStale, writeOnReading } from './retry-stale.ts';

/**
 * Characters of a patch from which the object as a whole may become too large. Smaller ones can't: only lists have room,
 * and a list is replaced whole.
 */
const LARGE_PATCH = 4_000;

export interface ObjectUpdate extends Omit<ObjectChange, 'ifMatch'> {
  /** The version the caller read; null: whatever it is. */
  readonly version: string | null;
}

/**
 * Changes an object. Only where it depends on what stands (an ETag, parts of a complex value, its size) the object is
 * read first, and written on the condition that it is still the same. Throws 404, 412, 400.
 */
export async function updateObject(context: Context, update: ObjectUpdate): Promise<void> {
  const { kind, key, patch, version } = update;
  if (version === null && !isPartial(patch) && !isLarge(patch))
    return changeObject(context, { kind, key, patch });
  await retryStale(async () => {
    const row = await findObject(context, kind, key);
    checkVersion(version, versionOf(row));
    const whole = mergeParts(row.attributes, patch);
    checkObjectSize(kind, applyPatch(row.attributes, whole));
    await writeOnReading(() =>
      changeObject(context, { kind, key, patch: whole, ifMatch: row.etag }),
    );
  });
}

/** The version of an object's content, for its ETag. */
export function versionOf(row: ObjectRow): string {
  return fingerprintOf(JSON.stringify(row.attributes));
}

function isLarge(patch: AttributePatch): boolean {
  return JSON.stringify(patch).length > LARGE_PATCH;
}
