/** Objects that could not be looked at: their memberships stand as they were until the cause is mended. */
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import { sendQuietly } from '../membership/record-change.ts';
import { readIntents } from '../membership/sweep.ts';
import { resourceNotFound } from '../util/errors.ts';

export interface ObjectFailure {
  readonly id: string;
  readonly kind: ObjectKind;
  /** The oldest change that shows in no membership (ISO). */
  readonly since: string;
  /** What went wrong, as a sentence. */
  readonly reason: string;
}

/** Every object that failed for good, the oldest first. */
export async function listFailures(context: Context): Promise<readonly ObjectFailure[]> {
  const intents = await readIntents(context);
  const failed = new Map(
    intents.flatMap(({ ordinal, since, failure }) =>
      failure === null ? [] : [[ordinal, { since, reason: failure }]],
    ),
  );
  const rows = await readRows(context.objects, [...failed.keys()]);
  const failures = rows.flatMap(({ id, kind, ordinal }) => {
    const found = failed.get(ordinal);
    return found === undefined ? [] : [{ id, kind, ...found }];
  });
  return failures.sort((left, right) => left.since.localeCompare(right.since));
}

/** Tries an object again that failed for good. Throws 404 when it is none of those. */
export async function replayFailure(context: Context, id: string): Promise<void> {
  const ordinal = await failedOrdinal(context, id);
  await context.objects.noteFailure(ordinal, null);
  await sendQuietly(() => context.queues.sendObjects([ordinal]));
}

/** Deleted objects count: their deletion may be what failed. */
async function failedOrdinal(context: Context, id: string): Promise<number> {
  const intents = (await readIntents(context)).filter(({ failure }) => failure !== null);
  const rows = await readRows(
    context.objects,
    intents.map(({ ordinal }) => ordinal),
  );
  const row = rows.find((candidate) => candidate.id === id.toLowerCase());
  if (row === undefined) throw resourceNotFound(id);
  return row.ordinal;
}
