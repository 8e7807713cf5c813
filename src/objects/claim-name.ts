/**
 * Names that only one object may have: claimed in the lookup table before the object is written, freed after. A claim
 * whose owner died in between is taken over by the next who wants the name, never by age: first the ordinal it points at is
 * fenced, so that a slow owner's own write fails and starts again with a new claim.
 */
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { fenceMissing } from '../membership/fence-missing.ts';
import type { LookupIndex } from '../ports/name-ports.ts';
import { alreadyExists } from '../util/errors.ts';

export interface Claim {
  readonly index: LookupIndex;
  readonly value: string;
  readonly ordinal: number;
}

/** Claims a name for an ordinal. Throws 400 when a living object has it. */
export async function claimName(context: Context, claim: Claim): Promise<void> {
  for (;;) {
    if (await context.lookups.insert(claim.index, claim.value, claim.ordinal)) return;
    const standing = await context.lookups.read(claim.index, claim.value);
    if (standing === null) continue;
    const isOurs = standing.value === claim.ordinal;
    if (!isOurs && !(await isAbandoned(context, claim, standing.value)))
      throw alreadyExists(claim.index);
    // Written again even if it is ours: somebody who renamed the object before may be about to free it.
    if (
      await context.lookups.replace(claim.index, claim.value, {
        value: claim.ordinal,
        etag: standing.etag,
      })
    )
      return;
  }
}

/**
 * Frees a name, if it is still this ordinal's and the object has it no longer. The object's row is fenced first: a slow
 * rename back to the name then fails, and starts again with a new claim.
 */
export async function freeName(context: Context, claim: Claim): Promise<void> {
  for (;;) {
    const standing = await context.lookups.read(claim.index, claim.value);
    if (standing?.value !== claim.ordinal) return;
    const row = await context.objects.read(claim.ordinal);
    if (row !== null && row.deleted === null) {
      if (holds(row, claim)) return;
      if ((await context.objects.replace(row)) === null) continue;
    }
    return context.lookups.remove(claim.index, claim.value, standing.etag);
  }
}

/** The value an object has under an index; null when it has none. */
export function nameOf(
  row: Pick<ObjectRow, 'id' | 'attributes'>,
  index: LookupIndex,
): string | null {
  if (index === 'id') return row.id;
  const value = row.attributes[index];
  return typeof value === 'string' ? value : null;
}

/** True once nobody holds the name and nobody who was about to can still come. */
async function isAbandoned(context: Context, claim: Claim, holder: number): Promise<boolean> {
  const row = await context.objects.read(holder);
  if (row === null) return fenceMissing(context, holder);
  if (holds(row, claim)) return false;
  return (await context.objects.replace(row)) !== null || isAbandoned(context, claim, holder);
}

function holds(row: ObjectRow, { index, value }: Claim): boolean {
  return row.deleted === null && nameOf(row, index)?.toLowerCase() === value.toLowerCase();
}
