/**
 * The storage and queue verbs of the membership engine. One call of a verb is one request to the storage service (a query
 * that runs over a page boundary: one request a page). Conditions and order of the calls: docs/protocol.md.
 *
 * A write that is conditional answers `null` (or `false`) when the condition failed; that is no error, the caller reads
 * again. Everything else that goes wrong is thrown, and the message that was in work comes back.
 */
import type { GroupEvent } from '../directory/group-event.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { TenantGuard } from '../directory/guard.ts';
import type { EndedHold } from '../directory/hold.ts';
import type { ObjectEvent } from '../directory/object-event.ts';
import type { ObjectContent, ObjectRow } from '../directory/object-row.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { PauseAll, RuleControl } from '../directory/rule-control.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { RuleRow } from '../directory/rule-row.ts';
import type { RuleTests } from '../directory/rule-tests.ts';
import type { Intent, Pending } from './announcements.ts';
import type { LogEntry, LogHead, LookTrace, Span } from './log.ts';
import type { GroupPastStore } from './retention-ports.ts';

/** A value with the ETag it was read under. */
export interface Stamped<T> {
  readonly value: T;
  readonly etag: string;
}

/** A page of a list; `next` leads to the page after it and is absent on the last one. A page may be empty and have a next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

type Events = ReadonlyMap<number, ObjectEvent>;

/** Users, devices, and groups as members of groups, by ordinal. */
export interface ObjectStore {
  read(ordinal: number): Promise<ObjectRow | null>;
  /** The rows of some ordinals of one block, in ordinal order; those nobody has are left out. */
  readSome(block: number, ordinals: readonly number[]): Promise<readonly ObjectRow[]>;
  /** Every object row of a block in ordinal order, tombstones included. As the other readers, throws UnreadableRowError. */
  readBlock(block: number): Promise<readonly ObjectRow[]>;
  /** The same, with rows that can't be read apart. */
  scanBlock(block: number): Promise<Scan>;
  /** Inserts the row, its intent row when it is not settled, and its first event, in one transaction; null when the ordinal is taken. */
  insert(content: ObjectContent, event?: ObjectEvent): Promise<string | null>;
  /**
   * Replaces the row If-Match its ETag and, when it is not settled, writes its intent row, and the event that this is, in one
   * transaction. A row that is settled must have been so when it was read: only `settle` makes it so. Answers the new ETag,
   * or null when the row has been changed since.
   */
  replace(row: ObjectRow, event?: ObjectEvent): Promise<string | null>;
  /**
   * Inserts rows of one block with their intent rows and events (by ordinal), in as few transactions as hold them (33 rows
   * each, fewer when they are large). Answers the ETag of each; null for all rows of a transaction in which one was taken.
   */
  insertAll(
    contents: readonly ObjectContent[],
    events?: Events,
  ): Promise<readonly (string | null)[]>;
  /** As `insertAll`, replacing each If-Match its ETag; null for all rows of a transaction in which one was changed since. */
  replaceAll(rows: readonly ObjectRow[], events?: Events): Promise<readonly (string | null)[]>;
  /**
   * Clears `undo` and the mark of an import and deletes the intent rows of rows of one block, If-Match each, with the traces
   * of the look that is done, in one transaction per 33 rows; false when one has been changed since.
   */
  settle(rows: readonly ObjectRow[], traces?: ReadonlyMap<number, LookTrace>): Promise<boolean>;
  /** The events of an object with numbers `from` to `through`, newest first; events before history was kept are left out. */
  readEvents(ordinal: number, span: Span): Promise<readonly ObjectEvent[]>;
  /**
   * Deletes events written before an instant (ISO), and traces of looks that saw no newer ones, of one page of a block's
   * rows; answers where to go on, null at the end.
   */
  forgetEvents(
    block: number,
    about: { readonly before: string; readonly after: string | null },
  ): Promise<string | null>;
  /** The traces of looks that ended at an event `from` to `through`, newest first. */
  readTraces(ordinal: number, span: Span): Promise<readonly LookTrace[]>;
  /** The intent rows of a block: which objects still have to be looked at. */
  intents(block: number): Promise<readonly Intent[]>;
  /** Null: nothing has to be looked at. */
  readIntent(ordinal: number): Promise<Stamped<Intent> | null>;
  /** Replaces an intent row If-Match, the object's own row untouched; false when it was written since, or is gone. */
  writeIntent(intent: Stamped<Intent>): Promise<boolean>;
}

/** A block with what could not be read of it. */
export interface Scan {
  readonly rows: readonly ObjectRow[];
  readonly unreadable: readonly Unreadable[];
}

/** An object whose row is there and can't be read. */
export interface Unreadable {
  readonly ordinal: number;
  readonly reason: string;
}

/** A group with its members, as they were at one moment. */
export interface StoredGroup {
  readonly meta: GroupMeta;
  readonly members: OrdinalSet;
  readonly etag: string;
}

/** One transaction on a group. */
export interface GroupWrite {
  readonly meta: GroupMeta;
  /** The members after it; absent when they do not change. */
  readonly members?: OrdinalSet;
  /** The chunks in which `members` differs from what is stored. */
  readonly touchedChunks?: readonly number[];
  readonly log?: LogEntry;
  /** What happened to the group, numbered on from those before. */
  readonly events?: readonly GroupEvent[];
  /** The diff of the hold that `meta` then has. */
  readonly heldDiff?: HeldDiff;
  /** The diff that `meta` then expects, under its id, which is read as that of a hold. */
  readonly expectedDiff?: HeldDiff;
  /** The tests of the group's rule from now on; absent: those that stand. */
  readonly ruleTests?: RuleTests;
  /** The hold that `meta` then no longer has, and how it ended. */
  readonly endedHold?: EndedHold;
}

/** What a hold would do. */
export interface HeldDiff {
  readonly holdId: string;
  readonly added: OrdinalSet;
  readonly removed: OrdinalSet;
}

/** Groups by id (lower case): `meta`, members and log, written together. */
export interface GroupStore extends GroupPastStore {
  /** Deleted groups are answered too: a tombstone is a group. */
  readMeta(id: string): Promise<Stamped<GroupMeta> | null>;
  /** `meta` and members as they were at one moment. */
  read(id: string): Promise<StoredGroup | null>;
  /** As `read`, with the members of one chunk alone: what it costs does not grow with the group. */
  readChunk(id: string, chunk: number): Promise<StoredGroup | null>;
  /** Log entries with a sequence greater than `after`, in order. */
  readLog(id: string, after: number): Promise<readonly LogEntry[]>;
  /** Log entries of some sequences, in order. */
  readLogSpan(id: string, span: Span): Promise<readonly LogEntry[]>;
  /** The same without their sets, which may be large. */
  readLogHeads(id: string, span: Span): Promise<readonly LogHead[]>;
  /** The group's events of some numbers, in order. */
  readEvents(id: string, span: Span): Promise<readonly GroupEvent[]>;
  /** The diff of a hold, also after it ended; null when it was never made. */
  readHeldDiff(id: string, holdId: string): Promise<HeldDiff | null>;
  readRuleTests(id: string): Promise<RuleTests | null>;
  /** How a hold of the group ended; null while it stands, or when it was never made. */
  readEndedHold(id: string, holdId: string): Promise<EndedHold | null>;
  /** Null when the id is taken. */
  insert(meta: GroupMeta, write?: Omit<GroupWrite, 'meta'>): Promise<string | null>;
  /** If-Match `etag`; null when `meta` has been written since. Every write changes the ETag, also one that changes nothing else. */
  write(etag: string, write: GroupWrite): Promise<string | null>;
}

/** The projection of `meta` that instances build their index from; `!epoch` counts its changes. */
export interface RuleStore {
  /** The epoch, the pause of all groups, and the guard for all, in one query. */
  readControl(): Promise<RuleControl>;
  /** If-Match the pause as read (null: there is none); false when it was written since. */
  writePauseAll(pause: PauseAll, standing: Stamped<PauseAll> | null): Promise<boolean>;
  /**
   * Ends the pause and raises `!epoch`, If-Match both as read, so that no projection that was begun before lands after it;
   * false when either was written since.
   */
  endPauseAll(control: RuleControl): Promise<boolean>;
  /** If-Match the guard as read (`guardEtag`; null: there is none yet); false when it was written since. */
  writeTenantGuard(guard: TenantGuard, etag: string | null): Promise<boolean>;
  /** Rows whose epoch is greater. */
  readSince(epoch: number): Promise<readonly RuleRow[]>;
  /** The epoch and one group's row, in one query. */
  readRow(
    groupId: string,
  ): Promise<{ readonly epoch: Stamped<number> | null; readonly row: RuleRow | null }>;
  /** Writes the row at epoch + 1 and raises `!epoch` to it, If-Match the epoch as read; false when it was raised since. */
  write(row: Omit<RuleRow, 'epoch'>, epoch: Stamped<number> | null): Promise<boolean>;
}

/** Groups of a run that are evaluated together over the objects of one kind, and whose results share a row a range. */
export interface RunSlice {
  readonly scope: RuleScope;
  readonly groups: readonly { readonly id: string; readonly ver: number; readonly rule: string }[];
}

/** What a run is over: inserted once, after the start stands in `meta` of each of its groups. */
export interface RunHeader {
  readonly id: string;
  /** Tells this header from another of the same run, inserted after this one was thrown away. */
  readonly seal: string;
  readonly started: string;
  readonly slices: readonly RunSlice[];
  /** Blocks a range. */
  readonly rangeBlocks: number;
  /** One past the highest ordinal that existed when the run began, by kind. */
  readonly highWater: Readonly<Record<RuleScope, number>>;
}

/** Which header of which run a result belongs to: the slices of another header are of other groups. */
export type SealedRun = Pick<RunHeader, 'id' | 'seal'>;

/** The members found in one range for the groups of one slice, in the order of the slice's groups. */
export interface RangeResult {
  readonly slice: number;
  readonly range: number;
  readonly members: readonly OrdinalSet[];
  /** Imports whose changes were read, and had not been looked at. */
  readonly importIds: readonly string[];
  /** Objects of the range that could not be evaluated: their membership stays as it is. */
  readonly unread?: OrdinalSet;
}

/** What was found in one range for one group of a slice; null: the slice has no such group. */
export interface GroupResult extends Omit<RangeResult, 'members'> {
  readonly members: OrdinalSet | null;
}

/** What runs leave behind until their groups have committed: headers, and the results of ranges. */
export interface RunStore {
  readHeader(run: string): Promise<RunHeader | null>;
  /** If-None-Match; false when there is one. */
  insertHeader(header: RunHeader): Promise<boolean>;
  /** Unconditional: any reading after the run's start is good enough. */
  writeResult(header: SealedRun, result: RangeResult): Promise<void>;
  /** Which results for this header are there. */
  readDone(
    header: SealedRun,
  ): Promise<readonly { readonly slice: number; readonly range: number }[]>;
  /** What the ranges that are there found for all groups of a slice. */
  readResults(header: SealedRun, slice: number): Promise<readonly RangeResult[]>;
  /** The same for one group, by its place in the slice. */
  readResultsOf(header: SealedRun, slice: number, group: number): Promise<readonly GroupResult[]>;
  /** Counts a failure of a range beside its results; answers how often it has failed. */
  countFailure(run: string, scope: RuleScope, range: number): Promise<number>;
  /** Ids of the runs that began before an instant (ISO). */
  listStartedBefore(instant: string): Promise<readonly string[]>;
  /** Deletes what a run left, once nobody needs it. */
  remove(run: string): Promise<void>;
}

/** The groups that are announced: somebody changed them, and the work that follows is not done. */
export interface PendingStore {
  read(groupId: string): Promise<Stamped<Pending> | null>;
  /** Announces the group anew: what was tried before is forgotten. */
  upsert(groupId: string, since: string): Promise<void>;
  /** If-Match; false when it was written since, or is gone. */
  replace(groupId: string, pending: Stamped<Pending>): Promise<boolean>;
  /** If-Match; nothing happens when it was written since. */
  remove(groupId: string, etag: string): Promise<void>;
  list(): Promise<readonly (Pending & { readonly groupId: string })[]>;
}

/** The instants at which a clock rule may flip for an object. */
export interface DueRow {
  readonly instant: string;
  readonly groupId: string;
  readonly ordinal: number;
}

/** When the clock has something to do. */
export interface DueStore {
  upsert(rows: readonly DueRow[]): Promise<void>;
  /** Rows at or before an instant, oldest first, at most 1,000. */
  list(until: string): Promise<readonly Stamped<DueRow>[]>;
  /** If-Match; nothing happens when it was written since. */
  remove(row: Stamped<DueRow>): Promise<void>;
}

/** Gives out ordinals; the mark is raised before any object of the span can exist. */
export interface OrdinalAllocator {
  /** The next ordinal of a kind; instances reserve several at a time. */
  next(kind: ObjectKind): Promise<number>;
  /** Numbers that follow each other and are nobody else's, reserved in one step. */
  reserve(kind: ObjectKind, count: number): Promise<readonly number[]>;
  /** One past the highest ordinal given out. */
  highWater(kind: ObjectKind): Promise<number>;
}

/** One small row a group for lists, written forward only by `edit`. */
export interface ListingStore {
  read(groupId: string): Promise<Stamped<GroupMeta> | null>;
  /** Inserts (`etag` null) or replaces If-Match; false when somebody else was first. */
  write(meta: GroupMeta, etag: string | null): Promise<boolean>;
  /** Groups in the order of their ids, deleted ones left out (a page may therefore be short). */
  list(top: number, after: string | null): Promise<Page<GroupMeta>>;
  /** Ids of all there ever were, in their order. */
  listIds(top: number, after: string | null): Promise<Page<string>>;
  /** All that are deleted and may come back, in the order of their ids. */
  listDeleted(): Promise<readonly GroupMeta[]>;
}

/** When the engine last got something done; the delay alert measures from it. */
export interface ProgressStore {
  readLastProgress(): Promise<string | null>;
  writeLastProgress(time: string): Promise<void>;
}
