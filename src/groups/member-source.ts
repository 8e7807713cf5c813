/** The members of a group, in the order of their ordinals. */
import { blockOfOrdinal } from '../directory/ordinal.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import { findMember } from '../objects/find-object.ts';
import type { Source } from '../objects/source.ts';
import type { Page } from '../ports/ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { type Member, type MembersAsked, membersOf, readMembers } from './members.ts';

/** Blocks that are read for one page of members at most: a request each. */
const BLOCKS_A_PAGE = 128;

/** Members that are looked for by their ids at the same time. */
const READS_AT_ONCE = 32;

/** Members that were deleted are left out. `size`: members read at once. Throws 404 when there is no such group. */
export async function memberSource(
  context: Context,
  id: string,
  { size, ...asked }: MembersAsked & { readonly size: number },
): Promise<Source<Member>> {
  const members = await membersOf(context, id, asked);
  return {
    pages: (after) => pages(context, { members, size }, after),
    positionOf: (member) => String(ordinalOf(member)),
    keys: [{ name: 'id' }],
    byKey: (_name, ids) => byId(context, members, ids),
    count: async () => members.size,
  };
}

/** The number a member stands at; a group that is a member has one. */
function ordinalOf(member: Member): number {
  return member.kind === 'group' ? (member.meta.ordinal ?? 0) : member.row.ordinal;
}

async function* pages(
  context: Context,
  { members, size }: { readonly members: OrdinalSet; readonly size: number },
  after: string | null,
): AsyncGenerator<Page<Member>> {
  const ordinals = members.ordinals(after === null ? 0 : Number(after) + 1);
  let next = ordinals.next();
  if (next.done === true) yield { items: [] };
  while (next.done !== true) {
    const taken: number[] = [];
    const blocks = new Set<number>();
    for (; next.done !== true && taken.length < size; next = ordinals.next()) {
      blocks.add(blockOfOrdinal(next.value));
      if (blocks.size > BLOCKS_A_PAGE) break;
      taken.push(next.value);
    }
    const items = await readMembers(context, taken);
    yield next.done === true ? { items } : { items, next: String(taken.at(-1)) };
  }
}

async function byId(
  context: Context,
  members: OrdinalSet,
  ids: readonly string[],
): Promise<readonly Member[]> {
  const rows = await mapAtOnce(ids, READS_AT_ONCE, (id) => findMember(context, id));
  const ordinals = rows.flatMap((row) =>
    row !== null && members.has(row.ordinal) ? [row.ordinal] : [],
  );
  return readMembers(context, ordinals);
}
