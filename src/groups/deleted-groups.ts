/** Deleted groups that can be restored: shown, restored, or deleted for good. */
import { isRestorable } from '../directory/deleted-group.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import { editGroup, wantRun } from '../membership/edit-group.ts';
import { purgeGroup } from '../membership/purge-groups.ts';
import { resourceNotFound } from '../util/errors.ts';
import { recheckExtensions } from './check-rule.ts';
import { claimNames } from './group-name.ts';

/** Those that can be restored now, in the order of their ids. */
export async function listDeletedGroups(context: Context): Promise<readonly GroupMeta[]> {
  const now = context.clock.now();
  return (await context.listing.listDeleted()).filter((meta) => isRestorable(meta, now));
}

/** A deleted group as it stood. Throws 404 when there is none that can be restored. */
export async function readDeletedGroup(context: Context, id: string): Promise<GroupMeta> {
  const group = await context.groups.readMeta(id.toLowerCase());
  if (group === null || !isRestorable(group.value, context.clock.now())) throw resourceNotFound(id);
  return group.value;
}

/**
 * Brings a group back with the members it had; those of a dynamic group are then worked out anew, unless it is paused.
 * Throws 404, and 400 when its mailNickname or uniqueName is somebody else's by now.
 */
export async function restoreGroup(context: Context, id: string): Promise<GroupMeta> {
  const restored = await editGroup(context, id.toLowerCase(), async ({ meta }) => {
    if (!isRestorable(meta, context.clock.now())) throw resourceNotFound(id);
    if (meta.ordinal !== null) await claimNames(context, meta.resource, { ordinal: meta.ordinal });
    return { meta: broughtBack(meta, context.clock.now().toISOString()) };
  });
  if (restored === null) throw resourceNotFound(id);
  await recheckExtensions(context, restored);
  return restored;
}

/** Deletes a deleted group for good. Throws 404. */
export async function purgeDeletedGroup(context: Context, id: string): Promise<void> {
  if (!(await purgeGroup(context, id.toLowerCase()))) throw resourceNotFound(id);
}

function broughtBack(meta: GroupMeta, time: string): GroupMeta {
  const back: GroupMeta = { ...meta, deleted: null, wasRestored: true };
  if (meta.kind === 'assigned' || meta.state === 'Paused') return back;
  return { ...wantRun(back, { time, kind: 'restored' }), lastMembershipUpdated: null };
}
