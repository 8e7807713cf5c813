/** Changes a group so that the change can't be lost (protocol.md 2, step d). */
import type { GroupEventDraft } from '../directory/group-event.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { CauseKind, EndedHold } from '../directory/hold.ts';
import type { GroupWrite, StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';
import { endOf, noteEnd } from './end-hold.ts';
import { sendQuietly } from './record-change.ts';
import { recordGroupEvents } from './record-group-event.ts';
import { writeListing } from './write-listing.ts';

/** What an edit writes, and what history says of it beyond what `meta` shows. */
export interface GroupEdit extends GroupWrite {
  readonly notes?: readonly GroupEventDraft[];
  /** The version of the rule that its new rule is that of; absent: it is a new one. */
  readonly restoredVersion?: number;
}

/**
 * Reads the group, announces the change, writes it If-Match, asks for a look. `edit` works out the write from the group
 * as it stands; null: there is nothing to change. It may run several times. Answers null when there is no such group.
 */
export async function editGroup(
  context: Context,
  groupId: string,
  edit: (group: StoredGroup) => GroupEdit | null | Promise<GroupEdit | null>,
): Promise<GroupMeta | null> {
  for (;;) {
    const group = await context.groups.read(groupId);
    if (group === null) return null;
    const edited = await edit(group);
    if (edited === null) return group.meta;
    await announce(context, groupId, group.meta.todoSince);
    const write = written(context, group.meta, edited);
    if ((await context.groups.write(group.etag, write)) === null) continue;
    if (write.endedHold !== undefined) await noteEnd(context, groupId, write.endedHold);
    await writeListing(context, groupId);
    await sendQuietly(() => context.queues.sendGroups([groupId]));
    return write.meta;
  }
}

/** The write with the count of edits raised, and with its events. */
function written(context: Context, before: GroupMeta, edited: GroupEdit): GroupWrite {
  const { notes, restoredVersion, ...write } = edited;
  const meta: GroupMeta = { ...write.meta, edit: before.edit + 1 };
  const ended = write.endedHold ?? overtaken(before, meta, context.clock.now());
  const whole = { ...write, meta, ...(ended !== null && { endedHold: ended }) };
  return recordGroupEvents(context, before, whole, {
    ...(notes !== undefined && { notes }),
    ...(restoredVersion !== undefined && { restoredVersion }),
  });
}

/**
 * As editGroup, for what concerns `meta` alone: members are not read, so that they need not be readable. False when there
 * was nothing to change.
 */
export async function editMeta(
  context: Context,
  groupId: string,
  edit: (meta: GroupMeta) => GroupMeta | null | Promise<GroupMeta | null>,
): Promise<boolean> {
  for (;;) {
    const group = await context.groups.readMeta(groupId);
    const edited = group === null ? null : await edit(group.value);
    if (group === null || edited === null) return false;
    await announce(context, groupId, group.value.todoSince);
    const write = written(context, group.value, { meta: edited });
    if ((await context.groups.write(group.etag, write)) === null) continue;
    await writeListing(context, groupId);
    await sendQuietly(() => context.queues.sendGroups([groupId]));
    return true;
  }
}

/** Announces a group that is about to be created, then inserts it; false when the id is somebody else's. */
export async function insertGroup(context: Context, write: GroupWrite): Promise<boolean> {
  const { meta, ...rest } = recordGroupEvents(context, null, write);
  await announce(context, meta.id, null);
  if ((await context.groups.insert(meta, rest)) === null && !(await isOurs(context, meta)))
    return false;
  await writeListing(context, meta.id);
  await sendQuietly(() => context.queues.sendGroups([meta.id]));
  return true;
}

/** Whether an insert that was refused had been made before, and only its answer lost: nobody else has the ordinal. */
async function isOurs(context: Context, meta: GroupMeta): Promise<boolean> {
  const standing = await context.groups.readMeta(meta.id);
  return standing?.value.ordinal === meta.ordinal;
}

/**
 * What makes members wait for a run: the run in progress is dropped, a hold overtaken, an error forgotten, the version
 * counted up. An import that was among the causes stays among them: its guard applies until members are worked out.
 */
export function wantRun(
  meta: GroupMeta,
  why: { readonly time: string; readonly kind: CauseKind; readonly importId?: string | null },
): GroupMeta {
  return {
    ...meta,
    ver: meta.ver + 1,
    todoSince: meta.todoSince ?? why.time,
    cause: { kind: why.kind, importId: why.importId ?? meta.cause?.importId ?? null },
    run: null,
    hold: null,
    error: null,
  };
}

/** A hold that is not there any more without a decision was overtaken. */
function overtaken(before: GroupMeta, after: GroupMeta, now: Date): EndedHold | null {
  if (before.hold === null || before.hold.id === after.hold?.id) return null;
  return endOf(before.hold, { status: 'superseded', now });
}

/** The pending row keeps the age of the oldest announcement: repeated changes never renew what the delay alert reads. */
export async function announce(
  context: Context,
  groupId: string,
  todoSince: string | null,
): Promise<void> {
  const standing = await context.pending.read(groupId);
  const instants = [standing?.value.since, todoSince, context.clock.now().toISOString()];
  const known = instants.filter((instant): instant is string => typeof instant === 'string');
  await context.pending.upsert(groupId, known.sort()[0] ?? context.clock.now().toISOString());
}
