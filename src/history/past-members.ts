/** Who was a member at an instant that is past: the members as they are, with what the log says undone from the newest on. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import type { LogEntry } from '../ports/log.ts';
import type { StoredGroup } from '../ports/ports.ts';
import { resourceNotFound } from '../util/errors.ts';
import { beginOf, checkKept, historyNotKept, sequenceAt } from './past-instant.ts';

/** Entries a request: a large group's runs have entries of up to 1 MiB, which are not to be held all at once. */
const ENTRIES_A_REQUEST = 200;
/** Fewer are taken out one by one. */
const MANY = 1_000;

/** Throws 404 when there never was such a group. */
export async function readPastGroup(context: Context, id: string): Promise<StoredGroup> {
  const group = await context.groups.read(id);
  if (group === null || group.meta.ordinal === null) throw resourceNotFound(id);
  return group;
}

/**
 * How far the log had come at an instant (milliseconds), so that what is told in pages is of one state. `known`: what an
 * earlier page said. Throws 410 where that is not kept.
 */
export async function stateAt(
  context: Context,
  meta: GroupMeta,
  at: { readonly instant: number; readonly known: number | null },
): Promise<number> {
  if (at.known === null) checkKept(meta, at.instant);
  const seq = at.known ?? (await sequenceAt(context, meta, at.instant));
  if (seq < beginOf(meta).seq - 1) throw historyNotKept(beginOf(meta).time);
  return Math.min(seq, meta.seq);
}

/** The members after a log entry; 0: at the beginning. Throws 410 when retention cuts its log meanwhile. */
export async function membersAfter(
  context: Context,
  group: StoredGroup,
  seq: number,
): Promise<OrdinalSet> {
  const { meta } = group;
  if (seq === meta.seq) return group.members;
  const checkpoint = await context.groups.readCheckpoint(meta.id, seq);
  const start =
    checkpoint === null || checkpoint.seq > meta.seq
      ? { seq: meta.seq, members: group.members }
      : checkpoint;
  let members = start.members.clone();
  for (let through = start.seq; through > seq; through -= ENTRIES_A_REQUEST) {
    const span = { from: Math.max(seq + 1, through - ENTRIES_A_REQUEST + 1), through };
    const entries = await context.groups.readLogSpan(meta.id, span);
    for (const entry of [...entries].reverse()) members = undone(members, entry);
  }
  await checkWhole(context, meta, seq + 1);
  return members;
}

/** Rows go after `meta` says so: what still begins where it did has been read whole. */
async function checkWhole({ groups }: Context, meta: GroupMeta, first: number): Promise<void> {
  const now = (await groups.readMeta(meta.id))?.value ?? meta;
  if (beginOf(now).seq > first) throw historyNotKept(beginOf(now).time);
}

/** Changes the set in place where that is less work. */
function undone(members: OrdinalSet, { added, removed }: LogEntry): OrdinalSet {
  let result = members;
  if (added.size > MANY) result = members.minus(added);
  else for (const ordinal of added.ordinals()) members.delete(ordinal);
  result.addAll(removed);
  return result;
}
