/** A rule saved for exactly the diff that somebody has seen: what its run does beyond that is held (docs/preview.md). */
import { createHash } from 'node:crypto';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Breach } from '../directory/guard.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import { OUTSIDE_PREVIEW } from '../directory/processing-error.ts';
import type { Context } from './context.ts';

/** Who comes and who goes. */
export interface Diff {
  readonly added: OrdinalSet;
  readonly removed: OrdinalSet;
}

/** Names exactly these additions and removals, by exactly this rule, of this group (null: of one that is not there yet). */
export function hashOfDiff(
  groupId: string | null,
  rule: string | null,
  { added, removed }: Diff,
): string {
  const numbers = [added.size, ...added.ordinals(), ...removed.ordinals()];
  return createHash('sha256')
    .update(JSON.stringify([groupId, rule]))
    .update(Float64Array.from(numbers))
    .digest('hex');
}

/** What a diff has that another has not. */
export function outsideOf(diff: Diff, seen: Diff): Diff {
  return { added: diff.added.minus(seen.added), removed: diff.removed.minus(seen.removed) };
}

const NOTHING: Diff = { added: new OrdinalSet(), removed: new OrdinalSet() };

/**
 * What a swap would do beyond the diff that whoever saved the rule has seen. Empty: it is that diff, or no more than a part
 * of it; or none was named.
 */
export async function unexpectedIn(
  context: Context,
  { id, rule, expected }: GroupMeta,
  diff: Diff,
): Promise<readonly Breach[]> {
  if (expected === undefined || hashOfDiff(id, rule, diff) === expected.diffHash) return [];
  const seen = (await context.groups.readHeldDiff(id, expected.id)) ?? NOTHING;
  const { added, removed } = outsideOf(diff, seen);
  const actual = added.size + removed.size;
  return actual === 0 ? [] : [{ name: OUTSIDE_PREVIEW, limit: 0, actual }];
}
