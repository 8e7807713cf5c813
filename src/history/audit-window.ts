/**
 * A stretch of time of the audit log, and who may have changed in it. The feed is read backwards: as many buckets as have
 * few enough notes, and a bucket with too many in the order of ordinals.
 */
import { bucketAfter, type FeedNote } from '../directory/feed.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Context } from '../membership/context.ts';

export interface WindowQuery {
  readonly kinds: readonly ObjectKind[];
  /** Buckets before it are not read. */
  readonly lowest: string;
  /** The newest bucket of the window. */
  readonly hi: string;
  /** In a bucket that is read in slices: objects with a greater ordinal; null: it has not been found to be one. */
  readonly above: number | null;
}

/** How much of an object may have happened in the window: its versions as noted, the lowest and the highest. */
export interface Subject {
  readonly kind: ObjectKind;
  readonly id: string;
  readonly ordinal: number;
  readonly changes: readonly [number, number];
  readonly seq: readonly [number, number];
}

export interface Window {
  readonly lo: string;
  readonly hi: string;
  readonly subjects: readonly Subject[];
  /** Whether it is a bucket in slices, and after which ordinal there are more. */
  readonly isSlice: boolean;
  readonly more: number | null;
  /** Requests that it took. */
  readonly requests: number;
}

/** Buckets that are tried, the most first: a day, three hours, half an hour, five minutes. */
const WIDTHS = [288, 36, 6, 1];
/** Objects a window; a hundred rows of one object count as one more. */
const MOST_SUBJECTS = 500;
const ROWS_A_SUBJECT = 100;
const NOTES_A_REQUEST = 1_000;

/** The newest window that ends with a bucket. */
export async function readWindow(context: Context, query: WindowQuery): Promise<Window> {
  const { hi, lowest, kinds } = query;
  let requests = 0;
  for (const width of query.above === null ? WIDTHS : []) {
    const begin = bucketAfter(hi, 1 - width);
    const lo = begin < lowest ? lowest : begin;
    const subjects = await fewSubjects(context, { lo, hi, kinds });
    requests += kinds.length;
    if (subjects !== null) return { lo, hi, subjects, isSlice: false, more: null, requests };
  }
  return readSlice(context, query, requests);
}

interface Stretch {
  readonly lo: string;
  readonly hi: string;
  readonly kinds: readonly ObjectKind[];
}

/** What happened late in a bucket may be noted in the next. Null: they are too many for one window. */
async function fewSubjects(
  { feed }: Context,
  { lo, hi, kinds }: Stretch,
): Promise<readonly Subject[] | null> {
  const through = bucketAfter(hi, 1);
  const pages = await Promise.all(
    kinds.map((kind) => feed.list({ kind, from: lo, through, after: null, top: NOTES_A_REQUEST })),
  );
  if (pages.some(({ next }) => next !== undefined)) return null;
  const found = new Map<number, Subject>();
  for (const { items } of pages) for (const note of items) add(found, note);
  const subjects = [...found.values()];
  const weight = subjects.reduce((sum, { changes, seq }) => {
    return sum + 1 + Math.floor((spread(changes) + spread(seq)) / ROWS_A_SUBJECT);
  }, 0);
  return weight > MOST_SUBJECTS ? null : subjects;
}

/** All notes of the bucket are read, and those of some objects kept. */
async function readSlice(
  { feed }: Context,
  { hi, kinds, above }: WindowQuery,
  before: number,
): Promise<Window> {
  const through = bucketAfter(hi, 1);
  let found = new Map<number, Subject>();
  let requests = before;
  let isCut = false;
  for (const kind of kinds)
    for (let after: string | null | undefined = null; after !== undefined; ) {
      const page = await feed.list({ kind, from: hi, through, after, top: NOTES_A_REQUEST });
      requests++;
      for (const note of page.items) if (note.ordinal > (above ?? -1)) add(found, note);
      isCut ||= found.size > MOST_SUBJECTS;
      found = new Map([...found].sort(([left], [right]) => left - right).slice(0, MOST_SUBJECTS));
      after = page.next;
    }
  const subjects = [...found.values()];
  const more = isCut ? (subjects.at(-1)?.ordinal ?? null) : null;
  return { lo: hi, hi, subjects, isSlice: true, more, requests };
}

function add(found: Map<number, Subject>, { kind, id, ordinal, changes, seq }: FeedNote): void {
  const known = found.get(ordinal);
  found.set(ordinal, {
    ...{ kind, id, ordinal },
    changes: widened(known?.changes, changes),
    seq: widened(known?.seq, seq),
  });
}

function widened(span: readonly [number, number] | undefined, value: number) {
  const [low, high] = span ?? [value, value];
  return [Math.min(low, value), Math.max(high, value)] as const;
}

function spread([low, high]: readonly [number, number]): number {
  return high - low;
}
