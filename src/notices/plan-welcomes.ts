import type { GroupMeta } from '../directory/group-meta.ts';
import { kindOfOrdinal } from '../directory/ordinal.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import type { LogEntry } from '../ports/log.ts';
import {
  MOST_PLANNED,
  type WelcomeCursor,
  type WelcomeKey,
  type WelcomeMail,
} from '../ports/mail-ports.ts';
import type { Stamped } from '../ports/ports.ts';

/** Entries of the log that are read at a time. */
const MOST_ENTRIES = 200;

/** From where a group's log is read. */
export interface Start {
  readonly cursor: Stamped<WelcomeCursor> | null;
  /** Where there is no cursor. */
  readonly from: number;
  /** Members of before (ISO) are not told. */
  readonly since: string;
}

/** Whether the log goes on after what has been planned. */
export function isBehind(meta: GroupMeta, start: Start): boolean {
  return startOf(meta, start).seq < meta.seq;
}

/**
 * Reads on in the group's log, and writes down a mail for each user it made a member who still is one, with the place it
 * got to, in one transaction. So a membership is planned once, whoever does it, and however often.
 */
export async function planWelcomes(context: Context, meta: GroupMeta, start: Start): Promise<void> {
  const begin = startOf(meta, start);
  const span = { from: begin.seq + 1, through: Math.min(meta.seq, begin.seq + MOST_ENTRIES) };
  const entries = await context.groups.readLogSpan(meta.id, span);
  const group = await context.groups.read(meta.id);
  if (group === null) return;
  const news = entries.filter(({ time }) => time >= start.since);
  const { keys, reached } = newMembers(news, group.members, begin);
  const value = reached ?? { seq: span.through, ordinal: null };
  const times = new Map(news.map(({ seq, time }) => [seq, time]));
  const mails = keys.map((key): WelcomeMail => {
    const added = times.get(key.seq) ?? '';
    const nothing = { attempts: 0, tried: null, notBefore: null, reason: null } as const;
    return { ...key, groupId: meta.id, status: 'waiting', added, ...nothing };
  });
  await context.mails.plan(meta.id, { value, etag: start.cursor?.etag ?? null }, mails);
}

function startOf({ welcomeFrom = 0 }: GroupMeta, { cursor, from }: Start): WelcomeCursor {
  const known = cursor?.value ?? { seq: from, ordinal: null };
  return known.seq < welcomeFrom ? { seq: welcomeFrom, ordinal: null } : known;
}

/** As many as one transaction takes; `reached`: how far that is, null when it is all of the entries. */
function newMembers(
  entries: readonly LogEntry[],
  members: OrdinalSet,
  begin: WelcomeCursor,
): {
  readonly keys: readonly Omit<WelcomeKey, 'groupId'>[];
  readonly reached: WelcomeCursor | null;
} {
  const keys: Omit<WelcomeKey, 'groupId'>[] = [];
  for (const { seq, added } of entries) {
    const from = seq === begin.seq + 1 && begin.ordinal !== null ? begin.ordinal + 1 : 0;
    for (const ordinal of added.ordinals(from)) {
      if (kindOfOrdinal(ordinal) !== 'user' || !members.has(ordinal)) continue;
      const last = keys.at(-1);
      if (keys.length === MOST_PLANNED && last !== undefined)
        return { keys, reached: last.seq === seq ? partly(last) : { seq: seq - 1, ordinal: null } };
      keys.push({ seq, ordinal });
    }
  }
  return { keys, reached: null };
}

function partly({ seq, ordinal }: Omit<WelcomeKey, 'groupId'>): WelcomeCursor {
  return { seq: seq - 1, ordinal };
}
