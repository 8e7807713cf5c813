/** Owners of groups: at most 100 users and service principals, kept with the group (graph-spec.md 6). */
import type { OwnerReference } from '../contract/reference.ts';
import type { GroupMeta, Owner } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { editMeta } from '../membership/edit-group.ts';
import { findMember } from '../objects/find-object.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';
import { readGroup } from './read-group.ts';

const MOST_OWNERS = 100;
const READS_AT_ONCE = 16;

/** An owner as there is something to show of him: service principals are not kept here. */
export type ShownOwner =
  | { readonly kind: 'user'; readonly id: string; readonly row: ObjectRow }
  | { readonly kind: 'servicePrincipal'; readonly id: string };

/** The owners in the order in which they became it; users who were deleted are left out. Throws 404. */
export async function listOwners(context: Context, id: string): Promise<readonly ShownOwner[]> {
  const { value } = await readGroup(context, id);
  const shown = await mapAtOnce(value.owners, READS_AT_ONCE, (owner) => shownOwner(context, owner));
  return shown.filter((owner) => owner !== null);
}

/** Adds owners. Throws 404, and 400 for one who is an owner already or cannot be one. */
export async function addOwners(
  context: Context,
  id: string,
  references: readonly OwnerReference[],
): Promise<void> {
  const { value } = await readGroup(context, id);
  const owners = await resolveOwners(context, value.id, references);
  await editMeta(context, value.id, (meta) => {
    if (meta.deleted !== null) throw resourceNotFound(id);
    return withOwners(meta, owners);
  });
}

/** Adds those of an import who are not owners yet; answers whether there were any. Throws 404, and 400 for too many. */
export function addImportedOwners(
  context: Context,
  id: string,
  owners: readonly Owner[],
): Promise<boolean> {
  return editMeta(context, id, (meta) => {
    if (meta.deleted !== null) throw resourceNotFound(id);
    const ids = new Set<string>(meta.owners.map((owner) => owner.id));
    const missing = owners.filter((owner) => !ids.has(owner.id) && ids.add(owner.id));
    return missing.length === 0 ? null : withOwners(meta, missing);
  });
}

/** Removes an owner. Throws 404 when he is none, and 400 for the last user: somebody has to answer for the group. */
export async function removeOwner(context: Context, id: string, ownerId: string): Promise<void> {
  const { value } = await readGroup(context, id);
  await editMeta(context, value.id, async (meta) => {
    if (meta.deleted !== null) throw resourceNotFound(id);
    const owner = meta.owners.find((one) => one.id === ownerId);
    if (owner === undefined) throw resourceNotFound(ownerId);
    const owners = meta.owners.filter((one) => one !== owner);
    if (owner.kind === 'user' && !(await hasUser(context, owners)))
      throw badRequest(
        'The group must have at least one owner, hence this owner cannot be removed.',
      );
    return { ...meta, owners };
  });
}

/** The owners that references lead to. Throws 404, which names the group as Graph does, and 400 for who cannot own a group. */
export function resolveOwners(
  context: Context,
  groupId: string,
  references: readonly OwnerReference[],
): Promise<readonly Owner[]> {
  return mapAtOnce(references, READS_AT_ONCE, async ({ id, isServicePrincipal }) => {
    if (isServicePrincipal) return { id, kind: 'servicePrincipal' as const };
    const row = await findMember(context, id);
    if (row === null) throw resourceNotFound(groupId);
    if (row.kind !== 'user')
      throw badRequest('Only users and service principals can be owners of a group.');
    return { id: row.id, kind: 'user' as const };
  });
}

/** The group with more owners. Throws 400 for one who is an owner already, and for more than 100. */
export function withOwners(meta: GroupMeta, added: readonly Owner[]): GroupMeta {
  if (added.length === 0) return meta;
  if (added.some(({ id }) => isOwner(meta, id)))
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'owners'.",
    );
  const owners = [...meta.owners, ...added];
  if (owners.length > MOST_OWNERS)
    throw badRequest(`A group can have at most ${MOST_OWNERS} owners.`);
  return { ...meta, owners };
}

function isOwner({ owners }: GroupMeta, id: string): boolean {
  return owners.some((owner) => owner.id === id);
}

async function hasUser(context: Context, owners: readonly Owner[]): Promise<boolean> {
  for (const owner of owners)
    if (owner.kind === 'user' && (await shownOwner(context, owner)) !== null) return true;
  return false;
}

async function shownOwner(context: Context, { id, kind }: Owner): Promise<ShownOwner | null> {
  if (kind === 'servicePrincipal') return { kind, id };
  const row = await findMember(context, id);
  return row?.kind === 'user' ? { kind, id, row } : null;
}
