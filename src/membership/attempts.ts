/**
 * How often looking at something has failed, counted by ourselves beside what announces it: on an object's intent row, on a
 * group's pending row, on a row of the run for a range. The host's count of deliveries is no measure: the death of a host
 * raises it, and a message that is lost takes it along. What has failed five times is marked, and left alone until it
 * changes or somebody has it tried again.
 */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from './context.ts';
import { editMeta } from './edit-group.ts';
import { reasonOf } from './failures.ts';

/** After as many failures of its own a thing is given up. */
export const MOST_ATTEMPTS = 5;

/** Counts a failed look at an object. True when it is given up with this one, or is nobody's work any more. */
export async function countObjectFailure(
  context: Context,
  ordinal: number,
  error: unknown,
): Promise<boolean> {
  return noteObjectFailure(context, ordinal, { error, isLast: false });
}

/** Marks an object that failed for good. */
export async function giveUpObject(
  context: Context,
  ordinal: number,
  error: unknown,
): Promise<void> {
  await noteObjectFailure(context, ordinal, { error, isLast: true });
}

interface Failed {
  readonly error: unknown;
  /** Whether it is given up now, however often it was tried. */
  readonly isLast: boolean;
}

/** Whoever changes the object meanwhile begins to count anew; whoever settles it is done with it. */
async function noteObjectFailure(
  context: Context,
  ordinal: number,
  { error, isLast }: Failed,
): Promise<boolean> {
  for (;;) {
    const standing = await context.objects.readIntent(ordinal);
    if (standing === null) return true;
    const attempts = standing.value.attempts + 1;
    const isGivenUp = isLast || attempts >= MOST_ATTEMPTS;
    const failure = isGivenUp ? reasonOf(error) : null;
    const value = { ...standing.value, attempts, failure };
    if (await context.objects.writeIntent({ value, etag: standing.etag })) return isGivenUp;
  }
}

/** Counts a failed look at a group. True when it is given up with this one, or is nobody's work any more. */
export async function countGroupFailure(
  context: Context,
  groupId: string,
  error: unknown,
): Promise<boolean> {
  for (;;) {
    const standing = await context.pending.read(groupId);
    if (standing === null) return true;
    const attempts = standing.value.attempts + 1;
    if (attempts >= MOST_ATTEMPTS) {
      await giveUpGroup(context, groupId, error);
      return true;
    }
    const value = { ...standing.value, attempts };
    if (await context.pending.replace(groupId, { value, etag: standing.etag })) return false;
  }
}

/** A group that waits for members says so in its status; of any other its announcement is marked. */
export async function giveUpGroup(
  context: Context,
  groupId: string,
  error: unknown,
): Promise<void> {
  const reason = reasonOf(error);
  if (!(await failGroup(context, groupId, { reason }))) await markPending(context, groupId, reason);
}

async function markPending(context: Context, groupId: string, failure: string): Promise<void> {
  for (;;) {
    const standing = await context.pending.read(groupId);
    if (standing === null) return;
    const value = { ...standing.value, attempts: standing.value.attempts + 1, failure };
    if (await context.pending.replace(groupId, { value, etag: standing.etag })) return;
  }
}

/** A range of a run. */
export interface RangeOfRun {
  readonly run: string;
  readonly scope: RuleScope;
  readonly range: number;
}

/** Counts a failed range. True when its run is given up with this one: the groups of the run say so in their status. */
export async function countRangeFailure(
  context: Context,
  range: RangeOfRun,
  error: unknown,
): Promise<boolean> {
  const attempts = await context.runs.countFailure(range.run, range.scope, range.range);
  if (attempts < MOST_ATTEMPTS) return false;
  await giveUpRun(context, range, error);
  return true;
}

/** Fails every group that is still in the run. */
export async function giveUpRun(
  context: Context,
  { run, scope }: Omit<RangeOfRun, 'range'>,
  error: unknown,
): Promise<void> {
  const header = await context.runs.readHeader(run);
  const slices = header?.slices.filter((slice) => slice.scope === scope) ?? [];
  for (const { id } of slices.flatMap(({ groups }) => groups))
    await failGroup(context, id, { run, reason: reasonOf(error) });
}

/**
 * With `run`: only while the group is in that run. The version is counted up, as for every error of a group. False when
 * the group waits for nothing. Members are not read: it may be they that can't be.
 */
async function failGroup(
  context: Context,
  groupId: string,
  failed: { readonly run?: string; readonly reason: string },
): Promise<boolean> {
  const time = context.clock.now().toISOString();
  return editMeta(context, groupId, (meta) => {
    const waits = meta.kind === 'dynamic' && meta.todoSince !== null && meta.error === null;
    if (!waits || meta.deleted !== null) return null;
    if (failed.run !== undefined && meta.run?.id !== failed.run) return null;
    const params = { reason: failed.reason };
    const error = { code: 'PROCESSING_FAILED' as const, params, time };
    return { ...meta, ver: meta.ver + 1, todoSince: null, run: null, error };
  });
}
