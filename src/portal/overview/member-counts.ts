/** How many members a group had over a time: GET /muster/v1/groups/{id}/memberCounts. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ApiError } from '../data/api-error.ts';
import { send } from '../data/client.ts';
import type { GroupOverview } from '../data/group.ts';

export interface CountPoint {
  readonly dateTime: string;
  /** Null: not known any more; so are the others. */
  readonly count: number | null;
  readonly added: number | null;
  readonly removed: number | null;
}

export interface Marker {
  readonly dateTime: string;
  readonly kind: 'ruleVersion' | 'pause' | 'resume' | 'hold' | 'error';
  /** In English. */
  readonly text: string;
}

export interface MemberCounts {
  readonly from: string;
  readonly to: string;
  readonly value: readonly CountPoint[];
  readonly markers: readonly Marker[];
}

const HOUR = 3_600_000;

/** Hours, and points to draw. */
export const PERIODS = {
  day: { milliseconds: 24 * HOUR, points: 49 },
  month: { milliseconds: 30 * 24 * HOUR, points: 61 },
  year: { milliseconds: 365 * 24 * HOUR, points: 74 },
} as const;

export type PeriodName = keyof typeof PERIODS;

const GONE = 410;

/** Not from before the group was created, or from before what is kept of it. */
export function memberCountsQuery(group: GroupOverview, period: PeriodName) {
  const { id, createdDateTime, memberCount, displayStatus } = group;
  return queryOptions({
    queryKey: ['member counts', id, period, memberCount, displayStatus],
    queryFn: async ({ signal }) => {
      const { milliseconds, points } = PERIODS[period];
      const read = (from: string): Promise<MemberCounts> =>
        send<MemberCounts>(
          `/muster/v1/groups/${id}/memberCounts?from=${encodeURIComponent(from)}&points=${points}`,
          { signal },
        );
      const from = Math.max(Date.now() - milliseconds, Date.parse(createdDateTime));
      try {
        return await read(new Date(from).toISOString());
      } catch (error) {
        const begin = beginOf(error);
        if (begin === null) throw error;
        return await read(begin);
      }
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

function beginOf(error: unknown): string | null {
  if (!(error instanceof ApiError && error.status === GONE)) return null;
  const begin = error.innerError.historyBeginsDateTime;
  return typeof begin === 'string' ? begin : null;
}

/** Points at which something happened, with the first and the last: the others say nothing new. */
export function tellingPoints(points: readonly CountPoint[]): readonly CountPoint[] {
  return points.filter(
    ({ count, added, removed }, at) =>
      at === 0 ||
      at === points.length - 1 ||
      (added ?? 0) + (removed ?? 0) > 0 ||
      count !== points[at - 1]?.count,
  );
}

/** How many came and went in all; null where one of them is not known. */
export function sumOf(points: readonly CountPoint[], name: 'added' | 'removed'): number | null {
  return points.reduce<number | null>((sum, point) => {
    const more = point[name];
    return sum === null || more === null ? null : sum + more;
  }, 0);
}
