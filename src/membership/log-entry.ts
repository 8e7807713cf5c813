import type { GroupMeta } from '../directory/group-meta.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { LogCause, LogEntry } from './ports.ts';

/** What a look found for the objects it looked at: flips to make, and verdicts to remember while a run is in progress. */
export class Findings {
  readonly added = new OrdinalSet();
  readonly removed = new OrdinalSet();
  readonly notedIn = new OrdinalSet();
  readonly notedOut = new OrdinalSet();

  get flips(): boolean {
    return !this.added.isEmpty || !this.removed.isEmpty;
  }

  get isEmpty(): boolean {
    return !this.flips && this.notedIn.isEmpty && this.notedOut.isEmpty;
  }

  /** The members after the flips. */
  applyTo(members: OrdinalSet): OrdinalSet {
    const result = members.minus(this.removed);
    result.addAll(this.added);
    return result;
  }

  /** The chunks in which a flip lies. */
  get touchedChunks(): readonly number[] {
    return [...new Set([...this.added.chunkNumbers, ...this.removed.chunkNumbers])];
  }

  /** The log entry that follows the group's newest. */
  entry(meta: GroupMeta, kind: LogCause['kind'], time: string): LogEntry {
    const { added, removed, notedIn, notedOut } = this;
    return {
      seq: meta.seq + 1,
      time,
      cause: { kind, ver: meta.ver },
      added,
      removed,
      notedIn,
      notedOut,
    };
  }
}

/** Applies what was logged to a result that is older: the newest verdict of each object wins. */
export function replay(entries: readonly LogEntry[], result: OrdinalSet): void {
  for (const entry of entries) {
    for (const members of [entry.added, entry.notedIn])
      for (const ordinal of members.ordinals()) result.add(ordinal);
    for (const others of [entry.removed, entry.notedOut])
      for (const ordinal of others.ordinals()) result.delete(ordinal);
  }
}
