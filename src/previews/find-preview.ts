/** Previews as those who asked for them read them: reading keeps a preview at work, and sends again what was lost. */
import type { Limit } from '../directory/guard.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import { completePreview, groupOf, verdictOf } from '../membership/complete-preview.ts';
import type { Context } from '../membership/context.ts';
import { countsOf, diffSoFar, isWhole, progressOf } from '../membership/preview-diff.ts';
import { NOTED_SECONDS } from '../membership/preview-range.ts';
import { rangeCount } from '../membership/ranges.ts';
import { sendQuietly } from '../membership/record-change.ts';
import type { Stamped } from '../ports/ports.ts';
import type { Preview, PreviewCounts, PreviewRange } from '../ports/preview-ports.ts';
import { resourceNotFound } from '../util/errors.ts';

export interface PreviewView extends PreviewCounts {
  readonly preview: Preview;
  readonly progress: { readonly done: number; readonly total: number };
  readonly limits: readonly Limit[];
  /** Null until it is completed. */
  readonly diffHash: string | null;
}

const NOBODY: PreviewCounts = {
  before: 0,
  additions: 0,
  removals: 0,
  unchanged: 0,
  guests: 0,
  disabledAccounts: 0,
};

/** A preview of the caller's. Throws 404, also for another's, and for one that is removed. */
export async function findPreview(
  context: Context,
  id: string,
  callerId: string,
): Promise<Stamped<Preview>> {
  const standing = await context.previews.read(id);
  if (standing === null || standing.value.callerId !== callerId) throw resourceNotFound(id);
  return standing;
}

/** How far it has come. Throws 404 when it is removed meanwhile. */
export async function readPreview(context: Context, found: Preview): Promise<PreviewView> {
  const { id } = found;
  if (found.status !== 'running') return viewOfEnded(found);
  const ranges = await context.previews.readRanges(id);
  if (!isWhole(found, ranges)) {
    await remind(context, found, ranges);
    return viewSoFar(context, found, ranges);
  }
  await completePreview(context, found);
  const completed = await context.previews.read(id);
  if (completed === null) throw resourceNotFound(id);
  return viewOfEnded(completed.value);
}

function viewOfEnded(preview: Preview): PreviewView {
  const { outcome } = preview;
  if (outcome === null)
    return { preview, progress: progressOf(preview, []), ...NOBODY, limits: [], diffHash: null };
  const { ver: _, ...found } = outcome;
  const { total } = progressOf(preview, []);
  return { preview, progress: { done: total, total }, ...found };
}

async function viewSoFar(
  context: Context,
  preview: Preview,
  ranges: readonly PreviewRange[],
): Promise<PreviewView> {
  const group = await groupOf(context, preview);
  const before = group?.members ?? new OrdinalSet();
  const counts = countsOf(await diffSoFar(context, preview, { ranges, before }), ranges);
  const size = { ...counts, before: before.size };
  return {
    preview,
    progress: progressOf(preview, ranges),
    ...size,
    limits: verdictOf(context, group, size),
    diffHash: null,
  };
}

/** Messages can be lost: what is missing after a while is asked for again. */
async function remind(
  context: Context,
  preview: Preview,
  done: readonly PreviewRange[],
): Promise<void> {
  const there = new Set(done.map(({ range }) => range));
  const missing = Array.from(
    { length: rangeCount(preview, preview.scope) },
    (_, range) => range,
  ).filter((range) => !there.has(range));
  if (!context.reminders.isDue(preview.id)) return;
  await sendQuietly(() => context.queues.sendPreview(preview.id, missing));
}

/** Somebody wants to know: it goes on. Who else notes that meanwhile, or ends it, is as good. */
export async function noteRead(context: Context, standing: Stamped<Preview>): Promise<void> {
  const now = context.clock.now();
  const seconds = (now.getTime() - Date.parse(standing.value.lastRead)) / 1_000;
  if (seconds < NOTED_SECONDS) return;
  await context.previews.replace({
    ...standing,
    value: { ...standing.value, lastRead: now.toISOString() },
  });
}

/** Cancels a preview that runs, and marks one that has ended as wanted by nobody. Repeated, it does nothing. */
export async function cancelPreview(context: Context, id: string): Promise<void> {
  for (;;) {
    const standing = await context.previews.read(id);
    if (standing === null || standing.value.status === 'cancelled') return;
    const value: Preview = { ...standing.value, status: 'cancelled', outcome: null };
    if (await context.previews.replace({ ...standing, value })) return;
  }
}
