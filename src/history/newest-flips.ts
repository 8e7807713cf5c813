/** When each of many objects last came into a group or left it: one way back through the log for all of them. */
import type { Context } from '../membership/context.ts';
import { ENTRIES_A_REQUEST, type Flip, flipOf } from './flips.ts';

/** Entries that are read at most. */
const MOST_ENTRIES = 1_000;

/** The newest flip of each object (by ordinal) that has one among the newest entries of the group's log, up to `newest`. */
export async function newestFlips(
  context: Context,
  about: {
    readonly groupId: string;
    readonly ordinals: readonly number[];
    readonly newest: number;
  },
): Promise<ReadonlyMap<number, Flip>> {
  const { groupId, newest } = about;
  const found = new Map<number, Flip>();
  const missing = new Set(about.ordinals);
  const last = Math.max(1, newest - MOST_ENTRIES + 1);
  for (let through = newest; through >= last && missing.size > 0; through -= ENTRIES_A_REQUEST) {
    const span = { from: Math.max(last, through - ENTRIES_A_REQUEST + 1), through };
    const entries = await context.groups.readLogSpan(groupId, span);
    for (const entry of [...entries].reverse())
      for (const ordinal of missing) {
        const flip = flipOf(entry, ordinal);
        if (flip === null) continue;
        found.set(ordinal, flip);
        missing.delete(ordinal);
      }
  }
  return found;
}
