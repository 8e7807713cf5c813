import { isKept, isOverdue } from '../directory/deleted-group.ts';
import type { Context } from './context.ts';
import { editMeta } from './edit-group.ts';

/** Deletes for good the groups whose time as deleted groups has run out. */
export async function purgeGroups(context: Context): Promise<void> {
  const now = context.clock.now();
  const overdue = (await context.listing.listDeleted()).filter(
    (meta) => isKept(meta) && isOverdue(meta, now),
  );
  for (const { id } of overdue) await purgeGroup(context, id);
}

/** Deletes a deleted group for good; its row stays as a tombstone. False when there is no such group. */
export function purgeGroup(context: Context, groupId: string): Promise<boolean> {
  return editMeta(context, groupId, (meta) => (isKept(meta) ? { ...meta, purged: true } : null));
}
