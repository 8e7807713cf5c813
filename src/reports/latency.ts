/** How soon changes show in memberships, over the last day and all instances. */
import type { Context } from '../membership/context.ts';
import type { LatencyRow } from '../ports/latency-ports.ts';
import { groupBy } from '../util/group-by.ts';

const HOUR = 60 * 60_000;
const HOURS = 24;

export interface LatencyFigures {
  /** Changes of users, devices and groups that show in every group they concern. */
  readonly changes: number;
  /** Seconds within which half, 95 and 99 of a hundred did; null where there were none. */
  readonly p50Seconds: number | null;
  readonly p95Seconds: number | null;
  readonly p99Seconds: number | null;
}

export interface LatencyReport extends LatencyFigures {
  readonly fromDateTime: string;
  readonly throughDateTime: string;
  readonly hours: readonly (LatencyFigures & { readonly dateTime: string })[];
  /** As it was last measured (every five minutes). */
  readonly oldestPendingDateTime: string | null;
  readonly pendingObjects: number;
  readonly pendingGroups: number;
}

export async function reportLatency(context: Context): Promise<LatencyReport> {
  const now = context.clock.now();
  const from = new Date(Math.floor(now.getTime() / HOUR) * HOUR - (HOURS - 1) * HOUR).toISOString();
  const rows = await context.latency.list(from);
  const measurement = await context.measurements.read();
  const hours = [...groupBy(rows, ({ hour }) => hour)].map(([dateTime, some]) => ({
    dateTime,
    ...figuresOf(some),
  }));
  return {
    fromDateTime: from,
    throughDateTime: now.toISOString(),
    ...figuresOf(rows),
    hours: hours.sort((left, right) => (left.dateTime < right.dateTime ? -1 : 1)),
    oldestPendingDateTime: measurement?.oldestPending ?? null,
    pendingObjects: measurement?.pendingObjects ?? 0,
    pendingGroups: measurement?.pendingGroups ?? 0,
  };
}

/** Forgets what is too old for the report. */
export async function forgetLatency({ latency, clock }: Context): Promise<void> {
  await latency.forget(new Date(clock.now().getTime() - 2 * HOURS * HOUR).toISOString());
}

type Count = LatencyRow['counts'][number];

/** Instances add up: each says how many changes it saw within which bound. */
function figuresOf(rows: readonly LatencyRow[]): LatencyFigures {
  const byBound = groupBy(
    rows.flatMap(({ counts }) => counts),
    ({ bound }) => bound ?? Number.POSITIVE_INFINITY,
  );
  const counts = [...byBound]
    .map(([bound, some]) => ({ bound, changes: sum(some) }))
    .sort((left, right) => left.bound - right.bound);
  const changes = sum(counts);
  const within = (share: number) => quantile(counts, share * changes);
  return {
    changes,
    p50Seconds: within(0.5),
    p95Seconds: within(0.95),
    p99Seconds: within(0.99),
  };
}

function sum(counts: readonly Pick<Count, 'changes'>[]): number {
  return counts.reduce((total, { changes }) => total + changes, 0);
}

/** Between two bounds changes are taken to be spread evenly; beyond the last, its bound is all that is known. */
function quantile(
  counts: readonly { readonly bound: number; readonly changes: number }[],
  rank: number,
): number | null {
  let [passed, below] = [0, 0];
  for (const { bound, changes } of counts) {
    if (changes > 0 && passed + changes >= rank) {
      if (!Number.isFinite(bound)) return below;
      return Number((below + ((bound - below) * (rank - passed)) / changes).toFixed(3));
    }
    passed += changes;
    below = Number.isFinite(bound) ? bound : below;
  }
  return null;
}
