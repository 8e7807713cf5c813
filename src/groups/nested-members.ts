/** The members of a group with those of the groups in it, and of the groups in those. */
import type { ObjectRow } from '../directory/object-row.ts';
import { CHUNK_SIZE, kindOfOrdinal, type ObjectKind } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import type { StoredGroup } from '../ports/ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { resourceNotFound } from '../util/errors.ts';
import { seesMembers } from './hidden-members.ts';

const READS_AT_ONCE = 32;

/**
 * The ordinals of all members, the groups in between included; the group itself is none of them, even where groups are in
 * each other in a circle. Each group is read once. What groups hide from whoever asks is left out. Throws 404.
 */
export async function nestedMembers(context: Context, id: string): Promise<OrdinalSet> {
  const members = new OrdinalSet();
  let own: StoredGroup | null = null;
  for await (const group of groupsWithin(context, id, seesMembers)) {
    own ??= group;
    if (await seesMembers(context, group)) members.addAll(group.members);
  }
  if (own === null) throw resourceNotFound(id);
  if (own.meta.ordinal !== null) members.delete(own.meta.ordinal);
  return members;
}

/**
 * The group, then those in it, then those in them, each once; deleted ones are left out. None: there is no such group.
 * `opens`: whether what is in a group is looked at; absent: always.
 */
export async function* groupsWithin(
  context: Context,
  id: string,
  opens: (context: Context, group: StoredGroup) => Promise<boolean> = async () => true,
): AsyncGenerator<StoredGroup> {
  const first = await context.groups.read(id.toLowerCase());
  if (first === null || first.meta.deleted !== null) return;
  yield first;
  const seen = new Set([first.meta.id]);
  for (let level: readonly StoredGroup[] = [first]; level.length > 0; ) {
    const open = await mapAtOnce(level, READS_AT_ONCE, (group) => opens(context, group));
    const rows = await nestedRows(
      context,
      level.filter((_, at) => open[at]),
    );
    const fresh = rows.map((row) => row.id).filter((nested) => !seen.has(nested));
    for (const nested of fresh) seen.add(nested);
    const read = await mapAtOnce(fresh, READS_AT_ONCE, (nested) => context.groups.read(nested));
    level = read.filter((group): group is StoredGroup => group?.meta.deleted === null);
    yield* level;
  }
}

/** Those of some members that are of one kind. */
export function membersOfKind(members: OrdinalSet, kind: ObjectKind): OrdinalSet {
  return members.filterChunks((chunk) => kindOfOrdinal(chunk * CHUNK_SIZE) === kind);
}

async function nestedRows(
  context: Context,
  groups: readonly StoredGroup[],
): Promise<readonly ObjectRow[]> {
  const nested = new OrdinalSet();
  for (const { members } of groups) nested.addAll(membersOfKind(members, 'group'));
  return readRows(context.objects, [...nested.ordinals()]);
}
