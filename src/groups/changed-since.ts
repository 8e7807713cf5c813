/** What was changed since a preview was made, as far as it is little: a save for its diff looks at that once more. */
import { firstBucketAfter, lastBucketAt } from '../directory/feed.ts';
import { blockOfOrdinal } from '../directory/ordinal.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import { scanObjects } from '../membership/range-objects.ts';
import type { Preview } from '../ports/preview-ports.ts';

/** Where more has changed only a run can tell; each may be in a block of its own, which is a request. */
const MOST_CHANGED = 200;

/**
 * Whom the rule selects now: whom the preview found, but for objects changed since, which are evaluated once more. What
 * follows other groups, and a directory that changes much, is left to the run.
 */
export async function selectedNow(
  context: Context,
  preview: Preview,
  selected: OrdinalSet,
): Promise<OrdinalSet> {
  const rule = context.index.ruleOf(preview.groupId ?? '', preview.rule);
  const changed =
    rule === null || rule.memberOf !== null ? [] : await changedSince(context, preview);
  if (rule === null || changed.length === 0) return selected;
  const blocks = new Set(changed.map(blockOfOrdinal));
  const objects = await scanObjects(context, [...blocks]);
  const now = selected.clone();
  for (const ordinal of changed) {
    if (objects.unread.has(ordinal)) continue;
    const object = objects.seen.get(ordinal);
    const belongs = object !== undefined && rule.evaluate(object, context.clock.now());
    if (belongs) now.add(ordinal);
    else now.delete(ordinal);
  }
  return now;
}

/** By the notes that stand before every change; none where there are too many. */
async function changedSince(
  { feed, clock }: Context,
  { scope, created }: Preview,
): Promise<readonly number[]> {
  const { items, next } = await feed.list({
    kind: scope,
    from: firstBucketAfter(new Date(created)),
    through: lastBucketAt(clock.now()),
    after: null,
    top: MOST_CHANGED,
  });
  return next === undefined ? [...new Set(items.map(({ ordinal }) => ordinal))] : [];
}
