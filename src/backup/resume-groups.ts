/**
 * After a restore nothing that was worked out is taken for right: objects were read later than groups, so each group is announced
 * and its members are worked out anew from the objects as they now are.
 */
import type { GroupEventDraft } from '../directory/group-event.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import { NOTE_ALL } from '../membership/assigned-members.ts';
import type { Context } from '../membership/context.ts';
import { announce, editGroup, wantRun } from '../membership/edit-group.ts';
import { projectRule } from '../membership/project-rule.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { mapAtOnce } from '../util/at-once.ts';

const GROUPS_AT_ONCE = 16;

const NOTES: readonly GroupEventDraft[] = [{ kind: 'reprocessed', details: { restored: true } }];

export interface GroupsToResume {
  readonly ids: readonly string[];
  /** Those that the index of rules knows of, in an older version perhaps: it comes forward with the first look. */
  readonly projected: ReadonlySet<string>;
  /** Ordinals of groups whose row as a member says that they are deleted. */
  readonly retired: ReadonlySet<number>;
}

/** Announces every group. Answers those that can't be read, which stay as they are. */
export async function resumeGroups(
  context: Context,
  { ids, projected, retired }: GroupsToResume,
): Promise<readonly string[]> {
  const unreadable: string[] = [];
  await mapAtOnce(ids, GROUPS_AT_ONCE, async (id) => {
    try {
      await resumeGroup(context, id, retired);
      if (!projected.has(id)) await projectRule(context, id);
    } catch (error) {
      if (!(error instanceof UnreadableRowError)) throw error;
      unreadable.push(id);
    }
  });
  return unreadable.sort();
}

async function resumeGroup(
  context: Context,
  id: string,
  retired: ReadonlySet<number>,
): Promise<void> {
  const time = context.clock.now().toISOString();
  const meta = await editGroup(context, id, ({ meta: standing }) =>
    standing.deleted === null ? { meta: again(standing, time, retired), notes: NOTES } : null,
  );
  if (meta?.deleted !== null) await announce(context, id, null);
}

function again(meta: GroupMeta, time: string, retired: ReadonlySet<number>): GroupMeta {
  const isRetired = meta.ordinal !== null && retired.has(meta.ordinal);
  // The first look brings its row as a member back.
  return { ...workedOutAnew(meta, time), ...(isRetired && { wasRestored: true }) };
}

function workedOutAnew(meta: GroupMeta, time: string): GroupMeta {
  // Members are noted on the rows of objects, which may be of a later moment.
  if (meta.kind === 'assigned') return { ...meta, projectedSeq: NOTE_ALL };
  // What was logged since the hold was made is not all that happened until the objects were read.
  if (meta.hold !== null) return wantRun(meta, { time, ...meta.hold.cause });
  // The results of a run are not kept, and its log is older than the objects.
  if (meta.state === 'Paused' || meta.error !== null) return { ...meta, run: null };
  const cause = meta.cause ?? { kind: 'reprocess', importId: null };
  return { ...meta, run: null, todoSince: meta.todoSince ?? time, cause };
}
