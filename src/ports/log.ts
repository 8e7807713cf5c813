/** What is written down of members' coming and going, and of the looks that brought it about. */
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Origin } from '../directory/origin.ts';

/** What happened to members, one row a transaction; replayed from the first it gives the bitmaps. */
export interface LogEntry {
  readonly seq: number;
  readonly time: string;
  /** Why: a run, a change of objects, a change by hand, the clock, the sources of a memberOf rule. */
  readonly cause: LogCause;
  /** Flips: members that were added and removed. */
  readonly added: OrdinalSet;
  readonly removed: OrdinalSet;
  /** Verdicts that flipped nothing because a run was in progress or the members were those of an older version. */
  readonly notedIn: OrdinalSet;
  readonly notedOut: OrdinalSet;
  /** Of objects that were looked at one by one, what was seen; none for a run, or where history was not kept yet. */
  readonly seen?: readonly SeenObject[];
}

/**
 * An object as it was judged: its ordinal, the first event not looked at before and the newest one. The verdict is that of
 * its attributes after the newest. When the first is greater than the newest, nothing had changed but time or a source.
 */
export type SeenObject = readonly [ordinal: number, first: number, newest: number];

/** Why members changed: the kind of work, and the version of the rule that decided. Entries of old have these two alone. */
export interface LogCause {
  readonly kind: 'run' | 'change' | 'hand' | 'clock' | 'source' | 'conversion' | 'release';
  readonly ver: number;
  /** The group event in which the text of the rule stands. */
  readonly rule?: number;
  /** The group event that asked for a run. */
  readonly asked?: number;
  /** The groups whose members changed, where a memberOf rule followed them. */
  readonly sources?: readonly string[];
  /** Who did it by hand, or released it. */
  readonly by?: Origin;
}

/** A log entry without its sets; null for what was not counted yet when it was written. */
export interface LogHead extends Pick<LogEntry, 'seq' | 'time' | 'cause'> {
  readonly added: number | null;
  readonly removed: number | null;
  /** How many members there were after it. */
  readonly count: number | null;
}

/** The members of a group after one of its log entries; they never change. */
export interface Checkpoint {
  readonly seq: number;
  readonly members: OrdinalSet;
}

/** What is left of the history of a group: rows of log and events before these numbers are gone or may go. */
export interface HistoryFloor {
  readonly seq: number;
  readonly event: number;
  /** Events before it that stay, because something that is kept refers to them. */
  readonly kept: readonly number[];
}

/** Numbers of events, or sequences of a log, both ends included. */
export interface Span {
  readonly from: number;
  readonly through: number;
}

/** Where to find what a look at an object did: the groups it wrote, each with its newest log entry after it. */
export interface LookTrace {
  /** The newest event of the object that the look has seen. */
  readonly event: number;
  readonly groups: Readonly<Record<string, number>>;
}
