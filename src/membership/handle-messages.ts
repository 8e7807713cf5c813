/** What the queue functions call: a message names ids to look at, and says nothing else. */
import type { Context } from './context.ts';
import { lookAtGroup } from './look-at-group.ts';
import { lookAtObjects } from './look-at-objects.ts';
import { readChangesMessage, readRunsMessage } from './messages.ts';
import { runRange } from './run-range.ts';

/** A message of membership-changes: its objects are looked at together. Throws when the message is to come back. */
export async function handleChangesMessage(context: Context, message: unknown): Promise<void> {
  await lookAtObjects(context, readChangesMessage(message).objects);
}

/** A message of membership-runs: groups to look at, or ranges of a run. Throws when the message is to come back. */
export async function handleRunsMessage(context: Context, message: unknown): Promise<void> {
  const read = readRunsMessage(message);
  if ('groups' in read) return eachOnItsOwn(read.groups, (id) => lookAtGroup(context, id));
  const { run, scope, ranges } = read;
  await eachOnItsOwn(ranges, (range) => runRange(context, { run, scope, range }));
}

/** One that fails does not keep the others from being done; the message then comes back for it. */
async function eachOnItsOwn<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1)
    throw new AggregateError(failures, `${failures.length} of ${items.length} failed.`);
}
