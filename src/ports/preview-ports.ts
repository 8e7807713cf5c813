/** Previews as they are stored: what each is over, how far it has come, and what was found. They live for an hour at most. */
import type { Limit } from '../directory/guard.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Stamped } from './ports.ts';

/** How many members a rule would make of a group, and unmake. */
export interface PreviewCounts {
  readonly before: number;
  readonly additions: number;
  readonly removals: number;
  readonly unchanged: number;
  /** Among the additions: guests, and accounts that are disabled. */
  readonly guests: number;
  readonly disabledAccounts: number;
}

/** What a preview found when all of the directory was read. */
export interface PreviewOutcome extends PreviewCounts {
  readonly limits: readonly Limit[];
  /** Names exactly this diff, of this rule and group. */
  readonly diffHash: string;
  /** The `ver` of the group then; null: there is no group yet. */
  readonly ver: number | null;
}

/** What was found among the objects that were looked at first. */
export interface PreviewSample {
  readonly objects: number;
  readonly additions: number;
  readonly removals: number;
  readonly unchanged: number;
}

export interface Preview {
  readonly id: string;
  /** Who asked; nobody else is shown it. */
  readonly callerId: string;
  /** Null: of a rule that no group has yet. */
  readonly groupId: string | null;
  readonly rule: string;
  readonly scope: RuleScope;
  readonly status: 'running' | 'completed' | 'failed' | 'cancelled';
  /** ISO, UTC, as all instants here. */
  readonly created: string;
  /** When somebody last asked for it, as far as that was noted. */
  readonly lastRead: string;
  readonly rangeBlocks: number;
  /** One past the highest ordinal that existed when it began, by kind. */
  readonly highWater: Readonly<Record<RuleScope, number>>;
  readonly sample: PreviewSample;
  /** Null until it is completed. */
  readonly outcome: PreviewOutcome | null;
  /** How often a range has failed. */
  readonly failures: number;
  /** Why it failed, as a sentence. */
  readonly error: string | null;
}

/** What was found in one range of the directory. */
export interface PreviewRange {
  readonly range: number;
  /** Whom the rule selects; of a memberOf rule nobody, as that is known from other groups. */
  readonly members: OrdinalSet;
  /** All guests of the range, and all accounts that are disabled. */
  readonly guests: OrdinalSet;
  readonly disabled: OrdinalSet;
  /** Objects that could not be evaluated. */
  readonly unread: OrdinalSet;
}

/** The lists of a preview. */
export type PreviewList = 'additions' | 'removals' | 'unchanged';

export interface PreviewStore {
  insert(preview: Preview): Promise<boolean>;
  read(id: string): Promise<Stamped<Preview> | null>;
  /** If-Match; false when it was written since, or is gone. */
  replace(preview: Stamped<Preview>): Promise<boolean>;
  list(): Promise<readonly Preview[]>;
  /** Unconditional: a range that is evaluated again says the same but for what has changed. */
  writeRange(id: string, range: PreviewRange): Promise<void>;
  readRanges(id: string): Promise<readonly PreviewRange[]>;
  /** The ranges that are there. */
  readDone(id: string): Promise<readonly number[]>;
  /** One list of a diff, under the hash of the whole. */
  writeList(id: string, list: ListOfDiff, ordinals: OrdinalSet): Promise<void>;
  /** Null: it was not written. */
  readList(id: string, list: ListOfDiff): Promise<OrdinalSet | null>;
  /** Ids of which there is any row, also of those whose preview itself is gone. */
  listIds(): Promise<readonly string[]>;
  /** Deletes a preview with all that was found, itself last. */
  remove(id: string): Promise<void>;
}

export interface ListOfDiff {
  readonly diffHash: string;
  readonly list: PreviewList;
}
