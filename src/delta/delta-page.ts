/**
 * A page of a delta query. The first round lists everything there is; every later one reads what was noted in the feed since
 * a little before the round before it, and tells what has changed indeed. What makes it right: docs/delta.md.
 */
import {
  firstBucketAfter,
  isWithin,
  lastBucketAt,
  lowest,
  type Version,
} from '../directory/feed.ts';
import type { Context } from '../membership/context.ts';
import type { PlacedNote } from '../ports/feed-ports.ts';
import type { DeltaPage, DeltaPosition, DeltaQuery, Part } from './delta-query.ts';
import { DeltaTelling } from './delta-telling.ts';
import { baseOf, findSuspects, versionOf } from './found.ts';
import { Known } from './known.ts';
import { listFound } from './list-found.ts';

/** Notes a request, and requests for notes a page: quiet stretches are passed over. */
const NOTES_A_REQUEST = 500;
const MOST_REQUESTS = 20;

/** Where a round begins; null: the first, which lists everything. */
export function roundAfter(
  now: Date,
  before: { readonly started: string; readonly known: Known } | null,
): DeltaPosition {
  return {
    started: now.toISOString(),
    from: before === null ? null : firstBucketAfter(new Date(before.started)),
    after: null,
    part: null,
    known: before?.known ?? new Known(),
  };
}

/** The page at a position. */
export function readDelta(
  context: Context,
  query: DeltaQuery,
  position: DeltaPosition,
): Promise<DeltaPage> {
  const { from } = position;
  return from === null
    ? readList(context, query, position)
    : readFeed(context, query, { ...position, from });
}

/** What a client knows who asks for nothing but what is to come: everything as it is now. */
export async function knownNow(context: Context, query: DeltaQuery): Promise<Known> {
  const started = context.clock.now().toISOString();
  const before = roundAfter(new Date(started), { started, known: new Known() });
  const plain = { ...query, withMembers: false, withNames: false };
  let position: DeltaPosition | null = before;
  let { known } = before;
  for (let pages = 0; position !== null && pages < MOST_REQUESTS; pages++) {
    const page: DeltaPage = await readDelta(context, plain, position);
    position = page.next;
    known = page.known;
  }
  return known;
}

async function readList(
  context: Context,
  query: DeltaQuery,
  position: DeltaPosition,
): Promise<DeltaPage> {
  const telling = new DeltaTelling(context, query, position);
  const list = await listFound(context, query, position.after);
  let { after } = position;
  for (const { found, place } of list.items) {
    if (telling.isFull) return pageOf(telling, { ...position, after, part: null });
    const part = await telling.tell(found, null);
    if (part !== null) return pageOf(telling, { ...position, after, part });
    after = place;
  }
  const { next } = list;
  return pageOf(telling, next === undefined ? null : { ...position, after: next, part: null });
}

async function readFeed(
  context: Context,
  query: DeltaQuery,
  position: DeltaPosition & { readonly from: string },
): Promise<DeltaPage> {
  const telling = new DeltaTelling(context, query, position);
  const { kind, top } = query;
  const { from, started } = position;
  const through = lastBucketAt(new Date(started));
  const recent = new Set<number>();
  let { after } = position;
  for (let requests = 0; requests < MOST_REQUESTS; requests++) {
    const notes = await context.feed.list({ kind, from, through, after, top: NOTES_A_REQUEST });
    const noted = suspectsIn(notes.items, query, after);
    const told = await tellNoted(context, query, { telling, noted: noted.slice(0, top) });
    for (const { ordinal, newest } of noted)
      if (newest >= firstBucketAfter(new Date(started))) recent.add(ordinal);
    if (told !== null) return pageOf(telling, { ...position, ...told });
    const cut = noted[top];
    if (cut === undefined && notes.next === undefined) {
      const isWhole = position.after === null && position.part === null;
      return { ...pageOf(telling, null), ...(isWhole && { known: telling.known.only(recent) }) };
    }
    after = cut === undefined ? (notes.next ?? after) : cut.before;
    if (telling.items.length > 0) break;
  }
  return pageOf(telling, { ...position, after, part: null });
}

/** An object that was noted, perhaps several times. */
interface Noted {
  readonly id: string;
  readonly ordinal: number;
  /** It may have changed since then. */
  readonly since: Version;
  /** The newest bucket. */
  readonly newest: string;
  /** After which place its first note stands. */
  readonly before: string | null;
}

/** In the order of their first notes. */
function suspectsIn(
  notes: readonly PlacedNote[],
  { ids }: DeltaQuery,
  after: string | null,
): readonly Noted[] {
  const found = new Map<string, Noted>();
  let before = after;
  for (const { id, ordinal, changes, seq, bucket, place } of notes) {
    const known = found.get(id);
    const version = { changes, seq };
    if (ids === null || ids.has(id)) {
      const since = known === undefined ? version : lowest(known.since, version);
      const first = known === undefined ? before : known.before;
      found.set(id, { id, ordinal, since, newest: bucket, before: first });
    }
    before = place;
  }
  return [...found.values()];
}

/** Answers where to go on when there was not room for all. */
async function tellNoted(
  context: Context,
  query: DeltaQuery,
  about: { readonly telling: DeltaTelling; readonly noted: readonly Noted[] },
): Promise<{ readonly after: string | null; readonly part: Part | null } | null> {
  const { telling, noted } = about;
  const found = await findSuspects(context, query, noted);
  for (const { id, ordinal, since, before } of noted) {
    const object = found.get(id);
    if (object === undefined) continue;
    const base = baseOf(since, telling.known.of(ordinal));
    // The change that was noted has not been made, or the client knows of it.
    if (isWithin(versionOf(object), base)) continue;
    if (telling.isFull) return { after: before, part: null };
    const part = await telling.tell(object, base);
    if (part !== null) return { after: before, part };
  }
  return null;
}

function pageOf({ items, known }: DeltaTelling, next: DeltaPosition | null): DeltaPage {
  return { items, next: next === null ? null : { ...next, known }, known };
}
