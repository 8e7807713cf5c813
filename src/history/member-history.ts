/** Why is somebody a member, or not, and since when. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Context } from '../membership/context.ts';
import { ruleObjectOf, scopeOf } from '../membership/object-change.ts';
import type { Page } from '../ports/ports.ts';
import { explainMembership, type MembershipExplanation } from '../rules/explain.ts';
import { validateRule } from '../rules/validate-rule.ts';
import { resourceNotFound } from '../util/errors.ts';
import type { Cause, NamedGroup } from './cause.ts';
import { CauseReader } from './cause-reader.ts';
import { findSubject } from './find-subject.ts';
import { type Flip, readFlips } from './flips.ts';
import { numberUpTo } from './number-up-to.ts';
import { beginOf } from './past-instant.ts';

/** A time in which an object was a member. */
export interface Interval {
  /** ISO; null when it began before history was kept. */
  readonly from: string | null;
  /** ISO; null while it lasts. */
  readonly to: string | null;
  readonly joined: Cause | null;
  readonly left: Cause | null;
}

export interface MemberHistory extends Page<Interval> {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberKind: ObjectKind;
  readonly isMember: boolean;
  /** What the rule says of the object as it is now; null without a rule that looks at objects, and for a deleted object. */
  readonly evaluation: MembershipExplanation | null;
  /** Of the groups that a memberOf rule names, those the object is a member of; null for every other rule. */
  readonly memberOfSources: readonly NamedGroup[] | null;
}

/** Where to go on: the newest entry to read, and the entry with which the interval ended that is still open to the past. */
interface Position {
  readonly through: number;
  readonly left: number;
}

/** Entries of the log that one page reads at most; it may then be short, even empty, and have a next. */
const ENTRIES_A_PAGE = 1_000;

export async function memberHistory(
  context: Context,
  about: { readonly groupId: string; readonly memberId: string },
  page: { readonly top: number; readonly after: string | null },
): Promise<MemberHistory> {
  const { groupId, memberId } = about;
  const group = await context.groups.read(groupId);
  if (group === null || group.meta.ordinal === null) throw resourceNotFound(groupId);
  const row = await findSubject(context, memberId);
  const { seq } = group.meta;
  const start = page.after === null ? { through: seq, left: 0 } : positionOf(page.after, seq);
  const intervals = await readIntervals(context, {
    ...{ groupId, row, start, top: page.top },
    first: beginOf(group.meta).seq,
  });
  return {
    ...about,
    memberKind: row.kind,
    isMember: group.members.has(row.ordinal),
    ...(await presentVerdict(context, group.meta, row)),
    ...intervals,
  };
}

async function readIntervals(
  context: Context,
  about: {
    readonly groupId: string;
    /** The first entry that is kept. */
    readonly first: number;
    readonly row: ObjectRow;
    readonly start: Position;
    readonly top: number;
  },
): Promise<Page<Interval>> {
  const { groupId, first, start, top } = about;
  const { ordinal } = about.row;
  const reader = new CauseReader(context);
  const causeOf = (flip: Flip) => reader.ofFlip(groupId, ordinal, flip);
  const items: Interval[] = [];
  let left = await flipAt(context, { groupId, ordinal, seq: start.left });
  const endOf = async (flip: Flip | null) =>
    flip === null ? { to: null, left: null } : { to: flip.time, left: await causeOf(flip) };
  const query = { groupId, ordinal, first, through: start.through, entries: ENTRIES_A_PAGE };
  for await (const flip of readFlips(context, query)) {
    if (flip.added) {
      items.push({ from: flip.time, joined: await causeOf(flip), ...(await endOf(left)) });
      left = null;
    } else {
      if (left !== null) items.push({ from: null, joined: null, ...(await endOf(left)) });
      left = flip;
    }
    if (items.length >= top && flip.seq > first)
      return { items, next: nameOf({ through: flip.seq - 1, left: left?.seq ?? 0 }) };
  }
  const through = start.through - ENTRIES_A_PAGE;
  if (through >= first) return { items, next: nameOf({ through, left: left?.seq ?? 0 }) };
  const wasThere = left !== null || (await wasMember(context, { groupId, first, ordinal }));
  return wasThere
    ? { items: [...items, { from: null, joined: null, ...(await endOf(left)) }] }
    : { items };
}

/** Whether the object was a member where history begins. */
async function wasMember(
  { groups }: Context,
  about: { readonly groupId: string; readonly first: number; readonly ordinal: number },
): Promise<boolean> {
  if (about.first === 1) return false;
  const begin = await groups.readCheckpoint(about.groupId, about.first - 1);
  return begin?.seq === about.first - 1 && begin.members.has(about.ordinal);
}

async function flipAt(
  context: Context,
  at: { readonly groupId: string; readonly ordinal: number; readonly seq: number },
): Promise<Flip | null> {
  if (at.seq === 0) return null;
  for await (const flip of readFlips(context, { ...at, through: at.seq, entries: 1 })) return flip;
  return null;
}

async function presentVerdict(
  context: Context,
  { rule }: GroupMeta,
  row: ObjectRow,
): Promise<Pick<MemberHistory, 'evaluation' | 'memberOfSources'>> {
  const validation = rule === null ? null : validateRule(rule);
  if (rule === null || validation === null || !validation.valid)
    return { evaluation: null, memberOfSources: null };
  const sources = context.index.ruleOf('', rule)?.memberOf ?? null;
  if (sources !== null)
    return { evaluation: null, memberOfSources: await containing(context, sources, row.ordinal) };
  const object = scopeOf(row) === validation.scope ? ruleObjectOf(row) : null;
  const now = context.clock.now();
  const evaluation =
    object === null ? null : explainMembership(validation.ast, rule, object, { now });
  return { evaluation, memberOfSources: null };
}

async function containing(
  context: Context,
  ids: readonly string[],
  ordinal: number,
): Promise<readonly NamedGroup[]> {
  const groups = await Promise.all(ids.map((id) => context.groups.read(id)));
  return groups.flatMap((group) => {
    if (group === null || group.meta.deleted !== null || !group.members.has(ordinal)) return [];
    if (!context.reader.seesMembersOf(group.meta)) return [];
    return [{ id: group.meta.id, displayName: group.meta.resource.displayName }];
  });
}

function nameOf({ through, left }: Position): string {
  return `${through}-${left}`;
}

function positionOf(name: string, newest: number): Position {
  const [through, left] = name.split('-');
  return { through: numberUpTo(newest, through), left: numberUpTo(newest, left) };
}
