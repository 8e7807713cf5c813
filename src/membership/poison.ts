/**
 * Messages that failed too often. The host counts deliveries, and the death of a host is one too, so the verdict alone
 * proves nothing: each thing that the message names is tried once more on its own, and only what fails again is marked,
 * where people see it. What fails because storage is busy is thrown back: that passes.
 */
import type { RuleScope } from '../directory/rule-object.ts';
import { isPassing } from '../util/errors.ts';
import type { Context } from './context.ts';
import { editGroup } from './edit-group.ts';
import { lookAtGroup } from './look-at-group.ts';
import { lookAtObjects } from './look-at-objects.ts';
import { readChangesMessage, readRunsMessage } from './messages.ts';
import { runRange } from './run-range.ts';

/** Long enough to name what is wrong, short enough for a status. */
const REASON_LENGTH = 300;

/** A poisoned message of membership-changes: an object that fails again is left alone until it changes or is replayed. */
export async function handlePoisonedChanges(context: Context, message: unknown): Promise<void> {
  for (const ordinal of readChangesMessage(message).objects) {
    const reason = await reasonOfFailure(() => lookAtObjects(context, [ordinal]));
    if (reason !== null) await context.objects.noteFailure(ordinal, reason);
  }
}

/** A poisoned message of membership-runs: a group that fails again, or whose range does, says so in its status. */
export async function handlePoisonedRuns(context: Context, message: unknown): Promise<void> {
  const read = readRunsMessage(message);
  if ('groups' in read) {
    for (const id of read.groups) {
      const reason = await reasonOfFailure(() => lookAtGroup(context, id));
      if (reason !== null) await failGroup(context, id, { reason });
    }
    return;
  }
  const { run, scope } = read;
  for (const range of read.ranges) {
    const reason = await reasonOfFailure(() => runRange(context, { run, scope, range }));
    if (reason !== null) await failRun(context, { run, scope, reason });
  }
}

/** Null: it did not fail. Throws what is likely to pass by itself. */
async function reasonOfFailure(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (isPassing(error)) throw error;
    const text = error instanceof Error ? error.message : String(error);
    const sentence = text.slice(0, REASON_LENGTH).trimEnd();
    return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
  }
}

async function failRun(
  context: Context,
  failed: { readonly run: string; readonly scope: RuleScope; readonly reason: string },
): Promise<void> {
  const header = await context.runs.readHeader(failed.run);
  const slices = header?.slices.filter(({ scope }) => scope === failed.scope) ?? [];
  for (const { id } of slices.flatMap(({ groups }) => groups)) await failGroup(context, id, failed);
}

/** With `run`: only while the group is in that run. The version is counted up, as for every error of a group. */
async function failGroup(
  context: Context,
  groupId: string,
  failed: { readonly run?: string; readonly reason: string },
): Promise<void> {
  await editGroup(context, groupId, ({ meta }) => {
    const waits = meta.kind === 'dynamic' && meta.todoSince !== null && meta.error === null;
    if (!waits || meta.deleted !== null) return null;
    if (failed.run !== undefined && meta.run?.id !== failed.run) return null;
    const error = { code: 'PROCESSING_FAILED' as const, params: { reason: failed.reason } };
    return { meta: { ...meta, ver: meta.ver + 1, todoSince: null, run: null, error } };
  });
}
