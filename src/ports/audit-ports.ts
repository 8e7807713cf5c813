/** The self-audit as it is stored: what it is over, how far it has come, and what it found. */
import type { Origin } from '../directory/origin.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Stamped } from './ports.ts';

/** Some groups of an audit that are evaluated together in one pass over the directory; `id` is that of a run's header. */
export interface AuditPart {
  readonly id: string;
  readonly slices: number;
}

export interface Audit {
  readonly id: string;
  readonly status: 'running' | 'succeeded' | 'failed';
  /** ISO, UTC. */
  readonly started: string;
  readonly ended: string | null;
  readonly by: Origin;
  /** Whether groups that differ are to be processed again without being asked. */
  readonly repair: boolean;
  /** Null: not planned yet. */
  readonly parts: readonly AuditPart[] | null;
  /** Users and devices that were there when it was planned, deleted ones counted. */
  readonly objects: number;
  /** Groups that were compared; 0 until it has ended, as all that follow. */
  readonly groups: number;
  /** Groups left out, because work on them was under way, or they are paused or failed. */
  readonly leftOut: number;
  readonly memberships: number;
  readonly driftedGroups: number;
  readonly driftedMemberships: number;
  /** The drifted groups that were asked to be processed again. */
  readonly repaired: readonly string[];
  /** Why it failed, as a sentence. */
  readonly error: string | null;
}

/** A group whose members are not what its rule says. */
export interface Drift {
  readonly groupId: string;
  /** Object ids of those who belong and are no members, and of members who don't belong. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** Whether there are more than are named. */
  readonly more: boolean;
}

/** What was found in one slice of a part. */
export interface AuditSlice {
  readonly part: string;
  readonly slice: number;
  readonly groups: number;
  readonly leftOut: number;
  readonly memberships: number;
  readonly drift: readonly Drift[];
}

export interface AuditStore {
  insert(audit: Audit): Promise<boolean>;
  read(id: string): Promise<Stamped<Audit> | null>;
  /** If-Match; false when it was written since. */
  replace(audit: Stamped<Audit>): Promise<boolean>;
  /** Newest first. */
  list(): Promise<readonly Audit[]>;
  /** Found again, it is written again. */
  putSlice(id: string, slice: AuditSlice): Promise<void>;
  readSlices(id: string): Promise<readonly AuditSlice[]>;
  /** Deletes an audit with its slices. */
  remove(id: string): Promise<void>;
}

/** What a message of membership-audits asks for: to plan an audit, to evaluate a range of a part, to compare a slice of one. */
export type AuditMessage =
  | { readonly audit: string }
  | {
      readonly audit: string;
      readonly part: string;
      readonly scope: RuleScope;
      readonly range: number;
    }
  | { readonly audit: string; readonly part: string; readonly slice: number };
