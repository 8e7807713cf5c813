/**
 * What the queue functions call: a message names ids to look at, and says nothing else. What fails alone is tried alone,
 * so that it holds back nobody, and is counted; a message that is not understood is kept where people see it.
 */

import type { WorkQueue } from '../ports/announcements.ts';
import {
  countGroupFailure,
  countObjectFailure,
  countRangeFailure,
  type RangeOfRun,
} from './attempts.ts';
import type { Context } from './context.ts';
import { awaitsLater, Failures, willPass } from './failures.ts';
import { type Delivery, leaveToLater } from './later-messages.ts';
import { lookAtGroup } from './look-at-group.ts';
import { lookAtObjects } from './look-at-objects.ts';
import { MalformedMessageError, readChangesMessage, readRunsMessage } from './messages.ts';
import { handlePoisonedChanges, handlePoisonedRuns } from './poison.ts';
import { countPreviewFailure, previewRange, type RangeOfPreview } from './preview-range.ts';
import { runRange } from './run-range.ts';

/** `maxDequeueCount` of host.json. The host counts on beyond it when it is restarted, and then never moves the message. */
export const MOST_DELIVERIES = 5;

const FIRST: Delivery = { id: null, count: 1 };

/** A message of membership-changes: its objects are looked at together. Throws when the message is to come back. */
export async function handleChangesMessage(
  context: Context,
  message: unknown,
  delivery = FIRST,
): Promise<void> {
  if (delivery.count > MOST_DELIVERIES) return poisonedChanges(context, message, delivery);
  const about = { queue: 'membership-changes', message, delivery } as const;
  const read = await understood(context, about, () => readChangesMessage(message));
  if (read !== null) await lookTogether(context, read.objects);
}

/** A message of membership-runs: groups to look at, or ranges of a run. Throws when the message is to come back. */
export async function handleRunsMessage(
  context: Context,
  message: unknown,
  delivery = FIRST,
): Promise<void> {
  if (delivery.count > MOST_DELIVERIES) return poisonedRuns(context, message, delivery);
  const about = { queue: 'membership-runs', message, delivery } as const;
  const read = await understood(context, about, () => readRunsMessage(message));
  if (read === null) return;
  const failures = new Failures();
  if ('groups' in read)
    for (const id of read.groups) await failures.catching(() => tryGroup(context, id));
  else if ('preview' in read)
    for (const range of read.ranges)
      await failures.catching(() => tryPreview(context, { ...read, range }));
  else
    for (const range of read.ranges)
      await failures.catching(() => tryRange(context, { ...read, range }));
  failures.throwIfAny();
}

/** A message of the poison queue of membership-changes. */
export async function poisonedChanges(
  context: Context,
  message: unknown,
  delivery = FIRST,
): Promise<void> {
  const about = { queue: 'membership-changes', message, delivery } as const;
  const read = await understood(context, about, () => readChangesMessage(message));
  if (read !== null) await handlePoisonedChanges(context, read);
}

/** A message of the poison queue of membership-runs. */
export async function poisonedRuns(
  context: Context,
  message: unknown,
  delivery = FIRST,
): Promise<void> {
  const about = { queue: 'membership-runs', message, delivery } as const;
  const read = await understood(context, about, () => readRunsMessage(message));
  if (read !== null) await handlePoisonedRuns(context, read);
}

/** Everything together, so that a group is written once; when that fails, each object alone. */
async function lookTogether(context: Context, ordinals: readonly number[]): Promise<void> {
  try {
    return await lookAtObjects(context, ordinals);
  } catch (error) {
    const isAlone = ordinals.length === 1;
    if (willPass(error) && !awaitsLater(error)) throw error;
    if (isAlone) return countOrThrow(error, () => countObject(context, ordinals, error));
  }
  const failures = new Failures();
  for (const ordinal of ordinals) await failures.catching(() => lookTogether(context, [ordinal]));
  failures.throwIfAny();
}

async function countObject(
  context: Context,
  [ordinal]: readonly number[],
  error: unknown,
): Promise<boolean> {
  return ordinal === undefined || countObjectFailure(context, ordinal, error);
}

async function tryGroup(context: Context, id: string): Promise<void> {
  try {
    await lookAtGroup(context, id);
  } catch (error) {
    await countOrThrow(error, () => countGroupFailure(context, id, error));
  }
}

async function tryRange(context: Context, range: RangeOfRun): Promise<void> {
  try {
    await runRange(context, range);
  } catch (error) {
    await countOrThrow(error, () => countRangeFailure(context, range, error));
  }
}

async function tryPreview(context: Context, range: RangeOfPreview): Promise<void> {
  try {
    await previewRange(context, range);
  } catch (error) {
    await countOrThrow(error, () => countPreviewFailure(context, range, error));
  }
}

/**
 * Throws the error again, so that the message comes back, unless what failed is given up with it. Waiting never counts. What
 * only a later version can read is left to it: the sweeper brings it until an instance of that has done it.
 */
async function countOrThrow(error: unknown, count: () => Promise<boolean>): Promise<void> {
  if (awaitsLater(error)) return;
  if (willPass(error) || !(await count())) throw error;
}

/** What a message says; null: it says nothing that is understood, and is kept, or put back for a later version. */
export async function understood<T>(
  context: Context,
  about: {
    readonly queue: WorkQueue;
    readonly message: unknown;
    readonly delivery: Delivery;
  },
  read: () => T,
): Promise<T | null> {
  if (await leaveToLater(context, about)) return null;
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
    const { queue, message, delivery } = about;
    const text = typeof message === 'string' ? message : (JSON.stringify(message) ?? '');
    await context.poison.put({
      id: delivery.id ?? context.ids.guid(),
      queue,
      text,
      since: context.clock.now().toISOString(),
      attempts: delivery.count,
      reason: error.message,
    });
    return null;
  }
}
