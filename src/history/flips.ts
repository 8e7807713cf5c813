/** When an object came into a group and left it: read from the group's log, newest first, a bounded piece at a time. */
import type { Context } from '../membership/context.ts';
import type { LogCause, LogEntry } from '../ports/log.ts';

/** An object that came into a group, or left it. */
export interface Flip {
  readonly seq: number;
  readonly time: string;
  readonly added: boolean;
  readonly cause: LogCause;
  /** The events of the object that the look had to see, and the newest it saw; null where nobody looked at it alone. */
  readonly seen: { readonly first: number; readonly newest: number } | null;
}

export interface FlipQuery {
  readonly groupId: string;
  readonly ordinal: number;
  /** The first entry that is kept; absent: the first. */
  readonly first?: number;
  /** The newest entry to read. */
  readonly through: number;
  /** How many entries are read at most. */
  readonly entries: number;
}

/** Entries a request: a large group's runs have entries of up to 1 MiB, which are not to be held all at once. */
export const ENTRIES_A_REQUEST = 100;

/** The flips of an object, newest first; pauses between requests are where the caller may stop. */
export async function* readFlips(context: Context, query: FlipQuery): AsyncGenerator<Flip> {
  const { groupId, ordinal, entries } = query;
  const last = Math.max(query.first ?? 1, query.through - entries + 1);
  for (let through = query.through; through >= last; through -= ENTRIES_A_REQUEST) {
    const span = { from: Math.max(last, through - ENTRIES_A_REQUEST + 1), through };
    const some = await context.groups.readLogSpan(groupId, span);
    for (const entry of [...some].reverse()) {
      const flip = flipOf(entry, ordinal);
      if (flip !== null) yield flip;
    }
  }
}

/** What a log entry says of an object; null: nothing happened to it. */
export function flipOf(entry: LogEntry, ordinal: number): Flip | null {
  const added = entry.added.has(ordinal);
  if (!added && !entry.removed.has(ordinal)) return null;
  const seen = entry.seen?.find(([seenOrdinal]) => seenOrdinal === ordinal);
  const { seq, time, cause } = entry;
  return {
    seq,
    time,
    added,
    cause,
    seen: seen === undefined ? null : { first: seen[1], newest: seen[2] },
  };
}
