/** The members of an assigned group, noted on the members' own rows: the bitmap is the truth, the rows are a projection. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from './context.ts';
import { Findings } from './log-entry.ts';
import type { StoredGroup } from './ports.ts';
import { readRows } from './read-rows.ts';

/**
 * Notes on the rows whose entries in the log are newer than what is noted already, and drops members that were deleted
 * while they were being added. Answers the group as it then stands; null when somebody else wrote it.
 */
export async function projectAssignedMembers(
  context: Context,
  group: StoredGroup,
): Promise<StoredGroup | null> {
  const { meta } = group;
  if (!isBehind(meta)) return group;
  const concerned = await loggedSince(context, group);
  const findings = new Findings();
  for (const row of await readRows(context.objects, [...concerned.ordinals()])) {
    const member = meta.kind === 'assigned' && group.members.has(row.ordinal);
    const noted = await noteOnRow(context, row, { groupId: meta.id, seq: meta.seq, member });
    if (member && noted.deleted !== null) findings.removed.add(row.ordinal);
  }
  return write(context, group, findings);
}

function isBehind(meta: GroupMeta): boolean {
  return meta.kind === 'assigned'
    ? (meta.projectedSeq ?? 0) < meta.seq
    : meta.projectedSeq !== null;
}

/** Who may have come or gone since the rows were last written; of a group that is dynamic now, everyone who ever did. */
async function loggedSince(context: Context, group: StoredGroup): Promise<OrdinalSet> {
  const concerned = new OrdinalSet();
  const after = group.meta.kind === 'assigned' ? (group.meta.projectedSeq ?? 0) : 0;
  for (const entry of await context.groups.readLog(group.meta.id, after)) {
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
}

/** Answers the row as it was last seen; a deleted one is left as it is, and its deletion may have been looked at before. */
async function noteOnRow(context: Context, row: ObjectRow, note: Note): Promise<ObjectRow> {
  for (let current = row; ; current = (await context.objects.read(row.ordinal)) ?? current) {
    const assignedTo = noted(current, note);
    if (assignedTo === null) return current;
    if ((await context.objects.replace({ ...current, assignedTo })) !== null) return current;
  }
}

/**
 * The list with the note; null when nothing changes. A note of a later reading stands: a slow worker never takes a name
 * away that was put there after its reading. One that it puts back wrongly is found out by whoever reads the group.
 */
function noted(row: ObjectRow, note: Note): ObjectRow['assignedTo'] | null {
  const known = row.assignedTo[note.groupId];
  // What a deleted object is named in has still to be looked at for it.
  if (row.deleted !== null) return null;
  if (note.member === (known !== undefined) || (known !== undefined && known > note.seq))
    return null;
  const { [note.groupId]: _, ...others } = row.assignedTo;
  return note.member ? { ...others, [note.groupId]: note.seq } : others;
}

async function write(
  context: Context,
  group: StoredGroup,
  findings: Findings,
): Promise<StoredGroup | null> {
  const time = context.clock.now().toISOString();
  const projected = {
    ...group.meta,
    projectedSeq: group.meta.kind === 'assigned' ? group.meta.seq : null,
  };
  if (findings.isEmpty) {
    const etag = await context.groups.write(group.etag, { meta: projected });
    return etag === null ? null : { ...group, meta: projected, etag };
  }
  const members = findings.applyTo(group.members);
  const log = findings.entry(group.meta, 'change', time);
  const meta = { ...projected, seq: log.seq, count: members.size, lastMembershipUpdated: time };
  const etag = await context.groups.write(group.etag, {
    meta,
    members,
    touchedChunks: findings.touchedChunks,
    log,
  });
  return etag === null ? null : { meta, members, etag };
}
