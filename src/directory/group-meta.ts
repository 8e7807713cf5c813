/**
 * A group as it is stored in its `meta` row: the Graph resource, its rule, and where processing stands. Status is derived
 * from these fields and never stored as a truth of its own (design.md invariant 10).
 */
import type { Guard } from './guard.ts';
import type { Hold, RunCause } from './hold.ts';
import { describeError, describeHold, type ProcessingError } from './processing-error.ts';
import type { RuleTestSummary } from './rule-tests.ts';

export type ProcessingState = 'On' | 'Paused';

/** What a group is beyond its membership: Graph's properties that people set. */
export interface GroupResource {
  readonly displayName: string;
  readonly description: string | null;
  readonly mailEnabled: boolean;
  readonly mailNickname: string;
  readonly securityEnabled: boolean;
  /** Without `DynamicMembership`, which follows from `kind`. */
  readonly unified: boolean;
  readonly visibility: string | null;
  readonly classification: string | null;
  readonly preferredLanguage: string | null;
  readonly theme: string | null;
  /** Given once, and then never changed; absent: none. */
  readonly uniqueName?: string;
  readonly resourceBehaviorOptions: readonly string[];
  readonly createdDateTime: string;
}

/** The names no other living group has: a Microsoft 365 group's mailNickname, and the uniqueName. */
export function uniqueNamesOf(
  group: Pick<GroupResource, 'unified' | 'mailNickname' | 'uniqueName'>,
): readonly UniqueGroupName[] {
  const { unified, mailNickname, uniqueName } = group;
  return [
    ...(unified ? [{ index: 'mailNickname', value: mailNickname } as const] : []),
    ...(uniqueName === undefined ? [] : [{ index: 'uniqueName', value: uniqueName } as const]),
  ];
}

export interface UniqueGroupName {
  readonly index: 'mailNickname' | 'uniqueName';
  readonly value: string;
}

/** Who may change a group without a role. A user who was deleted since still stands here. */
export interface Owner {
  /** Object id. */
  readonly id: string;
  readonly kind: 'user' | 'servicePrincipal';
}

export interface GroupMeta {
  readonly id: string;
  /** Its number as a member of other groups; null for the tombstone of a creation that was given up. */
  readonly ordinal: number | null;
  readonly resource: GroupResource;
  readonly kind: 'assigned' | 'dynamic';
  readonly owners: readonly Owner[];
  /** The rule's text; null for an assigned group. */
  readonly rule: string | null;
  readonly state: ProcessingState;
  /** Counts every change of the group by a person. */
  readonly edit: number;
  /** Counts what makes members wait for a run: a new rule, becoming dynamic, resume, an error and its end. */
  readonly ver: number;
  /** The `ver` the stored members are of; 0: they were never worked out. */
  readonly membersVer: number;
  /** The rule the stored members are of; a rejected edit goes back to it. */
  readonly membersRule: string | null;
  /** A run is wanted since this instant (ISO); null: none is. */
  readonly todoSince: string | null;
  /** Why, or why it last was where the group was deleted or made assigned meanwhile; null once its members are worked out. */
  readonly cause: RunCause | null;
  /** The run in progress and the log sequence it began at. */
  readonly run: { readonly id: string; readonly logStart: number } | null;
  readonly error: ProcessingError | null;
  /** The group's own guard; the tenant's applies beside it. */
  readonly guard: Guard | null;
  /** The tests of its rule, which stand in a row of their own; absent: none. */
  readonly ruleTests?: RuleTestSummary;
  /** A change that waits for a decision. */
  readonly hold: Hold | null;
  /** What single changes removed within the last hour, by minute; kept only while a guard limits removals. */
  readonly recentRemovals: readonly RecentRemovals[];
  /** Sequence of the newest log entry, or one that was left out after it. */
  readonly seq: number;
  /** Up to which log entry an assigned group's members are noted on their rows; null: none are, and none should be. */
  readonly projectedSeq: number | null;
  /** The import whose change of an assigned group's members those who follow the group have not been told of; null: none. */
  readonly importId: string | null;
  readonly count: number;
  /** When members last changed or a run last ended (ISO); null: not since creation or resume. */
  readonly lastMembershipUpdated: string | null;
  /** When it was deleted (ISO); null while it exists. */
  readonly deleted: string | null;
  /** Deleted for good. */
  readonly purged?: boolean;
  /** Members of log entries up to this one get no welcome mail, because it was off then; absent: it never was. */
  readonly welcomeFrom?: number;
  /** It was deleted once and has come back. */
  readonly wasRestored?: boolean;
  readonly history: GroupHistory;
  /** The diff that was seen by whoever saved the rule; absent: none was named, or it is done with. */
  readonly expected?: ExpectedDiff;
}

/** The run of a rule that was saved for exactly this diff is held when it would do anything else (docs/preview.md). */
export interface ExpectedDiff {
  /** Of the preview; the diff stands with the group under it. */
  readonly id: string;
  readonly diffHash: string;
}

/** Without the diff that was expected of a change that is done, or no longer wanted. */
export function expectingNothing(meta: GroupMeta): GroupMeta {
  const { expected: _, ...rest } = meta;
  return rest;
}

/** Numbers of the group's events (group-event.ts); 0: none. */
export interface GroupHistory {
  /** The newest. */
  readonly events: number;
  /** The one since which the present rule decides: its text stands there. */
  readonly rule: number;
  /** The newest that asked for members to be worked out anew. */
  readonly run: number;
  /** Where it begins since retention has cut it; absent: with the group. */
  readonly from?: HistoryBegin;
}

/** The beginning of what is kept of a group's history. */
export interface HistoryBegin {
  /** ISO: nothing is told of instants before it. */
  readonly time: string;
  /** The first log entry, and the first event, that are kept. */
  readonly seq: number;
  readonly event: number;
  /** Events before it that stay, because what is kept refers to them. */
  readonly kept: readonly number[];
}

/** Of a group to which nothing has happened yet. */
export const NO_GROUP_HISTORY: GroupHistory = { events: 0, rule: 0, run: 0 };

/** Members that single changes removed within one minute. */
export interface RecentRemovals {
  /** The minute (ISO). */
  readonly minute: string;
  readonly count: number;
  /** The first log entry of them. */
  readonly seq: number;
}

/** Wire values of seed 000; UnknownFutureValue is never sent. */
export type ProcessingStatus = 'NotStarted' | 'Running' | 'Succeeded' | 'Failed';

/** The status on the wire; null for an assigned group and while paused (graph-spec.md 5.2). */
export function statusOf(meta: GroupMeta): ProcessingStatus | null {
  if (meta.kind === 'assigned' || meta.state === 'Paused') return null;
  if (meta.error !== null || meta.hold !== null) return 'Failed';
  if (meta.todoSince !== null) return meta.run === null ? 'NotStarted' : 'Running';
  return 'Succeeded';
}

/** The errorMessage beside the status; null unless processing failed. */
export function errorMessageOf(meta: GroupMeta): string | null {
  if (statusOf(meta) !== 'Failed') return null;
  if (meta.error !== null) return describeError(meta.error);
  return meta.hold === null ? null : describeHold(meta.hold);
}

/** Whether the stored members are not those of the current rule, or a change of them is held: changes are then noted but flip nothing. */
export function isFrozen(meta: GroupMeta): boolean {
  return meta.membersVer !== meta.ver || meta.error !== null || meta.hold !== null;
}
