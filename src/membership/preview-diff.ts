/** What a preview has found: whom the rule selects in the ranges that are done, against the members of the group. */
import { BLOCK_SIZE, firstOrdinal } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Preview, PreviewCounts, PreviewRange } from '../ports/preview-ports.ts';
import type { Context } from './context.ts';
import type { Diff } from './expected-diff.ts';
import { unionOf } from './member-of.ts';
import { resultOfRanges } from './range-results.ts';
import { rangeCount } from './ranges.ts';

/** Who would come, who would go, and who would stay. */
export interface PreviewDiff extends Diff {
  readonly unchanged: OrdinalSet;
}

/** Whether all ranges of a preview are there. */
export function isWhole(preview: Preview, done: readonly unknown[]): boolean {
  return done.length >= rangeCount(preview, preview.scope);
}

/** Objects that the ranges hold, of all there are. */
export function progressOf(
  preview: Preview,
  done: readonly unknown[],
): { readonly done: number; readonly total: number } {
  const total = preview.highWater[preview.scope] - firstOrdinal(preview.scope);
  const read = done.length * preview.rangeBlocks * BLOCK_SIZE;
  return { done: Math.min(total, read), total };
}

/**
 * The diff as far as it is known. Of the members `before` only those count who are in a range that is done, until all are:
 * then whoever is in none of them goes, as when the rule is saved.
 */
export async function diffSoFar(
  context: Context,
  preview: Preview,
  found: { readonly ranges: readonly PreviewRange[]; readonly before: OrdinalSet },
): Promise<PreviewDiff> {
  const covered = isWhole(preview, found.ranges) ? null : coveredBy(preview, found.ranges);
  const before = within(found.before, covered);
  const result =
    (await followed(context, preview, covered)) ?? resultOfRanges(found.ranges, before);
  const added = result.minus(before);
  return { added, removed: before.minus(result), unchanged: result.minus(added) };
}

/** What of a memberOf rule is known from other groups; null for any other. */
async function followed(
  context: Context,
  { groupId, rule, scope }: Preview,
  covered: OrdinalSet | null,
): Promise<OrdinalSet | null> {
  const ids = context.index.ruleOf(groupId ?? '', rule)?.memberOf ?? null;
  if (ids === null) return null;
  return within((await unionOf(context, { scope, ids })).union, covered);
}

/** How many are in a diff, and what is said of those who would come. */
export function countsOf(
  { added, removed, unchanged }: PreviewDiff,
  ranges: readonly PreviewRange[],
): PreviewCounts {
  const among = (of: (range: PreviewRange) => OrdinalSet) =>
    ranges.reduce((sum, range) => sum + within(of(range), added).size, 0);
  return {
    before: removed.size + unchanged.size,
    additions: added.size,
    removals: removed.size,
    unchanged: unchanged.size,
    guests: among(({ guests }) => guests),
    disabledAccounts: among(({ disabled }) => disabled),
  };
}

/** All ordinals of some ranges. */
function coveredBy(preview: Preview, ranges: readonly PreviewRange[]): OrdinalSet {
  const covered = new OrdinalSet();
  const length = preview.rangeBlocks * BLOCK_SIZE;
  for (const { range } of ranges) {
    const first = firstOrdinal(preview.scope) + range * length;
    for (let ordinal = first; ordinal < first + length; ordinal++) covered.add(ordinal);
  }
  return covered;
}

/** What two sets have in common; null: the second holds everything. */
function within(set: OrdinalSet, other: OrdinalSet | null): OrdinalSet {
  return other === null ? set : set.minus(set.minus(other));
}
