import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Origin } from '../directory/origin.ts';
import type { RuleControl } from '../directory/rule-control.ts';
import type { Context } from '../membership/context.ts';
import { editGroup } from '../membership/edit-group.ts';
import { Findings } from '../membership/log-entry.ts';
import { readRows } from '../membership/read-rows.ts';
import { findMember } from '../objects/find-object.ts';
import type { GroupWrite, StoredGroup } from '../ports/ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { badRequest, requestDenied, resourceNotFound } from '../util/errors.ts';
import { asItCounts } from './effective-state.ts';
import { seesMembers } from './hidden-members.ts';
import { membersOfKind, nestedMembers } from './nested-members.ts';
import { readGroup } from './read-group.ts';
import { checkMemberKinds, resolveMembers } from './resolve-members.ts';

/** Groups that are members, each of which is read. */
const READS_AT_ONCE = 32;

/** What has to be known of an object that becomes a member. */
export type MemberRow = Pick<ObjectRow, 'id' | 'ordinal' | 'kind'>;

export type Member =
  | { readonly kind: 'user' | 'device'; readonly row: ObjectRow }
  | { readonly kind: 'group'; readonly meta: GroupMeta };

/** Which members. */
export interface MembersAsked {
  /** Those of one kind alone; absent: of all. */
  readonly kind?: ObjectKind;
  /** With the members of the groups among them, and of the groups among those. */
  readonly nested?: boolean;
}

/** Users, devices and groups by their ordinals; deleted ones are left out. */
export async function readMembers(
  context: Context,
  ordinals: readonly number[],
): Promise<readonly Member[]> {
  const rows = (await readRows(context.objects, ordinals)).filter((row) => row.deleted === null);
  const hasGroups = rows.some(({ kind }) => kind === 'group');
  const control = hasGroups ? await context.rules.readControl() : null;
  const items = await mapAtOnce(rows, READS_AT_ONCE, (row) => memberOf(context, row, control));
  return items.filter((member) => member !== null);
}

/** The ordinals of members. Throws 404. */
export async function membersOf(
  context: Context,
  id: string,
  { kind, nested }: MembersAsked,
): Promise<OrdinalSet> {
  const members =
    nested === true ? await nestedMembers(context, id) : await directMembers(context, id);
  return kind === undefined ? members : membersOfKind(members, kind);
}

/** None of a group that hides them from whoever asks. */
async function directMembers(context: Context, id: string): Promise<OrdinalSet> {
  const group = await readStored(context, id);
  return (await seesMembers(context, group)) ? group.members : new OrdinalSet();
}

/** Adds members to an assigned group. Throws 403 for a dynamic group, 404, 400 for one that is a member already. */
export async function addMembers(
  context: Context,
  id: string,
  objectIds: readonly string[],
): Promise<void> {
  const { value: meta } = await readGroup(context, id);
  if (meta.kind === 'dynamic') throw requestDenied();
  const rows = await resolveMembers(
    context,
    { id: meta.id, unified: meta.resource.unified },
    objectIds,
  );
  await editMembers(context, id, (group, when) => addingTo(group, rows, when));
}

/** When members are changed by hand (ISO), and by whom. */
interface When {
  readonly time: string;
  readonly by: Origin;
}

/** Now, by whoever asks. */
export function whenOf({ clock, by }: Context): When {
  return { time: clock.now().toISOString(), by };
}

/** The write that adds members to an assigned group. Throws 403, and 400 for one that is a member already. */
export function addingTo(
  group: Pick<StoredGroup, 'meta' | 'members'>,
  rows: readonly MemberRow[],
  when: When,
): GroupWrite {
  if (group.meta.kind === 'dynamic') throw requestDenied();
  if (rows.some((row) => row.id === group.meta.id))
    throw badRequest('A group cannot be a member of itself.');
  if (rows.some((row) => group.members.has(row.ordinal))) {
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'members'.",
    );
  }
  const findings = new Findings();
  for (const row of rows) findings.added.add(row.ordinal);
  return byHand(group, findings, when);
}

/**
 * Adds those of an import who are not members yet, and marks the group with it; answers whether there were any. Throws 403
 * for a dynamic group, 404, 400 for a kind that the group can't have.
 */
export async function addImported(
  context: Context,
  id: string,
  imported: { readonly rows: readonly MemberRow[]; readonly importId: string },
): Promise<boolean> {
  const { rows, importId } = imported;
  let added = false;
  await editGroup(context, id, (group) => {
    added = false;
    const { meta } = group;
    if (meta.deleted !== null) throw resourceNotFound(id);
    if (meta.kind === 'dynamic') throw requestDenied();
    checkMemberKinds(meta.resource.unified, rows);
    const missing = rows.filter(({ ordinal }) => !group.members.has(ordinal));
    if (missing.length === 0) return null;
    added = true;
    return addingTo({ ...group, meta: { ...meta, importId } }, missing, whenOf(context));
  });
  return added;
}

/** Removes a member of an assigned group. Throws 403 for a dynamic group, 404 when it is none. */
export async function removeMember(context: Context, id: string, objectId: string): Promise<void> {
  const { value: meta } = await readGroup(context, id);
  if (meta.kind === 'dynamic') throw requestDenied();
  const row = await findMember(context, objectId);
  await editMembers(context, id, (group, when) => {
    if (row === null || !group.members.has(row.ordinal)) throw resourceNotFound(objectId);
    const findings = new Findings();
    findings.removed.add(row.ordinal);
    return byHand(group, findings, when);
  });
}

async function editMembers(
  context: Context,
  id: string,
  work: (group: StoredGroup, when: When) => GroupWrite,
): Promise<void> {
  await editGroup(context, id.toLowerCase(), (group) => {
    if (group.meta.deleted !== null) throw resourceNotFound(id);
    if (group.meta.kind === 'dynamic') throw requestDenied();
    return work(group, whenOf(context));
  });
}

function byHand(
  group: Pick<StoredGroup, 'meta' | 'members'>,
  findings: Findings,
  { time, by }: When,
): GroupWrite {
  const log = findings.entry(group.meta, { kind: 'hand', by }, time);
  const members = findings.applyTo(group.members);
  const meta = { ...group.meta, seq: log.seq, count: members.size, lastMembershipUpdated: time };
  return { meta, members, touchedChunks: findings.touchedChunks, log };
}

async function readStored(context: Context, id: string): Promise<StoredGroup> {
  const group = await context.groups.read(id.toLowerCase());
  if (group === null || group.meta.deleted !== null) throw resourceNotFound(id);
  return group;
}

async function memberOf(
  context: Context,
  row: ObjectRow,
  control: RuleControl | null,
): Promise<Member | null> {
  if (row.kind !== 'group') return { kind: row.kind, row };
  if (control === null) throw new RangeError('A group as it counts needs the pause of all.');
  const group = await context.groups.readMeta(row.id);
  return group === null || group.value.deleted !== null
    ? null
    : { kind: 'group', meta: asItCounts(control, group.value) };
}
