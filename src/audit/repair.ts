/** Members that are not what the rule says are mended as everything is: the group is processed again. */
import { NOTE_ALL } from '../membership/assigned-members.ts';
import type { Context } from '../membership/context.ts';
import { editGroup, type GroupEdit } from '../membership/edit-group.ts';
import type { StoredGroup } from '../ports/ports.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';
import { isSteady } from './confirm-drift.ts';

/** Processes the groups again in which an audit found drift. Throws 404, and 400 while it is under way. */
export async function repairDrift(context: Context, id: string): Promise<void> {
  for (;;) {
    const standing = await context.audits.read(id);
    if (standing === null) throw resourceNotFound(id);
    if (standing.value.status === 'running')
      throw badRequest('The audit is still under way. Repair what it finds once it has ended.');
    const slices = await context.audits.readSlices(id);
    const drifted = slices.flatMap(({ drift }) => drift.map(({ groupId }) => groupId));
    const repaired = await processAgain(context, id, drifted);
    if (await context.audits.replace({ ...standing, value: { ...standing.value, repaired } }))
      return;
  }
}

/** Answers the groups that will be processed again; one that somebody changed since is, or is not to be. */
export async function processAgain(
  context: Context,
  audit: string,
  groupIds: readonly string[],
): Promise<readonly string[]> {
  for (const id of groupIds)
    await editGroup(context, id, (group) =>
      isSteady(context, group.meta) ? again(context, group, audit) : null,
    );
  return groupIds;
}

function again(context: Context, { meta }: StoredGroup, audit: string): GroupEdit {
  const notes = [{ kind: 'reprocessed', details: { audit } }] as const;
  // The members of an assigned group are noted anew on their rows, where one that was deleted shows.
  if (meta.kind === 'assigned') return { notes, meta: { ...meta, projectedSeq: NOTE_ALL } };
  const time = context.clock.now().toISOString();
  return {
    notes,
    meta: { ...meta, todoSince: time, cause: { kind: 'reprocess', importId: null } },
  };
}
