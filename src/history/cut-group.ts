/**
 * Cuts the history of one group. First the members where it is to begin are written down, then `meta` says where that is,
 * then rows go: whoever dies in between leaves rows that nobody is told of, and that go the next time.
 */
import { asksForRun } from '../directory/group-event.ts';
import type { GroupMeta, HistoryBegin } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import type { Stamped } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { RequestError } from '../util/errors.ts';
import { backwards } from './backwards.ts';
import { beginOf, eventAt, sequenceAt } from './past-instant.ts';
import { membersAfter, readPastGroup } from './past-members.ts';

/** Requests of deletions that one time makes for one group. */
const MOST_TIMES = 50;
/** After so many entries the members are written down once more. */
const ENTRIES_A_CHECKPOINT = 1_000;
/** Events that are looked through for the rule that decided when history is to begin. */
const MOST_EVENTS = 1_000;

/** A group that can't be read is left as it is. */
export async function cutGroup(context: Context, id: string, before: Date): Promise<void> {
  try {
    const stamped = await context.groups.readMeta(id);
    if (stamped === null || stamped.value.ordinal === null) return;
    const begin = await cutMeta(context, stamped, before);
    if (begin !== null) await forget(context, id, begin);
    await addCheckpoint(context, id, stamped.value);
  } catch (error) {
    // Cut by another instance at this moment, or broken.
    if (!(error instanceof RequestError) && !(error instanceof UnreadableRowError)) throw error;
  }
}

/** Where history begins, once that stands in `meta`; null: with the group. */
async function cutMeta(
  context: Context,
  { value: meta, etag }: Stamped<GroupMeta>,
  before: Date,
): Promise<HistoryBegin | null> {
  const standing = meta.history.from ?? null;
  const now = beginOf(meta);
  if (!(await hasOlder(context, meta, before))) return standing;
  const instant = before.getTime();
  const [entry, event] = [
    await sequenceAt(context, meta, instant),
    await eventAt(context, meta, instant),
  ];
  const begin = {
    time: before.toISOString(),
    seq: Math.max(now.seq, Math.min(entry + 1, firstNeeded(meta))),
    event: Math.max(now.event, event + 1),
  };
  if (begin.seq === now.seq && begin.event === now.event) return standing;
  if (begin.seq > now.seq) {
    const members = await membersAfter(
      context,
      await readPastGroup(context, meta.id),
      begin.seq - 1,
    );
    await context.groups.writeCheckpoint(meta.id, { seq: begin.seq - 1, members });
  }
  const from = { ...begin, kept: await keptEvents(context, meta, begin) };
  const history = { ...meta.history, from };
  const written = await context.groups.write(etag, { meta: { ...meta, history } });
  // Somebody wrote meanwhile: the next time.
  return written === null ? standing : from;
}

/** Whether the first row that is kept is older. */
async function hasOlder({ groups }: Context, meta: GroupMeta, before: Date): Promise<boolean> {
  const { seq, event } = beginOf(meta);
  const [[head], [first]] = await Promise.all([
    groups.readLogHeads(meta.id, { from: seq, through: seq }),
    groups.readEvents(meta.id, { from: event, through: event }),
  ]);
  const isOlder = (row: { readonly time: string } | undefined) =>
    row !== undefined && Date.parse(row.time) <= before.getTime();
  return isOlder(head) || isOlder(first);
}

/**
 * The first log entry that processing may still read: since a run or a hold began, what single changes removed within the
 * hour, what rows of members have not been told of.
 */
function firstNeeded({ seq, run, hold, projectedSeq, recentRemovals }: GroupMeta): number {
  const after = [
    run?.logStart ?? seq,
    hold?.logStart ?? seq,
    (hold?.removedBefore?.seq ?? seq + 1) - 1,
    projectedSeq ?? seq,
    ...recentRemovals.map((removal) => removal.seq - 1),
  ];
  return Math.min(seq, ...after) + 1;
}

/** Events before the first: the rule that then decided, what had asked for a run, and what the first log entry names. */
async function keptEvents(
  { groups }: Context,
  { id, history }: GroupMeta,
  begin: Pick<HistoryBegin, 'seq' | 'event'>,
): Promise<readonly number[]> {
  const [head] = await groups.readLogHeads(id, { from: begin.seq, through: begin.seq });
  const kept = new Set([history.rule, history.run, head?.cause.rule ?? 0, head?.cause.asked ?? 0]);
  const numbers = { first: Math.max(1, begin.event - MOST_EVENTS), newest: begin.event - 1 };
  let [rule, run] = [false, false];
  for await (const event of backwards(numbers, (span) => groups.readEvents(id, span))) {
    if (event.rule !== undefined && !rule) kept.add(event.number);
    if (asksForRun(event) && !run) kept.add(event.number);
    rule ||= event.rule !== undefined;
    run ||= asksForRun(event);
    if (rule && run) break;
  }
  return [...kept].filter((number) => number > 0 && number < begin.event);
}

async function forget(context: Context, id: string, begin: HistoryBegin): Promise<void> {
  for (let times = 0; times < MOST_TIMES; times++)
    if (!(await context.groups.forgetHistory(id, begin))) return;
}

/** What an instant of the past costs does not grow with what has happened since. */
async function addCheckpoint(context: Context, id: string, meta: GroupMeta): Promise<void> {
  const oldest = meta.seq - ENTRIES_A_CHECKPOINT + 1;
  if (oldest <= beginOf(meta).seq) return;
  if ((await context.groups.readCheckpoint(id, oldest)) !== null) return;
  const group = await readPastGroup(context, id);
  await context.groups.writeCheckpoint(id, { seq: group.meta.seq, members: group.members });
}
