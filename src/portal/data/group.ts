/** A group's processing as GET /muster/v1/groups answers it. */
import type { Page } from './client.ts';
import { send } from './client.ts';

/** The words of the server; whatever it sends beyond them is shown as it comes. */
export type DisplayStatus =
  | 'Evaluating'
  | 'Processing'
  | 'Update complete'
  | 'Processing error'
  | 'Update paused'
  | 'Not started';

/** Percent of the members, and a number of them; null does not limit. */
export interface GuardLimit {
  readonly share: number | null;
  readonly count: number | null;
}

export interface Guard {
  readonly minimumSize: number;
  readonly additions: GuardLimit;
  readonly removals: GuardLimit;
}

export interface GroupOverview {
  readonly '@odata.etag': string;
  readonly id: string;
  readonly displayName: string;
  /** Null for an assigned group. */
  readonly displayStatus: DisplayStatus | null;
  /** An instant (ISO), `In Progress`, or `Unknown`. */
  readonly lastMembershipChange: string;
  readonly memberCount: number;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly errorMessage: string | null;
  /** The id of the hold that waits; null: none. */
  readonly held: string | null;
  readonly membershipRule: string | null;
  readonly membershipRuleProcessingState: 'On' | 'Paused' | null;
  /** As Graph says it: `Unified`, `DynamicMembership`. */
  readonly groupTypes: readonly string[];
  readonly mail: string | null;
  readonly description: string | null;
  /** How much of it may change at once; null: what holds for all groups. */
  readonly guard: Guard | null;
  /** Whether users who become members get a mail; null: a security group sends none; absent: this server knows no mail. */
  readonly welcomeMail?: boolean | null;
  /** Whether the reader owns it. */
  readonly isOwned: boolean;
  readonly createdDateTime: string;
}

export type GroupPage = Page<GroupOverview>;

export type GroupType = 'security' | 'microsoft365';
export type MembershipType = 'assigned' | 'dynamicUser' | 'dynamicDevice';

export function groupTypeOf({ groupTypes }: Pick<GroupOverview, 'groupTypes'>): GroupType {
  return groupTypes.includes('Unified') ? 'microsoft365' : 'security';
}

/** A rule is about devices where it names one of their properties, outside of its texts. */
export function membershipTypeOf(
  group: Pick<GroupOverview, 'groupTypes' | 'membershipRule'>,
): MembershipType {
  if (!group.groupTypes.includes('DynamicMembership')) return 'assigned';
  const outside = (group.membershipRule ?? '').replace(/"[^"]*"|'[^']*'/g, '');
  return /\bdevice\./i.test(outside) ? 'dynamicDevice' : 'dynamicUser';
}

/** Whether it moves: its status will be another one soon. */
export function isMoving(group: Pick<GroupOverview, 'displayStatus'>): boolean {
  const { displayStatus } = group;
  return (
    displayStatus === 'Evaluating' ||
    displayStatus === 'Processing' ||
    displayStatus === 'Not started'
  );
}

/** The query of one group, for useQuery; add `refetchInterval: pollWhile(isMoving)` to follow it. */
export function groupQuery(id: string) {
  return {
    queryKey: ['group', id],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      send<GroupOverview>(`/muster/v1/groups/${encodeURIComponent(id)}`, { signal }),
  };
}
