/** How many members a group had over a time, with what happened beside it: what a chart is drawn from. */
import type { GroupEvent, GroupEventKind } from '../directory/group-event.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import type { LogHead } from '../ports/log.ts';
import { backwards } from './backwards.ts';
import { findGroup } from './find-subject.ts';
import type { Period } from './members-at.ts';
import { beginOf, checkKept, eventAt, sequenceAt } from './past-instant.ts';

/** The members at an instant, and who came and went since the point before. */
export interface CountPoint {
  /** ISO. */
  readonly time: string;
  /** Null where it was not counted yet when it was written. */
  readonly count: number | null;
  readonly added: number | null;
  readonly removed: number | null;
}

export type MarkerKind = 'ruleVersion' | 'pause' | 'resume' | 'hold' | 'error';

export interface MemberCounts {
  readonly points: readonly CountPoint[];
  /** The newest 400, oldest first. */
  readonly markers: readonly { readonly kind: MarkerKind; readonly event: GroupEvent }[];
}

const HEADS_A_REQUEST = 1_000;
/** More batches than that are told by one in so many, without who came and went between. */
const MOST_HEADS = 20_000;
const MOST_EVENTS = 2_000;
const MOST_MARKERS = 400;

const MARKERS: Partial<Record<GroupEventKind, MarkerKind>> = {
  created: 'ruleVersion',
  ruleChanged: 'ruleVersion',
  becameDynamic: 'ruleVersion',
  paused: 'pause',
  resumed: 'resume',
  held: 'hold',
  failed: 'error',
};

/**
 * At the beginning, at the end, and at points as far apart from each other: about thirty requests at most however much happened. Throws 404,
 * and 410 for an instant that is not kept.
 */
export async function memberCounts(
  context: Context,
  groupId: string,
  about: { readonly period: Period; readonly points: number },
): Promise<MemberCounts> {
  const { period, points } = about;
  const meta = await findGroup(context, groupId);
  checkKept(meta, period.from);
  const [first, last] = [
    await sequenceAt(context, meta, period.from),
    await sequenceAt(context, meta, period.to),
  ];
  const heads = await readHeads(context, meta, { first, last, points });
  const before = await countBefore(context, meta, { first, heads });
  return {
    points: pointsOf({ heads, before, period, points, isWhole: last - first <= MOST_HEADS }),
    markers: await readMarkers(context, meta, period),
  };
}

/** Entries after `first` up to `last`; where they are too many, some of them. */
async function readHeads(
  { groups }: Context,
  { id }: GroupMeta,
  about: { readonly first: number; readonly last: number; readonly points: number },
): Promise<readonly LogHead[]> {
  const { first, last } = about;
  const size = HEADS_A_REQUEST;
  const heads: LogHead[] = [];
  if (last - first <= MOST_HEADS) {
    for (let from = first + 1; from <= last; from += size)
      heads.push(
        ...(await groups.readLogHeads(id, { from, through: Math.min(last, from + size - 1) })),
      );
    return heads;
  }
  const step = (last - first) / MOST_SAMPLES;
  for (let at = 1; at <= MOST_SAMPLES; at++) {
    const seq = Math.round(first + at * step);
    heads.push(...(await groups.readLogHeads(id, { from: seq, through: seq })));
  }
  return heads;
}

const MOST_SAMPLES = 40;

/** How many there were at the beginning. */
async function countBefore(
  { groups }: Context,
  meta: GroupMeta,
  { first, heads }: { readonly first: number; readonly heads: readonly LogHead[] },
): Promise<number | null> {
  if (first === 0) return 0;
  if (first === meta.seq) return meta.count;
  const [head] = await groups.readLogHeads(meta.id, { from: first, through: first });
  if (head !== undefined && head.count !== null) return head.count;
  const [next] = heads;
  if (next === undefined || next.seq !== first + 1 || next.count === null) return null;
  return next.count - (next.added ?? 0) + (next.removed ?? 0);
}

function pointsOf(about: {
  readonly heads: readonly LogHead[];
  readonly before: number | null;
  readonly period: Period;
  readonly points: number;
  readonly isWhole: boolean;
}): readonly CountPoint[] {
  const { heads, period, isWhole } = about;
  const steps = Math.max(1, about.points - 1);
  const points: CountPoint[] = [];
  let count = about.before;
  let next = 0;
  for (let step = 0; step <= steps; step++) {
    const instant = period.from + ((period.to - period.from) * step) / steps;
    const some: LogHead[] = [];
    for (let head = heads[next]; head !== undefined && isBy(head, instant); head = heads[++next])
      some.push(head);
    const [added, removed] = [sumOf(some, 'added'), sumOf(some, 'removed')];
    count = some.reduce((known, head) => head.count ?? moved(known, isWhole ? head : null), count);
    const time = new Date(instant).toISOString();
    points.push({
      time,
      count,
      added: isWhole ? added : null,
      removed: isWhole ? removed : null,
    });
  }
  return points;
}

function isBy({ time }: LogHead, instant: number): boolean {
  return Date.parse(time) <= instant;
}

/** Null once one of them was not counted. */
function sumOf(heads: readonly LogHead[], side: 'added' | 'removed'): number | null {
  return heads.reduce<number | null>((sum, head) => {
    const size = head[side];
    return sum === null || size === null ? null : sum + size;
  }, 0);
}

function moved(count: number | null, head: LogHead | null): number | null {
  if (count === null || head === null || head.added === null || head.removed === null) return null;
  return count + head.added - head.removed;
}

async function readMarkers(
  context: Context,
  meta: GroupMeta,
  period: Period,
): Promise<MemberCounts['markers']> {
  const newest = await eventAt(context, meta, period.to);
  const first = Math.max(beginOf(meta).event, newest - MOST_EVENTS + 1);
  const read = (span: Parameters<Context['groups']['readEvents']>[1]) =>
    context.groups.readEvents(meta.id, span);
  const markers: { readonly kind: MarkerKind; readonly event: GroupEvent }[] = [];
  for await (const event of backwards({ first, newest }, read)) {
    if (Date.parse(event.time) < period.from || markers.length === MOST_MARKERS) break;
    const kind = MARKERS[event.kind];
    if (kind !== undefined && (kind !== 'ruleVersion' || event.rule !== undefined))
      markers.push({ kind, event });
  }
  return markers.reverse();
}
