/** A preview at work: stage 1 of a run for a rule that no group has to have. Nothing is written but what it finds. */
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleObject } from '../directory/rule-object.ts';
import type { Stamped } from '../ports/ports.ts';
import type { Preview, PreviewRange } from '../ports/preview-ports.ts';
import { completePreview } from './complete-preview.ts';
import type { Context } from './context.ts';
import { reasonOf } from './failures.ts';
import { type Objects, scanObjects } from './range-objects.ts';
import { blocksOfRange, rangeCount } from './ranges.ts';
import { selectMembers } from './select-members.ts';

/** Of a preview. */
export interface RangeOfPreview {
  readonly preview: string;
  readonly range: number;
}

/** A preview that nobody has asked for so long is stopped. */
const ABANDONED_SECONDS = 60;

/** Reads are noted no more often than this. */
export const NOTED_SECONDS = 15;

/** After as many failures of ranges a preview is given up. */
const MOST_FAILURES = 5;

/** Whether nobody wants to know any more: also the latest read that was not noted is long ago. */
export function isAbandoned({ lastRead }: Preview, now: Date): boolean {
  const seconds = (now.getTime() - Date.parse(lastRead)) / 1_000;
  return seconds > ABANDONED_SECONDS + NOTED_SECONDS;
}

/** Evaluates a range and stores what was found; whoever stores the last one completes the preview. Throws when a page can't be read. */
export async function previewRange(context: Context, work: RangeOfPreview): Promise<void> {
  const standing = await context.previews.read(work.preview);
  if (standing === null || standing.value.status !== 'running') return;
  const preview = standing.value;
  if (isAbandoned(preview, context.clock.now())) return endPreview(context, standing, 'cancelled');
  if (work.range >= rangeCount(preview, preview.scope)) return;
  const found = await evaluateRange(context, preview, work.range);
  if (found === null) return endPreview(context, standing, 'failed', 'Its rule cannot be read.');
  await context.previews.writeRange(preview.id, found);
  await completePreview(context, preview);
}

/** Counts a failed range. True when the preview is given up with it, or wants nothing any more. */
export async function countPreviewFailure(
  context: Context,
  { preview: id }: RangeOfPreview,
  error: unknown,
): Promise<boolean> {
  for (;;) {
    const standing = await context.previews.read(id);
    if (standing === null || standing.value.status !== 'running') return true;
    const failures = standing.value.failures + 1;
    const isGivenUp = failures >= MOST_FAILURES;
    const value: Preview = {
      ...standing.value,
      failures,
      ...(isGivenUp && { status: 'failed', error: reasonOf(error) }),
    };
    if (await context.previews.replace({ ...standing, value })) return isGivenUp;
  }
}

/** A range failed for good. */
export async function giveUpPreview(context: Context, id: string, error: unknown): Promise<void> {
  const standing = await context.previews.read(id);
  if (standing?.value.status === 'running')
    await endPreview(context, standing, 'failed', reasonOf(error));
}

/** Ends a preview that runs. Somebody who wrote it meanwhile has either ended it too, or is told by the next range. */
async function endPreview(
  context: Context,
  standing: Stamped<Preview>,
  status: 'cancelled' | 'failed',
  error: string | null = null,
): Promise<void> {
  await context.previews.replace({ ...standing, value: { ...standing.value, status, error } });
}

async function evaluateRange(
  context: Context,
  { groupId, rule: text, ...preview }: Preview,
  range: number,
): Promise<PreviewRange | null> {
  const rule = context.index.ruleOf(groupId ?? '', text);
  if (rule === null) return null;
  const blocks = blocksOfRange(preview, preview.scope, range);
  const objects = await scanObjects(context, blocks);
  const members = new OrdinalSet();
  if (rule.memberOf === null) selectMembers(rule, { objects, now: context.clock.now(), members });
  return {
    range,
    members,
    guests: those(objects, ({ userType }) => userType === 'Guest'),
    disabled: those(objects, ({ accountEnabled }) => accountEnabled === false),
    unread: objects.unread,
  };
}

function those({ seen }: Objects, test: (object: RuleObject) => boolean): OrdinalSet {
  const found = new OrdinalSet();
  for (const [ordinal, object] of seen) if (test(object)) found.add(ordinal);
  return found;
}
