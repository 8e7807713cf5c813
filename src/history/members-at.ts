/** The members of a group at an instant, and who came and went between two, in pages that are of one state each. */
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import type { Page, StoredGroup } from '../ports/ports.ts';
import { numberUpTo } from './number-up-to.ts';
import { type NamedObject, pageOfOrdinals } from './ordinal-page.ts';
import { membersAfter, readPastGroup, stateAt } from './past-members.ts';

interface PageAsked {
  readonly top: number;
  readonly after: string | null;
}

/** Milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export interface MembersAt extends Page<NamedObject> {
  readonly count: number;
}

/** Deleted groups had members too, until they were deleted. Throws 404, and 410 for an instant that is not kept. */
export async function membersAt(
  context: Context,
  about: { readonly groupId: string; readonly instant: number },
  page: PageAsked,
): Promise<MembersAt> {
  const group = await readPastGroup(context, about.groupId);
  const [known = null, after = null] = numbersIn(page.after);
  const seq = await stateAt(context, group.meta, { instant: about.instant, known });
  const members = await existing(context, group, { seq, instant: about.instant });
  const { items, last } = await pageOfOrdinals(context, members, { top: page.top, after });
  return { items, count: members.size, ...(last !== null && { next: `${seq}-${last}` }) };
}

/** Who was a member at the end of the time and not at its beginning, and the other way round. */
export interface Difference {
  readonly before: number;
  readonly after: number;
  readonly added: OrdinalSet;
  readonly removed: OrdinalSet;
}

/** Throws 404, and 410 for an instant that is not kept. */
export async function membershipDifference(
  context: Context,
  groupId: string,
  period: Period,
): Promise<Difference> {
  const group = await readPastGroup(context, groupId);
  return differenceOf(context, group, { period, known: [null, null] });
}

/** One side of the difference, in pages. */
export async function membersBetween(
  context: Context,
  about: { readonly groupId: string; readonly period: Period; readonly side: 'added' | 'removed' },
  page: PageAsked,
): Promise<Page<NamedObject>> {
  const group = await readPastGroup(context, about.groupId);
  const [from = null, to = null, after = null] = numbersIn(page.after);
  const difference = await differenceOf(context, group, {
    period: about.period,
    known: [from, to],
  });
  const ordinals = difference[about.side];
  const { items, last } = await pageOfOrdinals(context, ordinals, { top: page.top, after });
  const [first, second] = difference.sequences;
  return { items, ...(last !== null && { next: `${first}-${second}-${last}` }) };
}

async function differenceOf(
  context: Context,
  group: StoredGroup,
  about: { readonly period: Period; readonly known: readonly [number | null, number | null] },
): Promise<Difference & { readonly sequences: readonly [number, number] }> {
  const { period, known } = about;
  const { meta } = group;
  const from = await stateAt(context, meta, { instant: period.from, known: known[0] });
  const to = await stateAt(context, meta, { instant: period.to, known: known[1] });
  const after = await existing(context, group, { seq: to, instant: period.to });
  const before = await existing(context, group, { seq: from, instant: period.from });
  return {
    before: before.size,
    after: after.size,
    added: after.minus(before),
    removed: before.minus(after),
    sequences: [from, to],
  };
}

/** None of a group that was deleted by then, whatever is kept of it. */
async function existing(
  context: Context,
  group: StoredGroup,
  at: { readonly seq: number; readonly instant: number },
): Promise<OrdinalSet> {
  const { deleted } = group.meta;
  if (deleted !== null && at.instant >= Date.parse(deleted)) return new OrdinalSet();
  return membersAfter(context, group, at.seq);
}

/** A position that was made up leads nowhere. */
function numbersIn(name: string | null): readonly (number | null)[] {
  if (name === null) return [null, null, null];
  return name.split('-').map((part) => numberUpTo(Number.MAX_SAFE_INTEGER, part));
}
