/** Whether processing of a group is paused: itself, or with all others (design.md invariant 8). */
import type { GroupMeta, ProcessingState } from '../directory/group-meta.ts';
import { isPausedByAll } from '../directory/rule-control.ts';
import type { Context } from './context.ts';

/** A pause of all groups is heard of within this time, also in the middle of a long piece of work. */
const HEARD_WITHIN_MILLISECONDS = 2_000;

/** As far as this instance knows: the pause of all groups is read with the epoch, before groups are read. */
export function isPaused(context: Context, meta: GroupMeta): boolean {
  return stateOf(context, meta) === 'Paused';
}

/** The state that counts, and that the wire shows. */
function stateOf(context: Context, meta: GroupMeta): ProcessingState {
  if (meta.kind === 'assigned') return meta.state;
  const pause = context.index.control.pauseAll?.value ?? null;
  return isPausedByAll(pause, meta.id) ? 'Paused' : meta.state;
}

/** Called between the groups of one piece of work. */
export function hearOfPauses(context: Context): Promise<void> {
  return context.index.refreshIfOlder(HEARD_WITHIN_MILLISECONDS);
}
