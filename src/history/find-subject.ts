/** Groups and objects whose history is asked for: those that were deleted have one too. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { resourceNotFound } from '../util/errors.ts';

/** Throws 404 when there never was such a group. */
export async function findGroup(context: Context, id: string): Promise<GroupMeta> {
  const group = await context.groups.readMeta(id);
  if (group === null || group.value.ordinal === null) throw resourceNotFound(id);
  return group.value;
}

/** A user, device or group by object id. Throws 404 when there never was one. */
export async function findSubject(context: Context, id: string): Promise<ObjectRow> {
  const claim = await context.lookups.read('id', id);
  const ordinal = claim?.value ?? (await context.groups.readMeta(id))?.value.ordinal ?? null;
  const row = ordinal === null ? null : await context.objects.read(ordinal);
  if (row === null || row.id !== id) throw resourceNotFound(id);
  return row;
}
