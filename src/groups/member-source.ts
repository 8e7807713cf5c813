/** The members of a group, in the order of their ordinals. */
import { blockOfOrdinal, kindOfOrdinal, type ObjectKind } from '../directory/ordinal.ts';
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

/** Which members, and how many are read at once. */
export type MembersRead = MembersAsked & { readonly size: number };

/** Members that were deleted are left out. Throws 404 when there is no such group. */
export async function memberSource(
  context: Context,
  id: string,
  { size, ...asked }: MembersRead,
): Promise<Source<Member>> {
  const members = await membersOf(context, id, asked);
  const read = (ordinals: readonly number[]) => readMembers(context, ordinals);
  return {
    pages: (after) => pages({ members, size, read }, after),
    positionOf: (member) => String(ordinalOf(member)),
    keys: [{ name: 'id' }],
    byKey: (_name, ids) => byId(context, members, ids),
    count: async () => members.size,
  };
}

/** What is told of a member when no more than its id is asked for. */
export interface MemberId {
  readonly kind: ObjectKind;
  readonly id: string;
  readonly ordinal: number;
}

/**
 * As memberSource, ids alone: where this instance knows whose an ordinal is, no row is read. Somebody whom another instance
 * has just deleted is still told, as in the count, until he is taken out of the group.
 */
export async function memberIdSource(
  context: Context,
  id: string,
  { size, ...asked }: MembersRead,
): Promise<Source<MemberId>> {
  const members = await membersOf(context, id, asked);
  const read = (ordinals: readonly number[]) => readIds(context, ordinals);
  return {
    pages: (after) => pages({ members, size, read }, after),
    positionOf: ({ ordinal }) => String(ordinal),
    keys: [],
    byKey: async () => [],
    count: async () => members.size,
  };
}

/** A group that is a member may have been deleted, and be a member still: its row is read. */
async function readIds(
  context: Context,
  ordinals: readonly number[],
): Promise<readonly MemberId[]> {
  const known = ordinals.flatMap((ordinal): readonly MemberId[] => {
    const kind = kindOfOrdinal(ordinal);
    const id = kind === 'group' ? undefined : context.knownIds.find(ordinal);
    return id === undefined ? [] : [{ kind, id, ordinal }];
  });
  if (known.length === ordinals.length) return known;
  const found = new Set(known.map(({ ordinal }) => ordinal));
  const others = await readMembers(
    context,
    ordinals.filter((ordinal) => !found.has(ordinal)),
  );
  return [...known, ...others.map(toMemberId)].sort((a, b) => a.ordinal - b.ordinal);
}

function toMemberId(member: Member): MemberId {
  const id = member.kind === 'group' ? member.meta.id : member.row.id;
  return { kind: member.kind, id, ordinal: ordinalOf(member) };
}

/** The number a member stands at; a group that is a member has one. */
function ordinalOf(member: Member): number {
  return member.kind === 'group' ? (member.meta.ordinal ?? 0) : member.row.ordinal;
}

interface Reading<T> {
  readonly members: OrdinalSet;
  readonly size: number;
  readonly read: (ordinals: readonly number[]) => Promise<readonly T[]>;
}

async function* pages<T>(
  { members, size, read }: Reading<T>,
  after: string | null,
): AsyncGenerator<Page<T>> {
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
    const items = await read(taken);
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
