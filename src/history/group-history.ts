/** What happened to a group, newest first: what people did to it, what became of it, and whose membership changed. */
import {
  type GroupEvent,
  type GroupEventKind,
  isGroupEventKind,
} from '../directory/group-event.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import { seesMembersOf } from '../groups/hidden-members.ts';
import type { Context } from '../membership/context.ts';
import type { LogHead } from '../ports/log.ts';
import type { Page } from '../ports/ports.ts';
import { backwards } from './backwards.ts';
import type { Cause } from './cause.ts';
import { CauseReader } from './cause-reader.ts';
import { findGroup } from './find-subject.ts';
import { numberUpTo } from './number-up-to.ts';
import { beginOf } from './past-instant.ts';

/** A batch of members that came and went; the object ids are read apart. */
export interface MembersChanged {
  readonly kind: 'membersChanged';
  readonly seq: number;
  readonly time: string;
  /** Null where they were not counted yet when they were written. */
  readonly added: number | null;
  readonly removed: number | null;
  readonly cause: Cause;
}

export type HistoryKind = GroupEventKind | 'membersChanged';

export type HistoryItem = GroupEvent | MembersChanged;

/** Of which group; `kinds`: these alone, absent: all. */
export interface GroupHistoryQuery {
  readonly groupId: string;
  readonly kinds?: ReadonlySet<HistoryKind>;
}

/** How many of the newest events and log entries are left to be told. */
interface Position {
  readonly events: number;
  readonly seq: number;
}

/** What one page looks at when it is filtered; it may then be short, even empty, and have a next. */
const ROWS_A_PAGE = 1_000;

/** Whether a word is a kind of item. */
export function isHistoryKind(kind: string): kind is HistoryKind {
  return kind === 'membersChanged' || isGroupEventKind(kind);
}

/** Deleted groups have a history too. Who may not see the members is told nothing of their coming and going. Throws 404. */
export async function groupHistory(
  context: Context,
  about: GroupHistoryQuery,
  page: { readonly top: number; readonly after: string | null },
): Promise<Page<HistoryItem>> {
  const { groupId, kinds } = about;
  const meta = await findGroup(context, groupId);
  const newest = { events: meta.history.events, seq: meta.seq };
  const start = page.after === null ? newest : positionOf(page.after, newest);
  const reader = new CauseReader(context);
  const begin = beginOf(meta);
  // Of a group that hides its members: beside the history of users, why somebody came tells who it was.
  const sees = await seesMembersOf(context, meta);
  const isTold = (kind: HistoryKind) => sees || kind !== 'membersChanged';
  const items: HistoryItem[] = [];
  let rows = 0;
  for await (const { row, rest } of newestFirst(context, meta, start)) {
    rows++;
    const kind = kindOf(row);
    if (isTold(kind) && kinds?.has(kind) !== false) items.push(await told(reader, groupId, row));
    const isLast = rest.events < begin.event && rest.seq < begin.seq;
    if (!isLast && (items.length === page.top || rows === ROWS_A_PAGE))
      return { items, next: `${rest.events}-${rest.seq}` };
  }
  return { items };
}

type Row = GroupEvent | LogHead;

function isEvent(row: Row): row is GroupEvent {
  return 'kind' in row;
}

function kindOf(row: Row): HistoryKind {
  return isEvent(row) ? row.kind : 'membersChanged';
}

async function told(reader: CauseReader, groupId: string, row: Row): Promise<HistoryItem> {
  if (isEvent(row)) return row;
  const { seq, time, added, removed } = row;
  const cause = await reader.ofEntry(groupId, row.cause);
  return { kind: 'membersChanged', seq, time, added, removed, cause };
}

/** Events and log entries in the reverse of the order in which they were written, each with what is left after it. */
async function* newestFirst(
  context: Context,
  meta: GroupMeta,
  start: Position,
): AsyncGenerator<{ readonly row: Row; readonly rest: Position }> {
  const { groups } = context;
  const begin = beginOf(meta);
  const events = backwards({ first: begin.event, newest: start.events }, (span) =>
    groups.readEvents(meta.id, span),
  );
  const heads = backwards({ first: begin.seq, newest: start.seq }, (span) =>
    groups.readLogHeads(meta.id, span),
  );
  let event = await events.next();
  let head = await heads.next();
  let rest = start;
  while (event.done !== true || head.done !== true) {
    if (event.done !== true && (head.done === true || head.value.seq <= event.value.seq)) {
      rest = { ...rest, events: event.value.number - 1 };
      yield { row: event.value, rest };
      event = await events.next();
    } else if (head.done !== true) {
      rest = { ...rest, seq: head.value.seq - 1 };
      yield { row: head.value, rest };
      head = await heads.next();
    }
  }
}

/** Nothing is newer than the newest: a position that was made up must not be looked for. */
function positionOf(name: string, newest: Position): Position {
  const [events, seq] = name.split('-');
  return { events: numberUpTo(newest.events, events), seq: numberUpTo(newest.seq, seq) };
}
