/** Objects that could not be looked at: their memberships stand as they were until the cause is mended. */
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import { sendQuietly } from '../membership/record-change.ts';
import { readIntents } from '../membership/sweep.ts';
import type { Intent } from '../ports/announcements.ts';

export interface ObjectFailure {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly ordinal: number;
  /** The oldest change that shows in no membership (ISO). */
  readonly since: string;
  readonly attempts: number;
  /** What went wrong, as a sentence. */
  readonly reason: string;
}

/** Every object that failed for good and was not discarded. Deleted objects count: their deletion may be what failed. */
export async function listObjectFailures(context: Context): Promise<readonly ObjectFailure[]> {
  const intents = await readIntents(context);
  const failed = intents.filter(({ failure, isDiscarded }) => failure !== null && !isDiscarded);
  const found = new Map(failed.map((intent) => [intent.ordinal, intent]));
  const rows = await readRows(context.objects, [...found.keys()]);
  return rows.flatMap(({ id, kind, ordinal }) => {
    const intent = found.get(ordinal);
    if (intent === undefined) return [];
    const { since, attempts, failure } = intent;
    return [{ id, kind, ordinal, since, attempts, reason: failure ?? '' }];
  });
}

/** Has an object tried again. */
export async function replayObject(context: Context, ordinal: number): Promise<void> {
  await editIntent(context, ordinal, (intent) => ({ ...intent, attempts: 0, failure: null }));
  await sendQuietly(() => context.queues.sendObjects([ordinal]));
}

/** Leaves an object as it is until it changes: neither shown nor tried. */
export async function discardObject(context: Context, ordinal: number): Promise<void> {
  await editIntent(context, ordinal, (intent) => ({ ...intent, isDiscarded: true }));
}

async function editIntent(
  context: Context,
  ordinal: number,
  edit: (intent: Intent) => Intent,
): Promise<void> {
  for (;;) {
    const standing = await context.objects.readIntent(ordinal);
    if (standing === null) return;
    const intent = { value: edit(standing.value), etag: standing.etag };
    if (await context.objects.writeIntent(intent)) return;
  }
}
