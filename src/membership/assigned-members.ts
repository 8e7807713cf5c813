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
    const belongs = meta.kind === 'assigned' && group.members.has(row.ordinal);
    if (belongs && row.deleted !== null) findings.removed.add(row.ordinal);
    await noteOnRow(context, row, { groupId: meta.id, belongs: belongs && row.deleted === null });
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

async function noteOnRow(
  context: Context,
  row: ObjectRow,
  note: { readonly groupId: string; readonly belongs: boolean },
): Promise<void> {
  for (
    let current: ObjectRow | null = row;
    current !== null;
    current = await context.objects.read(row.ordinal)
  ) {
    if (current.assignedTo.includes(note.groupId) === note.belongs) return;
    const others = current.assignedTo.filter((id) => id !== note.groupId);
    const assignedTo = note.belongs ? [...others, note.groupId] : others;
    if ((await context.objects.replace({ ...current, assignedTo })) !== null) return;
  }
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
