/** The storage verbs of unique names and of reports: what ports.ts says of a call and of a condition holds here too. */
import type { Stamped } from './ports.ts';

/** A unique name (`id`, `userPrincipalName`, `deviceId`, `mailNickname`, `appId` …) and the number of who has it. */
export interface LookupStore {
  read(index: LookupIndex, value: string): Promise<Stamped<number> | null>;
  /** If-None-Match; false when the name is taken. */
  insert(index: LookupIndex, value: string, ordinal: number): Promise<boolean>;
  /** If-Match; false when it was written since. */
  replace(index: LookupIndex, value: string, claim: Stamped<number>): Promise<boolean>;
  remove(index: LookupIndex, value: string, etag: string): Promise<void>;
  /** Who has which of these names, by the name in lower case; those nobody has are left out. A query names 12 at most. */
  readAll(index: LookupIndex, values: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Inserts names (no two alike) in one transaction a partition and 100. Answers for each whether it was inserted: none of
   * a transaction is in which one was taken.
   */
  insertAll(index: LookupIndex, names: readonly NewName[]): Promise<readonly boolean[]>;
}

/** A name and the ordinal that is to have it. */
export interface NewName {
  readonly value: string;
  readonly ordinal: number;
}

/** The names that are unique among the living: of objects, users, devices, Microsoft 365 groups, and groups. */
export type LookupIndex = 'id' | 'userPrincipalName' | 'deviceId' | 'mailNickname' | 'uniqueName';

/**
 * Who may report to a manager, by ordinal: written before a report's own row, so that nobody who names the manager is
 * missing; it may hold some who no longer do, or never did.
 */
export interface ReportStore {
  note(manager: number, report: number): Promise<void>;
  /** In one transaction a manager and 100. */
  noteAll(reports: readonly NewReport[]): Promise<void>;
  list(manager: number): Promise<readonly number[]>;
  /** Rows that are gone already are no failure. */
  remove(manager: number, reports: readonly number[]): Promise<void>;
}

/** A manager and somebody who is about to report to him, by ordinal. */
export interface NewReport {
  readonly manager: number;
  readonly report: number;
}
