import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { LogCause, LogEntry, SeenObject } from '../ports/log.ts';

/** What a look found for the objects it looked at: flips to make, and verdicts to remember while a run is in progress. */
export class Findings {
  readonly added = new OrdinalSet();
  readonly removed = new OrdinalSet();
  /** Of the removed, those that were deleted: they go whatever the state, and no guard counts them. */
  readonly deleted = new OrdinalSet();
  readonly notedIn = new OrdinalSet();
  readonly notedOut = new OrdinalSet();
  readonly #rows: readonly ObjectRow[];

  /** `rows`: the objects looked at, as they were judged; none where nobody was judged one by one. */
  constructor(rows: readonly ObjectRow[] = []) {
    this.#rows = rows;
  }

  get flips(): boolean {
    return !this.added.isEmpty || !this.removed.isEmpty;
  }

  get isEmpty(): boolean {
    return !this.flips && this.notedIn.isEmpty && this.notedOut.isEmpty;
  }

  /** Members that go because the rule no longer selects them. */
  get dismissed(): OrdinalSet {
    return this.removed.minus(this.deleted);
  }

  /** The deletions alone, where nothing else may flip now. */
  get onlyDeletions(): Findings {
    const some = new Findings(this.#rows);
    some.removed.addAll(this.deleted);
    some.deleted.addAll(this.deleted);
    return some;
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
  entry(meta: GroupMeta, cause: Omit<LogCause, 'ver'>, time: string): LogEntry {
    const { added, removed, notedIn, notedOut } = this;
    const seen = this.#seen();
    return {
      seq: meta.seq + 1,
      time,
      cause: { ...cause, ver: meta.ver, ...(meta.history.rule > 0 && { rule: meta.history.rule }) },
      added,
      removed,
      notedIn,
      notedOut,
      ...(seen.length > 0 && { seen }),
    };
  }

  /** What was seen of those of whom the entry says something. */
  #seen(): readonly SeenObject[] {
    const sets = [this.added, this.removed, this.notedIn, this.notedOut];
    return this.#rows
      .filter(({ ordinal }) => sets.some((set) => set.has(ordinal)))
      .map(({ ordinal, history }) => [ordinal, history.settled + 1, history.changes]);
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
