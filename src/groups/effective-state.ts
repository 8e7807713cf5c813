import type { GroupMeta } from '../directory/group-meta.ts';
import { isPausedByAll, type RuleControl } from '../directory/rule-control.ts';

/** A group as it counts and is shown: paused while all groups are, unless it is an exception. Never to be written. */
export function asItCounts(control: RuleControl, meta: GroupMeta): GroupMeta {
  const isPaused =
    meta.kind === 'dynamic' && isPausedByAll(control.pauseAll?.value ?? null, meta.id);
  return isPaused ? { ...meta, state: 'Paused' } : meta;
}
