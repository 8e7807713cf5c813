import type { EndedHold, Hold } from '../directory/hold.ts';
import type { Context } from './context.ts';

/** The record of a hold that ends now. */
export function endOf(
  hold: Hold,
  how: {
    readonly status: EndedHold['status'];
    readonly now: Date;
    readonly note?: string | null;
    readonly leftOut?: number;
  },
): EndedHold {
  const { status, now, note = null, leftOut = 0 } = how;
  return { ...hold, status, ended: now.toISOString(), note, leftOut };
}

/** Moves the hold among those that ended; called after the transaction that ended it. The sweeper does it otherwise. */
export function noteEnd(context: Context, groupId: string, ended: EndedHold): Promise<void> {
  return context.holds.end({ holdId: ended.id, groupId, created: ended.created });
}

/** Whether nobody can decide on it any more. */
export function isExpired(hold: Hold, now: Date): boolean {
  return now.getTime() >= Date.parse(hold.expires);
}
