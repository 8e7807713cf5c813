/** The facts of a window: of everybody noted in it, what happened at a time in it. */
import { beginOf, bucketAfter } from '../directory/feed.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import { withSeenMembers } from '../groups/hidden-members.ts';
import type { Context } from '../membership/context.ts';
import type { Span } from '../ports/log.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { type AuditFact, compareFacts, groupFact, membersFact, objectFact } from './audit-fact.ts';
import type { Subject, Window } from './audit-window.ts';

const READS_AT_ONCE = 32;
const ROWS_A_REQUEST = 100;
/** Clocks of instances differ by less (milliseconds): what comes later than that after a window has nothing before it. */
const MARGIN = 5 * 60_000;

/** Newest first. Members of groups that hide them from whoever asks are left out. */
export async function factsIn(context: Context, window: Window): Promise<readonly AuditFact[]> {
  const { subjects } = window;
  const objects = await mapAtOnce(
    subjects.filter(({ kind }) => kind !== 'group'),
    READS_AT_ONCE,
    (subject) => objectFacts(context, subject),
  );
  const noted = subjects.filter(({ kind }) => kind === 'group');
  const metas = await mapAtOnce(noted, READS_AT_ONCE, ({ id }) => context.groups.readMeta(id));
  const known = metas.flatMap((meta) => (meta === null ? [] : [meta.value]));
  const byId = new Map(known.map((meta) => [meta.id, meta]));
  const seen = new Set((await withSeenMembers(context, known)).map(({ id }) => id));
  const groups = await mapAtOnce(noted, READS_AT_ONCE, async (subject) => {
    const meta = byId.get(subject.id);
    if (meta === undefined) return [];
    return groupFacts(context, meta, { subject, window, seesMembers: seen.has(meta.id) });
  });
  return [...objects, ...groups]
    .flat()
    .filter(({ time }) => isWithin(time, window))
    .sort(compareFacts);
}

function isWithin(time: string, { lo, hi }: Window): boolean {
  const at = Date.parse(time);
  return at >= beginOf(lo) && at < beginOf(bucketAfter(hi, 1));
}

/** Each change of a user or device has a note of its own. */
async function objectFacts(
  { objects }: Context,
  { ordinal, changes: [low, high] }: Subject,
): Promise<readonly AuditFact[]> {
  const events = await objects.readEvents(ordinal, { from: low + 1, through: high + 1 });
  return events.map((event) => objectFact(ordinal, event));
}

/** One note of a group tells of all that comes after it in its bucket: so it is read on until the window ends. */
async function groupFacts(
  { groups }: Context,
  meta: GroupMeta,
  about: { readonly subject: Subject; readonly window: Window; readonly seesMembers: boolean },
): Promise<readonly AuditFact[]> {
  const { subject, window, seesMembers } = about;
  const events = await forwards(
    { from: subject.changes[0] + 1, through: meta.history.events },
    window,
    (span) => groups.readEvents(meta.id, span),
  );
  const entries = seesMembers
    ? await forwards({ from: subject.seq[0] + 1, through: meta.seq }, window, (span) =>
        groups.readLogHeads(meta.id, span),
      )
    : [];
  const moved = entries.filter(({ added, removed }) => added !== 0 || removed !== 0);
  return [
    ...events.map((event) => groupFact(meta, event)),
    ...moved.map((entry) => membersFact(meta, entry)),
  ];
}

async function forwards<T extends { readonly time: string }>(
  { from, through }: Span,
  { hi }: Window,
  read: (span: Span) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = [];
  const end = beginOf(bucketAfter(hi, 1)) + MARGIN;
  for (let at = from; at <= through; at += ROWS_A_REQUEST) {
    const rows = await read({ from: at, through: Math.min(through, at + ROWS_A_REQUEST - 1) });
    found.push(...rows);
    const last = rows.at(-1);
    if (last !== undefined && Date.parse(last.time) >= end) break;
  }
  return found;
}
