import type { ObjectContent, ObjectRow } from '../directory/object-row.ts';
import { resourceNotFound } from '../util/errors.ts';
import type { Context } from './context.ts';

/**
 * To be called after an object's row was read and before `next` is written If-Match: notes a new manager in the index,
 * and only then makes sure that he exists. Throws 404 when he does not.
 */
export async function noteManager(
  context: Context,
  before: ObjectContent | null,
  next: ObjectContent,
): Promise<void> {
  const { manager } = next.attributes;
  if (typeof manager !== 'string' || next.deleted !== null) return;
  if (before?.attributes.manager === manager) return;
  const claim = await context.lookups.read('id', manager);
  if (claim === null) throw resourceNotFound(manager);
  await context.reports.note(claim.value, next.ordinal);
  if (!isLivingUser(await context.objects.read(claim.value), manager))
    throw resourceNotFound(manager);
}

/** Whether a row is that of the user with an id, who exists. */
export function isLivingUser(row: ObjectRow | null, id: string): boolean {
  return row !== null && row.deleted === null && row.kind === 'user' && row.id === id;
}
