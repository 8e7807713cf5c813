import { type Limit, limitsOf } from '../directory/guard.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { Preview, PreviewCounts, PreviewOutcome } from '../ports/preview-ports.ts';
import type { Context } from './context.ts';
import { hashOfDiff } from './expected-diff.ts';
import { guardsOf } from './guarding.ts';
import { countsOf, diffSoFar, isWhole, type PreviewDiff } from './preview-diff.ts';

/**
 * Completes a preview when all its ranges are there: the diff against the members as they are then. The lists are written
 * first, under the hash of the diff, so that two who complete it at once never mix theirs; one of them is the preview's.
 */
export async function completePreview(context: Context, known: Preview): Promise<void> {
  const { id } = known;
  if (!isWhole(known, await context.previews.readDone(id))) return;
  for (;;) {
    const standing = await context.previews.read(id);
    if (standing === null || standing.value.status !== 'running') return;
    const outcome = await workOut(context, standing.value);
    // A read that was noted meanwhile changes nothing of it, but the row.
    const value: Preview = { ...standing.value, status: 'completed', outcome };
    if (await context.previews.replace({ ...standing, value })) return;
  }
}

async function workOut(context: Context, preview: Preview): Promise<PreviewOutcome> {
  const ranges = await context.previews.readRanges(preview.id);
  await context.index.refresh();
  const group = await groupOf(context, preview);
  const before = group?.members ?? new OrdinalSet();
  const diff = await diffSoFar(context, preview, { ranges, before });
  const counts = countsOf(diff, ranges);
  const outcome: PreviewOutcome = {
    ...counts,
    limits: verdictOf(context, group, counts),
    diffHash: hashOfDiff(preview.groupId, preview.rule, diff),
    ver: group?.meta.ver ?? null,
  };
  await writeLists(context, preview, { diff, outcome });
  return outcome;
}

/** The group of a preview; null where there is none, or none any more. */
export async function groupOf(context: Context, { groupId }: Preview): Promise<StoredGroup | null> {
  const group = groupId === null ? null : await context.groups.read(groupId);
  return group === null || group.meta.deleted !== null ? null : group;
}

/** The limits of the guards of the group and of the tenant, and which of them the change would be over. */
export function verdictOf(
  context: Context,
  group: StoredGroup | null,
  { before, additions, removals }: PreviewCounts,
): readonly Limit[] {
  // The first members of a group are no change of anything.
  if (group === null || group.meta.membersVer === 0) return [];
  return limitsOf(guardsOf(context, group.meta, false), { before, additions, removals });
}

async function writeLists(
  { previews }: Context,
  { id }: Preview,
  about: { readonly diff: PreviewDiff; readonly outcome: PreviewOutcome },
): Promise<void> {
  const { diffHash } = about.outcome;
  const { added, removed, unchanged } = about.diff;
  await Promise.all([
    previews.writeList(id, { diffHash, list: 'additions' }, added),
    previews.writeList(id, { diffHash, list: 'removals' }, removed),
    previews.writeList(id, { diffHash, list: 'unchanged' }, unchanged),
  ]);
}
