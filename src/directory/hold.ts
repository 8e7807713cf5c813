/** A change of a group's members that waits for somebody's decision, because it is over the group's guard. */
import type { Breach } from './guard.ts';

/** Why members are worked out anew, or why they changed so much. */
export type CauseKind =
  | 'created'
  | 'rule'
  | 'conversion'
  | 'resume'
  | 'restored'
  | 'reprocess'
  | 'import'
  | 'change'
  | 'source';

/** Why members are to be worked out anew; it stands until they are. */
export interface RunCause {
  readonly kind: CauseKind;
  /** An import whose changes are among what is to be evaluated; its guard then applies as well. */
  readonly importId: string | null;
}

/** While it stands, members stay; changes are noted, and win over the diff when it is released (design.md invariant 9). */
export interface Hold {
  readonly id: string;
  readonly cause: RunCause;
  /** The `ver` the diff leads to. */
  readonly ver: number;
  /** The rule's text then. */
  readonly rule: string | null;
  /** Instants (ISO). After the second the hold can't be released any more; the change is worked out anew. */
  readonly created: string;
  readonly expires: string;
  /** Members before, and how many the diff adds and removes. */
  readonly before: number;
  readonly additions: number;
  readonly removals: number;
  readonly limits: readonly Breach[];
  /** Names exactly this diff for exactly this version of the rule. */
  readonly diffHash: string;
  /** The newest log entry when the hold was made: what was logged after it is younger than the diff. */
  readonly logStart: number;
  /** Single changes: members that were removed within the hour before, and stand; and the first log entry of them. */
  readonly removedBefore: { readonly count: number; readonly seq: number } | null;
}

export type HoldStatus = 'held' | 'released' | 'rejected' | 'expired' | 'superseded';

/** A hold that was decided, or overtaken. */
export interface EndedHold extends Hold {
  readonly status: Exclude<HoldStatus, 'held'>;
  readonly ended: string;
  readonly note: string | null;
  /** Entries of the diff that were no longer true when it was released. */
  readonly leftOut: number;
}

/** How long somebody has to decide. */
export const HOLD_HOURS = 24;
