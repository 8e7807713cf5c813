/** The storage verbs of the past of groups, and of how old history goes. */
import type { Checkpoint, HistoryFloor } from './log.ts';

/** What a group store can do with the past. */
export interface GroupPastStore {
  /** The members after the first log entry, at or after one, of which they were written down; null: after none. */
  readCheckpoint(id: string, seq: number): Promise<Checkpoint | null>;
  /** Inserts or replaces: whoever writes it again writes the same. */
  writeCheckpoint(id: string, checkpoint: Checkpoint): Promise<void>;
  /**
   * Deletes some rows of log, events and checkpoints before a floor that stands in `meta`, the oldest first, with two
   * requests for each; true: there may be more.
   */
  forgetHistory(id: string, floor: HistoryFloor): Promise<boolean>;
  /** Deletes the diff of a hold that ended, then how it ended. Nothing happens when they are gone. */
  forgetHold(id: string, holdId: string): Promise<void>;
}

/** How far the deletion of old history has come. */
export interface RetentionCursor {
  readonly part: 'ended' | 'groups' | 'objects' | 'done';
  /** Where to go on within the part; of `done` when that was (ISO). */
  readonly after: string | null;
}

export interface RetentionStore {
  /** Null: it was never begun. */
  read(): Promise<RetentionCursor | null>;
  write(cursor: RetentionCursor): Promise<void>;
}
