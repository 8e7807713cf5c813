/**
 * How often looking at something has failed, counted by ourselves beside what announces it: on an object's intent row, on a
 * group's pending row, on a row of the run for a range. The host's count of deliveries is no measure: the death of a host
 * raises it, and a message that is lost takes it along. What has failed five times is marked, and left alone until it
 * changes or somebody has it tried again.
 */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Intent, Pending } from '../ports/announcements.ts';
import type { Stamped } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import type { Context } from './context.ts';
import { editMeta } from './edit-group.ts';
import { reasonOf } from './failures.ts';

/** After as many failures of its own a thing is given up. */
export const MOST_ATTEMPTS = 5;

/**
 * Counts a failed look at an object. True when it is given up with this one, or is nobody's work any more. Whoever changes
 * the object meanwhile begins to count anew; whoever settles it is done with it.
 */
export async function countObjectFailure(
  context: Context,
  ordinal: number,
  error: unknown,
): Promise<boolean> {
  for (;;) {
    const standing = await context.objects.readIntent(ordinal);
    if (standing === null) return true;
    const attempts = standing.value.attempts + 1;
    const isGivenUp = attempts >= MOST_ATTEMPTS;
    const value = { ...standing.value, attempts, failure: isGivenUp ? reasonOf(error) : null };
    if (await context.objects.writeIntent({ value, etag: standing.etag })) return isGivenUp;
  }
}

/**
 * Marks an object that failed for good, If-Match its intent as it was read before it was tried: a change that came
 * meanwhile has yet to be tried itself.
 */
export async function giveUpObject(
  context: Context,
  seen: Stamped<Intent> | null,
  error: unknown,
): Promise<void> {
  if (seen === null) return;
  const attempts = seen.value.attempts + 1;
  const value = { ...seen.value, attempts, failure: reasonOf(error) };
  await context.objects.writeIntent({ value, etag: seen.etag });
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
      const seen = await readAnnounced(context, groupId);
      if (seen.pending?.etag !== standing.etag) continue;
      await giveUpGroup(context, seen, error);
      return true;
    }
    const value = { ...standing.value, attempts };
    if (await context.pending.replace(groupId, { value, etag: standing.etag })) return false;
  }
}

/** A group as it was announced before it was tried. */
export interface Announced {
  readonly groupId: string;
  /** How often people had changed it; null: it is not there. */
  readonly edit: number | null;
  readonly pending: Stamped<Pending> | null;
}

/** To be called before a group is tried, so that a change that comes meanwhile is told from what failed. */
export async function readAnnounced(context: Context, groupId: string): Promise<Announced> {
  const group = await unlessBroken(() => context.groups.readMeta(groupId), null);
  const pending = await context.pending.read(groupId);
  return { groupId, edit: group?.value.edit ?? null, pending };
}

/** Of a row that is broken nothing is known. One of a later version is thrown: it is left alone. */
async function unlessBroken<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableRowError && !error.isNewer) return otherwise;
    throw error;
  }
}

/**
 * A group that waits for members says so in its status; of any other its announcement is marked. Neither happens when it
 * was changed since it was read: the change has yet to be tried itself.
 */
export async function giveUpGroup(
  context: Context,
  { groupId, edit, pending }: Announced,
  error: unknown,
): Promise<void> {
  const reason = reasonOf(error);
  if (await unlessBroken(() => failGroup(context, groupId, { reason, edit }), false)) return;
  if (pending === null) return;
  const value = { ...pending.value, attempts: pending.value.attempts + 1, failure: reason };
  await context.pending.replace(groupId, { value, etag: pending.etag });
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
 * With `run`: only while the group is in that run; with `edit`: only while nobody has changed it since. The version is counted up, as for every error of a group. False when
 * the group waits for nothing. Members are not read: it may be they that can't be.
 */
export async function failGroup(
  context: Context,
  groupId: string,
  failed: { readonly run?: string; readonly edit?: number | null; readonly reason: string },
): Promise<boolean> {
  const time = context.clock.now().toISOString();
  return editMeta(context, groupId, (meta) => {
    const waits = meta.kind === 'dynamic' && meta.todoSince !== null && meta.deleted === null;
    if (!waits || meta.error !== null || meta.hold !== null) return null;
    if (failed.run !== undefined && meta.run?.id !== failed.run) return null;
    if (failed.edit !== undefined && meta.edit !== failed.edit) return null;
    const params = { reason: failed.reason };
    const error = { code: 'PROCESSING_FAILED' as const, params, time };
    return { ...meta, ver: meta.ver + 1, todoSince: null, run: null, error };
  });
}
