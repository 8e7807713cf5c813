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
  const failures = await findFailures(context);
  return failures.map(({ ordinal: _, ...failure }) => failure);
}

/** Tries an object again that failed for good. Throws 404 when it is none of those. */
export async function replayFailure(context: Context, id: string): Promise<void> {
  const failed = (await findFailures(context)).find((failure) => failure.id === id.toLowerCase());
  if (failed === undefined) throw resourceNotFound(id);
  await context.objects.noteFailure(failed.ordinal, null);
  await sendQuietly(() => context.queues.sendObjects([failed.ordinal]));
}

type Failure = ObjectFailure & { readonly ordinal: number };

/** Deleted objects count: their deletion may be what failed. */
async function findFailures(context: Context): Promise<readonly Failure[]> {
  const failed = new Map(
    (await readIntents(context)).flatMap(({ ordinal, since, failure }) =>
      failure === null ? [] : [[ordinal, { since, reason: failure }]],
    ),
  );
  const rows = await readRows(context.objects, [...failed.keys()]);
  const failures = rows.flatMap(({ id, kind, ordinal }) => {
    const found = failed.get(ordinal);
    return found === undefined ? [] : [{ id, kind, ordinal, ...found }];
  });
  return failures.sort((left, right) => left.since.localeCompare(right.since));
}
