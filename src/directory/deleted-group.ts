/** Groups that are deleted and can be restored: Microsoft 365 groups, for 30 days (graph-spec.md 4.2). */
import type { GroupMeta } from './group-meta.ts';

const KEPT_DAYS = 30;
const DAY = 24 * 60 * 60_000;

/** Whether a group is deleted and may come back: nothing that its return needs may be thrown away. */
export function isKept(meta: GroupMeta): boolean {
  return meta.deleted !== null && meta.resource.unified && meta.purged !== true;
}

/** Whether it can be restored now. */
export function isRestorable(meta: GroupMeta, now: Date): boolean {
  return isKept(meta) && !isOverdue(meta, now);
}

/** Whether its time has run out. */
export function isOverdue({ deleted }: GroupMeta, now: Date): boolean {
  return deleted !== null && now.getTime() - Date.parse(deleted) >= KEPT_DAYS * DAY;
}
