/** Groups that hide their members (visibility HiddenMembership): who is told of them. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import { findMember } from '../objects/find-object.ts';
import type { StoredGroup } from '../ports/ports.ts';
import { mapAtOnce } from '../util/at-once.ts';

const READS_AT_ONCE = 32;

/** Whether whoever asks may see who is in a group: by a right to it, or because he is in it himself. */
export async function seesMembers(context: Context, group: StoredGroup): Promise<boolean> {
  const { reader } = context;
  if (reader.seesAll || reader.seesMembersOf(group.meta)) return true;
  return hides(group.meta) && isMember(context, group);
}

/** The same of a group whose members have not been read: they are where they decide. */
export async function seesMembersOf(context: Context, meta: GroupMeta): Promise<boolean> {
  const { reader } = context;
  if (reader.seesAll || reader.seesMembersOf(meta)) return true;
  if (!hides(meta) || reader.id === null) return false;
  const group = await context.groups.read(meta.id);
  return group !== null && isMember(context, group);
}

/** Those of some groups whose members may be told. */
export async function withSeenMembers(
  context: Context,
  metas: readonly GroupMeta[],
): Promise<readonly GroupMeta[]> {
  if (context.reader.seesAll) return metas;
  const seen = await mapAtOnce(metas, READS_AT_ONCE, (meta) => seesMembersOf(context, meta));
  return metas.filter((_, at) => seen[at]);
}

function hides({ resource }: GroupMeta): boolean {
  return resource.visibility === 'HiddenMembership';
}

async function isMember(context: Context, { members }: StoredGroup): Promise<boolean> {
  const { id } = context.reader;
  const row = id === null ? null : await findMember(context, id);
  return row !== null && members.has(row.ordinal);
}
