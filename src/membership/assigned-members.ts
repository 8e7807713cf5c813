/** The members of an assigned group, noted on the members' own rows: the bitmap is the truth, the rows are a projection. */
import type { GroupMeta } from '../directory/group-meta.ts';
import { appendUndo, isSettled, type ObjectRow } from '../directory/object-row.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';
import { readRows } from './read-rows.ts';
import { sendQuietly } from './record-change.ts';

/**
 * Notes on the rows whose entries in the log are newer than what is noted already. A member that was deleted while it was
 * being added is looked at once more as deleted. Answers the group as it then stands; null when somebody else wrote it.
 */
export async function projectAssignedMembers(
  context: Context,
  group: StoredGroup,
): Promise<StoredGroup | null> {
  const { meta } = group;
  if (!isBehind(meta)) return group;
  const concerned = await loggedSince(context, group);
  for (const row of await readRows(context.objects, [...concerned.ordinals()])) {
    const belongs = group.members.has(row.ordinal);
    const member = meta.kind === 'assigned' && belongs;
    await noteOnRow(context, row, { groupId: meta.id, seq: meta.seq, member, belongs });
  }
  const projected = { ...meta, projectedSeq: meta.kind === 'assigned' ? meta.seq : null };
  const etag = await context.groups.write(group.etag, { meta: projected });
  return etag === null ? null : { ...group, meta: projected, etag };
}

function isBehind(meta: GroupMeta): boolean {
  return meta.kind === 'assigned'
    ? (meta.projectedSeq ?? 0) < meta.seq
    : meta.projectedSeq !== null;
}

/** What `projectedSeq` is set to so that all members are noted anew, also those of whom the log knows nothing. */
export const NOTE_ALL = -1;

/** Who may have come or gone since the rows were last written; of a group that is dynamic now, everyone who ever did. */
async function loggedSince(context: Context, group: StoredGroup): Promise<OrdinalSet> {
  const concerned = new OrdinalSet();
  const after = group.meta.kind === 'assigned' ? (group.meta.projectedSeq ?? 0) : 0;
  if (after === NOTE_ALL || group.meta.kind === 'dynamic') concerned.addAll(group.members);
  for (const entry of await context.groups.readLog(group.meta.id, Math.max(after, 0))) {
    concerned.addAll(entry.added);
    concerned.addAll(entry.removed);
  }
  return concerned;
}

interface Note {
  readonly groupId: string;
  /** The group's newest log entry when it was read. */
  readonly seq: number;
  readonly member: boolean;
  /** Whether it is in the group, which may be dynamic by now: until its first run, or longer, the members are those of before. */
  readonly belongs: boolean;
}

async function noteOnRow(context: Context, row: ObjectRow, note: Note): Promise<void> {
  for (let current = row; ; current = (await context.objects.read(row.ordinal)) ?? current) {
    const next = current.deleted === null ? noted(current, note) : rearmed(context, current, note);
    if (next === null) return;
    if ((await context.objects.replace(next)) === null) continue;
    if (!isSettled(next)) await sendQuietly(() => context.queues.sendObjects([row.ordinal]));
    return;
  }
}

/**
 * The row with the note; null when nothing changes. A note of a later reading stands: a slow worker never takes a name
 * away that was put there after its reading, and one that stands already is noted anew, which stops him. One that it puts back wrongly is found out by whoever reads the group.
 */
function noted(row: ObjectRow, note: Note): ObjectRow | null {
  const known = row.assignedTo[note.groupId];
  const stands = note.member
    ? known !== undefined && known >= note.seq
    : known === undefined || known > note.seq;
  if (stands) return null;
  const { [note.groupId]: _, ...others } = row.assignedTo;
  return { ...row, assignedTo: note.member ? { ...others, [note.groupId]: note.seq } : others };
}

/**
 * A deleted object that is a member: its deletion may have been looked at before it was added, and groups that follow this
 * one may have taken it over since. So it is deleted once more, with this group named. That is written even while a look
 * is still to come: one in progress may have seen the group before the addition, and is stopped by it. Null: it was
 * written before, by somebody who had seen as much.
 */
function rearmed(context: Context, row: ObjectRow, note: Note): ObjectRow | null {
  const known = row.assignedTo[note.groupId] ?? Number.NEGATIVE_INFINITY;
  if (!note.belongs || (known >= note.seq && !isSettled(row))) return null;
  const assignedTo = { ...row.assignedTo, [note.groupId]: note.seq };
  const undo = isSettled(row) ? appendUndo(row.undo, { attributes: {}, existed: true }) : row.undo;
  return { ...row, assignedTo, undo, since: row.since ?? context.clock.now().toISOString() };
}
