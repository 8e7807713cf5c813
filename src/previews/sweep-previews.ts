import type { Context } from '../membership/context.ts';
import { isAbandoned } from '../membership/preview-range.ts';
import type { Preview } from '../ports/preview-ports.ts';
import { cancelPreview } from './find-preview.ts';

/** How long a completed preview can still be read, and named by a save, after it was last asked for. */
const KEPT_MINUTES = 60;

/** One that was cancelled or failed: until then a worker may still be writing what it found. */
const ENDED_MINUTES = 15;

/** Stops previews that nobody asks for any more, and deletes those that are over, with whatever others have left behind. */
export async function sweepPreviews(context: Context): Promise<void> {
  const now = context.clock.now();
  // Ids before previews: one that begins in between is among the second only.
  const ids = await context.previews.listIds();
  const previews = new Map((await context.previews.list()).map((preview) => [preview.id, preview]));
  for (const id of ids) {
    const preview = previews.get(id);
    if (preview === undefined || isOver(preview, now)) await context.previews.remove(id);
    else if (preview.status === 'running' && isAbandoned(preview, now))
      await cancelPreview(context, id);
  }
}

function isOver({ status, lastRead }: Preview, now: Date): boolean {
  const minutes = (now.getTime() - Date.parse(lastRead)) / 60_000;
  switch (status) {
    case 'running':
      return false;
    case 'completed':
      return minutes > KEPT_MINUTES;
    case 'failed':
    case 'cancelled':
      return minutes > ENDED_MINUTES;
  }
}
