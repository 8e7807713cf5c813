/** What happened to a user or device, newest first, with the groups it came into and left. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectEvent } from '../directory/object-event.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { listMemberships } from '../objects/memberships.ts';
import type { Page } from '../ports/ports.ts';
import type { Cause, NamedGroup } from './cause.ts';
import { CauseReader } from './cause-reader.ts';
import { type Flip, readFlips } from './flips.ts';
import { numberUpTo } from './number-up-to.ts';
import { beginOf } from './past-instant.ts';

export interface MembershipChanged {
  readonly kind: 'addedToGroup' | 'removedFromGroup';
  readonly time: string;
  readonly group: NamedGroup;
  /** Of the group's log. */
  readonly seq: number;
  readonly cause: Cause;
}

export type ObjectHistoryItem = ObjectEvent | MembershipChanged;

/** Entries of a group's log that are read for it: beside a look that is known of, and the newest. */
const ENTRIES_BESIDE_A_LOOK = 20;
const NEWEST_ENTRIES = 200;
/** Groups that are searched for a page. */
const MOST_GROUPS = 100;
const MOST_EVENTS = 50;
/** A look that died leaves its trace at an event after the one it saw, but not at many. */
const EVENTS_TO_A_TRACE = 8;

/**
 * A page has some events and what happened to memberships between them. Comings and goings that a look at the object brought
 * about are all there; those by runs and by hand as far as the group still has the object, or the newest entries of its log
 * tell of them. The history of a member of one group is complete.
 */
export async function objectHistory(
  context: Context,
  row: ObjectRow,
  page: { readonly top: number; readonly after: string | null },
): Promise<Page<ObjectHistoryItem>> {
  const { changes: newest } = row.history;
  const through = page.after === null ? newest : numberUpTo(newest, page.after);
  const from = Math.max(1, through - Math.min(page.top, MOST_EVENTS) + 1);
  // One more at each end: a page's memberships lie between its oldest event and that of the page before.
  const read = await context.objects.readEvents(row.ordinal, { from, through: through + 1 });
  const events = read.filter(({ number }) => number <= through);
  // Where the oldest is missing, those before it are too: retention has cut them.
  const isMore = from > 1 && events.at(-1)?.number === from;
  const period = {
    from: isMore ? (events.at(-1)?.time ?? '') : '',
    before: read.find(({ number }) => number > through)?.time ?? null,
  };
  const changes = await membershipsChanged(context, { row, period, span: { from, through } });
  const items = [...events, ...changes].sort((left, right) => compareTimes(left, right));
  return isMore ? { items, next: String(from - 1) } : { items };
}

interface Search {
  readonly row: ObjectRow;
  readonly period: { readonly from: string; readonly before: string | null };
  readonly span: { readonly from: number; readonly through: number };
}

async function membershipsChanged(
  context: Context,
  search: Search,
): Promise<readonly MembershipChanged[]> {
  const candidates = await groupsConcerned(context, search);
  const reader = new CauseReader(context);
  const found = [...candidates]
    .slice(0, MOST_GROUPS)
    .map(([id, looks]) => changesIn(context, reader, { ...search, id, looks }));
  return (await Promise.all(found)).flat();
}

/** The groups it may have come into or left in the time, each with the log sequences beside which to search. */
async function groupsConcerned(
  context: Context,
  { row, span }: Search,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const looks = new Map<string, number[]>();
  const add = (id: string, seqs: readonly number[]) =>
    looks.set(id, [...(looks.get(id) ?? []), ...seqs]);
  const reach = { ...span, through: span.through + EVENTS_TO_A_TRACE };
  for (const { groups } of await context.objects.readTraces(row.ordinal, reach))
    for (const [id, seq] of Object.entries(groups)) add(id, [seq]);
  for (const [id, seq] of Object.entries(row.assignedTo)) add(id, [seq]);
  if (row.deleted === null) for (const { id } of await listMemberships(context, row)) add(id, []);
  return looks;
}

/** One sees one's own memberships, also of groups that hide them. */
function isShown({ reader }: Context, meta: GroupMeta, { id }: ObjectRow): boolean {
  return reader.seesMembersOf(meta) || reader.id === id;
}

async function changesIn(
  context: Context,
  reader: CauseReader,
  search: Search & { readonly id: string; readonly looks: readonly number[] },
): Promise<readonly MembershipChanged[]> {
  const { id, row, looks, period } = search;
  const group = await context.groups.readMeta(id);
  if (group === null || !isShown(context, group.value, row)) return [];
  const { seq, resource } = group.value;
  const { seq: first } = beginOf(group.value);
  const flips = new Map<number, Flip>();
  const spans = [
    { through: seq, entries: NEWEST_ENTRIES },
    ...looks
      .filter((look) => look <= seq - NEWEST_ENTRIES)
      .map((look) => ({ through: look, entries: ENTRIES_BESIDE_A_LOOK })),
  ];
  for (const span of spans)
    for await (const flip of readFlips(context, {
      groupId: id,
      ordinal: row.ordinal,
      first,
      ...span,
    }))
      if (isWithin(flip, period)) flips.set(flip.seq, flip);
  const named = { id, displayName: resource.displayName };
  return Promise.all(
    [...flips.values()].map(async (flip) => ({
      kind: flip.added ? ('addedToGroup' as const) : ('removedFromGroup' as const),
      time: flip.time,
      group: named,
      seq: flip.seq,
      cause: await reader.ofFlip(id, row.ordinal, flip),
    })),
  );
}

function isWithin({ time }: Flip, { from, before }: Search['period']): boolean {
  return time >= from && (before === null || time < before);
}

/** Newest first; what follows from an event in the same millisecond comes before it, as the newer. */
function compareTimes(left: ObjectHistoryItem, right: ObjectHistoryItem): number {
  if (left.time !== right.time) return left.time < right.time ? 1 : -1;
  if ('number' in left && 'number' in right) return right.number - left.number;
  return 'number' in left ? 1 : -1;
}
