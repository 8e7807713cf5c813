/** The groups an object is in, directly or because a group it is in is a member of them. */
import type { ObjectRow } from '../directory/object-row.ts';
import { BLOCK_SIZE, blockOfOrdinal, firstOrdinal } from '../directory/ordinal.ts';
import type { Context } from '../membership/context.ts';
import { type Membership, MembershipView } from '../objects/direct-memberships.ts';
import { allOf } from '../objects/memberships.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { groupsWithin } from './nested-members.ts';

const READS_AT_ONCE = 32;

/** Scans of a block are large answers. */
const SCANS_AT_ONCE = 8;

/** All of them, each once; a group that is in itself by a circle is not among its own. */
export async function listNestedMemberships(
  context: Context,
  object: ObjectRow,
): Promise<readonly Membership[]> {
  const view = await MembershipView.open(context);
  const found = new Map<string, Membership>();
  let level = await allOf(view.of(object));
  while (level.length > 0) {
    for (const membership of level) found.set(membership.id, membership);
    const rows = await rowsOf(context, level);
    const above = await mapAtOnce(rows, READS_AT_ONCE, (row) => allOf(view.of(row)));
    const fresh = new Map(above.flat().map((membership) => [membership.id, membership]));
    level = [...fresh.values()].filter(({ id }) => !found.has(id) && id !== object.id);
  }
  return [...found.values()];
}

/**
 * Which of some groups (ids in lower case) an object is in, directly or not; those that are not there are none. It looks
 * from these groups down, so that it costs no more in a directory with more groups.
 */
export async function membershipsAmong(
  context: Context,
  object: ObjectRow,
  ids: readonly string[],
): Promise<readonly string[]> {
  const view = await MembershipView.open(context);
  const memberships = view.of(object);
  const isIn = async (id: string): Promise<boolean> => {
    if ((await memberships.find(id)) !== null) return true;
    if (view.isPlain(id) || id === object.id) return false;
    for await (const { meta } of groupsWithin(context, id))
      if (meta.id !== id && (await memberships.find(meta.id)) !== null) return true;
    return false;
  };
  const contains = await mapAtOnce(ids, READS_AT_ONCE, isIn);
  return ids.filter((_, at) => contains[at]);
}

/**
 * The rows that groups have as members of others. One after another each takes two requests; of many groups all rows are
 * read instead, which are few requests because they stand together.
 */
async function rowsOf(
  context: Context,
  memberships: readonly Membership[],
): Promise<readonly ObjectRow[]> {
  const end = await context.ordinals.highWater('group');
  const first = blockOfOrdinal(firstOrdinal('group'));
  const blocks = Math.ceil((end - firstOrdinal('group')) / BLOCK_SIZE);
  if (memberships.length * 2 > blocks) {
    const numbers = Array.from({ length: blocks }, (_, at) => first + at);
    const scans = await mapAtOnce(numbers, SCANS_AT_ONCE, (block) =>
      context.objects.scanBlock(block),
    );
    const wanted = new Set(memberships.map(({ id }) => id));
    const rows = scans.flatMap((scan) => scan.rows);
    return rows.filter((row) => row.deleted === null && wanted.has(row.id));
  }
  const rows = await mapAtOnce(memberships, READS_AT_ONCE, (membership) =>
    rowOf(context, membership),
  );
  return rows.filter((row): row is ObjectRow => row?.deleted === null);
}

async function rowOf(context: Context, { id, meta }: Membership): Promise<ObjectRow | null> {
  const known = meta ?? (await context.groups.readMeta(id))?.value ?? null;
  return known === null || known.ordinal === null ? null : context.objects.read(known.ordinal);
}
