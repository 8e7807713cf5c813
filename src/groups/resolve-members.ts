import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { findMember } from '../objects/find-object.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';

/**
 * The rows of objects that are to become members of an assigned group. Throws 404 for one that is not there (Graph then
 * names the group, graph-spec.md 3.3) and 400 for a kind the group can't have: Microsoft 365 groups have users only.
 */
export async function resolveMembers(
  context: Context,
  group: { readonly id: string; readonly unified: boolean },
  ids: readonly string[],
): Promise<readonly ObjectRow[]> {
  const rows = await Promise.all(ids.map((id) => findMember(context, id)));
  const found = rows.filter((row) => row !== null);
  if (found.length < rows.length) throw resourceNotFound(group.id);
  checkMemberKinds(group.unified, found);
  return found;
}

/** Throws 400 for a kind of object that the group can't have. */
export function checkMemberKinds(unified: boolean, rows: readonly Pick<ObjectRow, 'kind'>[]): void {
  if (unified && rows.some(({ kind }) => kind !== 'user'))
    throw badRequest('A Microsoft 365 group can have users only as members.');
}
