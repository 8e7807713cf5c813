/** Back through the audit log piece by piece: windows of the feed, or pages of one object's history. */
import { bucketAfter, bucketOf, firstBucketKept, lastBucketAt } from '../directory/feed.ts';
import type { Context } from '../membership/context.ts';
import { badRequest } from '../util/errors.ts';
import type { AuditFact, Cut } from './audit-fact.ts';
import { factsIn } from './audit-facts.ts';
import { type AuditFilter, kindsIn } from './audit-filter.ts';
import { findTarget, newestOf, readTarget } from './audit-target.ts';
import { readWindow } from './audit-window.ts';

/** Where a page begins. */
export interface AuditPosition {
  /** The target whose history it is in; null: the feed. */
  readonly target: string | null;
  /** The bucket of the feed, or the place in the history. */
  readonly at: string;
  /** In a bucket that is read in slices: after which ordinal. */
  readonly above: number | null;
  /** What is newer was told before the bucket was found to need slices. */
  readonly limit: Cut | null;
  readonly cut: Cut | null;
}

export interface Piece {
  readonly facts: readonly AuditFact[];
  /** What is newer than any of these was told. */
  readonly cuts: readonly (Cut | null)[];
  readonly next: AuditPosition | null;
  /** The same piece, told up to a record. */
  readonly stay: (cut: Cut) => AuditPosition;
  /** Requests to storage, about. */
  readonly cost: number;
}

/** The newest position; null: nothing can be found. */
export async function beginning(
  context: Context,
  filter: AuditFilter,
): Promise<AuditPosition | null> {
  const start = { above: null, limit: null, cut: null };
  if (filter.target !== null) {
    const target = await findTarget(context, filter.target);
    return target === null ? null : { ...start, target: filter.target, at: newestOf(target) };
  }
  const newest = lastBucketAt(context.clock.now());
  const asked = Number.isFinite(filter.through) ? bucketOf(new Date(filter.through)) : newest;
  return { ...start, target: null, at: asked < newest ? asked : newest };
}

/** Throws RequestError 400 for a position of another list. */
export function readPiece(
  context: Context,
  filter: AuditFilter,
  position: AuditPosition,
): Promise<Piece> {
  if (position.target !== filter.target)
    throw badRequest('The link to the next page was made for another filter.');
  return position.target === null
    ? pieceOfFeed(context, filter, position)
    : pieceOfTarget(context, filter, position);
}

const END = { facts: [], cuts: [], next: null, cost: 0 };
const HISTORY_COST = 100;

async function pieceOfTarget(
  context: Context,
  filter: AuditFilter,
  position: AuditPosition,
): Promise<Piece> {
  const stay = (cut: Cut) => ({ ...position, cut });
  const target = await findTarget(context, filter.target ?? '');
  if (target === null) return { ...END, stay };
  const { facts, next } = await readTarget(context, target, position.at);
  const oldest = facts.at(-1);
  const isOver = oldest !== undefined && Date.parse(oldest.time) < filter.from;
  return {
    facts,
    cuts: [position.cut],
    next: next === null || isOver ? null : { ...position, at: next, cut: null },
    stay,
    cost: HISTORY_COST,
  };
}

async function pieceOfFeed(
  context: Context,
  filter: AuditFilter,
  position: AuditPosition,
): Promise<Piece> {
  const { above, limit, cut } = position;
  const kinds = kindsIn(filter);
  const lowest = lowestOf(context, filter);
  const hi = lower(position.at, limit === null ? position.at : bucketOf(new Date(limit.time)));
  if (hi < lowest || kinds.length === 0) return { ...END, stay: () => position };
  const window = await readWindow(context, { kinds, lowest, hi, above });
  const { lo, isSlice, more, subjects, requests } = window;
  const older = { target: null, at: bucketAfter(lo, -1), above: null, limit: null, cut: null };
  const following = more === null ? older : { ...older, at: hi, above: more, limit };
  return {
    facts: await factsIn(context, window),
    cuts: [limit, cut],
    next: more === null && lo <= lowest ? null : following,
    stay: (told) =>
      isSlice
        ? { ...older, at: hi, above: above ?? -1, limit, cut: told }
        : { ...older, at: hi, limit: told },
    cost: requests + 2 * subjects.length,
  };
}

/** Beyond what is kept there is nothing to be found. */
function lowestOf({ clock }: Context, { from }: AuditFilter): string {
  const kept = firstBucketKept(clock.now());
  if (!Number.isFinite(from)) return kept;
  const asked = bucketOf(new Date(from));
  return asked > kept ? asked : kept;
}

function lower(left: string, right: string): string {
  return left < right ? left : right;
}
