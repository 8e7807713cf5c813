/**
 * All groups but some exceptions are paused by one row beside the epoch (design.md invariant 8). Resuming gives each of
 * them a new version first and ends the pause only then, so that whatever was missed is evaluated.
 */
import type { GroupMeta } from '../directory/group-meta.ts';
import { isPausedByAll, type PauseAll } from '../directory/rule-control.ts';
import type { Stamped } from '../ports/ports.ts';
import { mapAtOnce, pieces } from '../util/at-once.ts';
import type { Context } from './context.ts';
import { announce, editGroup, wantRun } from './edit-group.ts';
import { endOf, noteEnd } from './end-hold.ts';
import { projectRule } from './project-rule.ts';
import { sendQuietly } from './record-change.ts';
import { recordGroupEvents } from './record-group-event.ts';

const GROUPS_AT_ONCE = 32;
const GROUPS_A_MESSAGE = 100;

/** The pause that stands now; null: none. */
export async function readPauseAll(context: Context): Promise<PauseAll | null> {
  const { pauseAll } = await context.rules.readControl();
  return pauseAll === null || pauseAll.value.state === 'ended' ? null : pauseAll.value;
}

/** Pauses all groups but the exceptions (ids), in one write. Answers the pause; null when another one stands already. */
export async function pauseAll(
  context: Context,
  wanted: { readonly reason: string; readonly exceptions: readonly string[] },
): Promise<PauseAll | null> {
  for (;;) {
    const { pauseAll: standing } = await context.rules.readControl();
    const exceptions = [...new Set(wanted.exceptions.map((id) => id.toLowerCase()))].sort();
    if (standing !== null && standing.value.state !== 'ended')
      return isSame(standing.value, wanted.reason, exceptions) ? standing.value : null;
    const pause: PauseAll = {
      // What a later version has put into the row stays there.
      ...standing?.value,
      state: 'paused',
      since: context.clock.now().toISOString(),
      reason: wanted.reason,
      exceptions,
      endedAtEpoch: null,
    };
    if (await context.rules.writePauseAll(pause, standing)) return pause;
  }
}

function isSame(pause: PauseAll, reason: string, exceptions: readonly string[]): boolean {
  return pause.reason === reason && pause.exceptions.join() === exceptions.join();
}

/** Ends the pause of all groups. May be repeated after any failure; the sweeper goes on with one that was begun. */
export async function resumeAll(context: Context): Promise<void> {
  const resuming = await begin(context);
  if (resuming === null) return;
  const ids = await pausedIds(context, resuming.value);
  await mapAtOnce(ids, GROUPS_AT_ONCE, (id) => giveNewVersion(context, id));
  while (!(await end(context, resuming))) {
    // Projections go on meanwhile and raise the epoch.
  }
  for (const some of pieces(ids, GROUPS_A_MESSAGE))
    await sendQuietly(() => context.queues.sendGroups(some));
}

/** From here on no exception can be added behind the back of those that are given versions. */
async function begin(context: Context): Promise<Stamped<PauseAll> | null> {
  for (;;) {
    const { pauseAll: standing } = await context.rules.readControl();
    if (standing === null || standing.value.state === 'ended') return null;
    if (standing.value.state === 'resuming') return standing;
    await context.rules.writePauseAll({ ...standing.value, state: 'resuming' }, standing);
  }
}

/** The groups that are paused by it, from the projection. One that is not projected yet is still announced. */
async function pausedIds(context: Context, pause: PauseAll): Promise<readonly string[]> {
  const index = await context.index.refresh();
  return [...index.groups()]
    .map(({ row }) => row)
    .filter(({ kind, deleted }) => kind === 'dynamic' && !deleted)
    .map(({ groupId }) => groupId)
    .filter((id) => isPausedByAll(pause, id));
}

/** As a resume of the group alone would; one that is paused by itself stays as it is. */
async function giveNewVersion(context: Context, groupId: string): Promise<void> {
  for (;;) {
    const group = await context.groups.readMeta(groupId);
    if (group === null || !isResumed(group.value)) return;
    await announce(context, groupId, group.value.todoSince);
    if (await writeResumed(context, group)) return;
  }
}

function isResumed({ kind, deleted, state, error }: GroupMeta): boolean {
  // That a source may be followed again is told at once, and nobody listens while all groups are paused.
  const heals = error === null || error.code === 'MEMBEROF_SOURCE_IS_MEMBEROF';
  return kind === 'dynamic' && deleted === null && state === 'On' && heals;
}

async function writeResumed(context: Context, group: Stamped<GroupMeta>): Promise<boolean> {
  const meta = resumed(group.value, context.clock.now());
  const { hold } = group.value;
  const ended = hold && endOf(hold, { status: 'superseded', now: context.clock.now() });
  const write = recordGroupEvents(
    context,
    group.value,
    { meta, ...(ended !== null && { endedHold: ended }) },
    { notes: [{ kind: 'resumed' }] },
  );
  if ((await context.groups.write(group.etag, write)) === null) return false;
  if (ended !== null) await noteEnd(context, meta.id, ended);
  return true;
}

function resumed(meta: GroupMeta, now: Date): GroupMeta {
  const next = wantRun(meta, { time: now.toISOString(), kind: 'resume' });
  return { ...next, lastMembershipUpdated: null };
}

/**
 * False when it has to be tried again: the epoch was raised meanwhile. Ends the pause that was begun to be
 * resumed and no other: the groups of one that came after it have no version yet.
 */
async function end(context: Context, resuming: Stamped<PauseAll>): Promise<boolean> {
  const control = await context.rules.readControl();
  if (control.pauseAll?.etag !== resuming.etag) return true;
  return context.rules.endPauseAll(control);
}

/**
 * Takes one group out of a pause of all groups: it gets a new version, as by a resume, and only then becomes an exception.
 * Does nothing when all groups are not paused, or it is an exception already.
 */
export async function exceptFromPauseAll(context: Context, groupId: string): Promise<void> {
  for (;;) {
    const { pauseAll: standing } = await context.rules.readControl();
    if (standing === null || !isPausedByAll(standing.value, groupId)) return;
    // A resume of all is under way: the group gets its version from that.
    if (standing.value.state === 'resuming') return resumeAll(context);
    await editGroup(context, groupId, ({ meta }) =>
      isResumed(meta)
        ? { meta: resumed(meta, context.clock.now()), notes: [{ kind: 'resumed' }] }
        : null,
    );
    // Until now a deleted object was looked for here because all are paused; from now on because of the new version.
    await projectRule(context, groupId);
    const exceptions = [...standing.value.exceptions, groupId].sort();
    if (await context.rules.writePauseAll({ ...standing.value, exceptions }, standing))
      return sendQuietly(() => context.queues.sendGroups([groupId]));
  }
}
