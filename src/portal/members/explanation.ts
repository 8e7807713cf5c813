/** Why somebody is in a group or not, as POST /groups/{id}/explain answers it, and since when. */
import type { ExplainedMemberType } from '../../contract/explanation-type.ts';
import { send } from '../data/client.ts';

export type { ExplainedExpression } from '../../contract/explanation-type.ts';
export type Explanation = ExplainedMemberType;

export async function explainMembers(
  groupId: string,
  memberIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly Explanation[]> {
  const path = `/muster/v1/groups/${encodeURIComponent(groupId)}/explain`;
  const { value } = await send<{ readonly value: readonly Explanation[] }>(path, {
    method: 'POST',
    body: { memberIds },
    signal,
  });
  return value;
}

interface Cause {
  readonly kind: string;
  readonly message: string;
}

/** A time in which somebody was a member; null: it goes on, or began before what is kept. */
export interface Interval {
  readonly from: string | null;
  readonly to: string | null;
  readonly joined: Cause | null;
  readonly left: Cause | null;
}

/** The latest of them first. */
export async function readIntervals(
  groupId: string,
  memberId: string,
  signal: AbortSignal,
): Promise<readonly Interval[]> {
  const path = `/muster/v1/groups/${encodeURIComponent(groupId)}/members/${encodeURIComponent(memberId)}/history`;
  const { value } = await send<{ readonly value: readonly Interval[] }>(path, { signal });
  return value;
}

/** A value as it is shown: texts in quotes, nothing as null. */
export function shownValue(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
