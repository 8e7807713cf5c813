/** From an instant to how far a group had come by then: the sequence of its log, or the number of an event. */
import type { GroupMeta, HistoryBegin } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import type { Span } from '../ports/log.ts';
import { RequestError } from '../util/errors.ts';

interface Timed {
  readonly time: string;
}

/** Rows with numbers, in the order in which they were written; a few numbers may have none. */
interface NumberedRows {
  readonly first: number;
  readonly newest: number;
  readonly read: (span: Span) => Promise<readonly (Timed & { readonly number: number })[]>;
}

/** Clocks of instances differ by less (milliseconds). */
const MARGIN = 5 * 60_000;
const ROWS_A_REQUEST = 100;

/** Where what is kept of a group's history begins. */
export function beginOf({ history, resource }: GroupMeta): HistoryBegin {
  return history.from ?? { time: resource.createdDateTime, seq: 1, event: 1, kept: [] };
}

/** Throws 410 for an instant (milliseconds) of which retention has left nothing. */
export function checkKept({ history }: GroupMeta, instant: number): void {
  if (history.from !== undefined && instant < Date.parse(history.from.time))
    throw historyNotKept(history.from.time);
}

/** 410, with the date where history begins. */
export function historyNotKept(begins: string): RequestError {
  return new RequestError({
    status: 410,
    code: 'historyNotKept',
    message: `What is kept of this group's history begins at ${begins}.`,
    inner: { historyBeginsDateTime: begins },
  });
}

/** The newest log entry written at or before an instant; 0, or the one before the first that is kept: none was. */
export function sequenceAt(context: Context, meta: GroupMeta, instant: number): Promise<number> {
  const read = async (span: Span) =>
    (await context.groups.readLogHeads(meta.id, span)).map(({ seq, time }) => ({
      number: seq,
      time,
    }));
  return newestAt({ first: beginOf(meta).seq, newest: meta.seq, read }, instant);
}

/** The number of the newest event written at or before an instant. */
export function eventAt(context: Context, meta: GroupMeta, instant: number): Promise<number> {
  const read = (span: Span) => context.groups.readEvents(meta.id, span);
  return newestAt({ first: beginOf(meta).event, newest: meta.history.events, read }, instant);
}

/**
 * The newest of the rows written at or before an instant; one less than the first when there is none. Rows are in the order
 * in which they were written, which is that of their times but for what clocks differ by: so what is certainly not newer is
 * found by halves, and then looked through row by row.
 */
async function newestAt(rows: NumberedRows, instant: number): Promise<number> {
  let through = await lastPossible(rows, instant + MARGIN);
  for (; through >= rows.first; through -= ROWS_A_REQUEST) {
    const from = Math.max(rows.first, through - ROWS_A_REQUEST + 1);
    const some = await rows.read({ from, through });
    const found = some.findLast(({ time }) => Date.parse(time) <= instant);
    if (found !== undefined) return found.number;
    if (some.length === 0) return through;
  }
  return rows.first - 1;
}

/** All rows after it were written after the instant. */
async function lastPossible(
  { first, newest, read }: NumberedRows,
  instant: number,
): Promise<number> {
  let [low, high] = [first - 1, newest];
  const isLater = async (number: number) => {
    // Some numbers have no row.
    const [row] = await read({ from: number, through: number + 3 });
    return row !== undefined && Date.parse(row.time) > instant;
  };
  if (high <= low || !(await isLater(high))) return high;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isLater(middle)) high = middle;
    else low = middle;
  }
  return low;
}
