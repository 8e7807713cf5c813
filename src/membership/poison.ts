/**
 * Messages that failed too often. The host counts deliveries, and the death of a host is one too, so the verdict alone
 * proves nothing: each thing that the message names is tried once more on its own, and only what fails again is marked,
 * where people see it. What fails because storage is busy is thrown back: that passes.
 */
import { giveUpGroup, giveUpObject, giveUpRun, readAnnounced } from './attempts.ts';
import type { Context } from './context.ts';
import { awaitsLater, willPass } from './failures.ts';
import { lookAtGroup } from './look-at-group.ts';
import { lookAtObjects } from './look-at-objects.ts';
import type { ChangesMessage, RunsMessage } from './messages.ts';
import { giveUpPreview, previewRange } from './preview-range.ts';
import { runRange } from './run-range.ts';

/** A poisoned message of membership-changes: an object that fails again is left alone until it changes or is replayed. */
export async function handlePoisonedChanges(
  context: Context,
  message: ChangesMessage,
): Promise<void> {
  for (const ordinal of message.objects) {
    const seen = await context.objects.readIntent(ordinal);
    await orElse(
      () => lookAtObjects(context, [ordinal]),
      (error) => giveUpObject(context, seen, error),
    );
  }
}

/** A poisoned message of membership-runs: a group that fails again, or whose range does, says so in its status. */
export async function handlePoisonedRuns(context: Context, message: RunsMessage): Promise<void> {
  if ('groups' in message) {
    for (const id of message.groups) {
      await orElse(
        () => tryGroup(context, id),
        (error) => Promise.reject(error),
      );
    }
    return;
  }
  if ('preview' in message) {
    const { preview } = message;
    for (const range of message.ranges) {
      await orElse(
        () => previewRange(context, { preview, range }),
        (error) => giveUpPreview(context, preview, error),
      );
    }
    return;
  }
  const { run, scope } = message;
  for (const range of message.ranges) {
    await orElse(
      () => runRange(context, { run, scope, range }),
      (error) => giveUpRun(context, { run, scope }, error),
    );
  }
}

async function tryGroup(context: Context, id: string): Promise<void> {
  const seen = await readAnnounced(context, id);
  await orElse(
    () => lookAtGroup(context, id),
    (error) => giveUpGroup(context, seen, error),
  );
}

/** Throws what is likely to pass by itself; what waits for a later version is left to it. */
async function orElse(
  work: () => Promise<void>,
  giveUp: (error: unknown) => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (awaitsLater(error)) return;
    if (willPass(error)) throw error;
    await giveUp(error);
  }
}
