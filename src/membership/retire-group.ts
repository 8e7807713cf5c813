/** The object that a group is as a member of other groups follows the group: it is deleted with it, and comes back with it. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from './context.ts';
import { recordChange } from './record-change.ts';

/** A deleted group leaves the assigned groups it is a member of, as any other deleted object does. */
export async function retireDeletedGroup(context: Context, meta: GroupMeta): Promise<void> {
  for (;;) {
    const row = await ownRow(context, meta);
    if (row === null || row.deleted !== null) return;
    if (await recordChange(context, row, { ...row, deleted: meta.deleted })) return;
  }
}

/** A group that was restored can be a member again; it is in no group at first. */
export async function reviveRestoredGroup(context: Context, meta: GroupMeta): Promise<void> {
  if (meta.wasRestored !== true || meta.deleted !== null) return;
  for (;;) {
    const row = await ownRow(context, meta);
    if (row === null || row.deleted === null) return;
    if (await recordChange(context, row, { ...row, deleted: null })) return;
  }
}

/**
 * To be called before deleted objects are looked at: those that are groups and were deleted by a slow worker, which had
 * read the group before it was restored, are brought back first. True when there was one: the rows are others then.
 */
export async function reviveGroupsAmong(
  context: Context,
  rows: readonly ObjectRow[],
): Promise<boolean> {
  let hasRevived = false;
  for (const row of rows) {
    if (row.kind !== 'group' || row.deleted === null) continue;
    const group = await context.groups.readMeta(row.id);
    if (group?.value.deleted !== null || group.value.wasRestored !== true) continue;
    await reviveRestoredGroup(context, group.value);
    hasRevived = true;
  }
  return hasRevived;
}

async function ownRow(context: Context, { ordinal }: GroupMeta): Promise<ObjectRow | null> {
  return ordinal === null ? null : context.objects.read(ordinal);
}
