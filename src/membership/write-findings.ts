import { type GroupMeta, isFrozen, type RecentRemovals } from '../directory/group-meta.ts';
import { type Breach, breachesOf } from '../directory/guard.ts';
import type { LogCause } from '../ports/log.ts';
import type { GroupWrite, StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';
import { announce } from './edit-group.ts';
import { guardsOf } from './guarding.ts';
import { type GuardedChange, holdingWrite } from './hold-change.ts';
import type { Findings } from './log-entry.ts';
import { projectRule } from './project-rule.ts';
import { sendQuietly } from './record-change.ts';
import { recordGroupEvents } from './record-group-event.ts';

const HOUR = 60 * 60_000;

/** What a look found, and the kind of work it was. */
export interface Found {
  readonly findings: Findings;
  readonly cause: Omit<LogCause, 'ver'>;
}

/**
 * Writes what a look found, If-Match `meta` as it was read. `meta` is written even when nothing was found: that write is
 * the fence that stops a slower worker with an older reading (protocol.md 3). Removals beyond what the guard allows within
 * a sliding hour are held; those before stand. Answers the group's newest log entry after it; null when the group was
 * written since.
 */
export async function writeFindings(
  context: Context,
  group: StoredGroup,
  found: Found,
): Promise<number | null> {
  const removals = found.findings.dismissed.size;
  const guards = removals === 0 ? [] : guardsOf(context, group.meta, false);
  const now = context.clock.now();
  const write = findingsWrite(group, found, now);
  if (guards.length === 0) return written(context, group, write);
  const recent = recentRemovals(group.meta, now);
  const before = countOf(recent);
  const size = { before: group.members.size + before, additions: 0, removals: before + removals };
  const limits = breachesOf(guards, size);
  if (limits.length > 0) return holdFindings(context, group, { found, limits, recent });
  const noted = notedRemovals(recent, write.meta, { now, count: removals });
  return written(context, group, { ...write, meta: { ...write.meta, recentRemovals: noted } });
}

async function written(
  context: Context,
  { etag }: StoredGroup,
  write: GroupWrite,
): Promise<number | null> {
  return (await context.groups.write(etag, write)) === null ? null : write.meta.seq;
}

/** The write of what was found, whatever the guard says. */
export function findingsWrite(
  group: StoredGroup,
  { findings, cause }: Found,
  now: Date,
): GroupWrite {
  const { meta, members } = group;
  if (findings.isEmpty) return { meta };
  const time = now.toISOString();
  const log = findings.entry(meta, cause, time);
  if (!findings.flips) return { meta: { ...meta, seq: log.seq }, log };
  const after = findings.applyTo(members);
  const next = {
    ...meta,
    seq: log.seq,
    count: after.size,
    lastMembershipUpdated: isFrozen(meta) ? meta.lastMembershipUpdated : time,
  };
  return { meta: next, members: after, touchedChunks: findings.touchedChunks, log };
}

/**
 * Holds what was found but for deletions, which always go. Announced before it is written, as every change of a group that
 * others have to be told of.
 */
async function holdFindings(
  context: Context,
  group: StoredGroup,
  about: {
    readonly found: Found;
    readonly limits: readonly Breach[];
    readonly recent: readonly RecentRemovals[];
  },
): Promise<number | null> {
  const { found, limits, recent } = about;
  const { findings, cause } = found;
  const [oldest] = recent;
  const change: GuardedChange = {
    cause: { kind: cause.kind === 'source' ? 'source' : 'change', importId: null },
    limits,
    added: findings.added,
    removed: findings.dismissed,
    removedBefore: oldest === undefined ? null : { count: countOf(recent), seq: oldest.seq },
  };
  const deletions = { findings: findings.onlyDeletions, cause };
  const rest = findingsWrite(group, deletions, context.clock.now());
  const left = { meta: rest.meta, members: rest.members ?? group.members };
  await announce(context, group.meta.id, null);
  const holding = await holdingWrite(context, left, change);
  const write = recordGroupEvents(context, group.meta, { ...rest, ...holding });
  const seq = await written(context, group, write);
  if (seq === null) return null;
  await tellOfNewVersion(context, group.meta.id);
  return seq;
}

/**
 * The version is known to all before the objects are settled: those of them that are deleted next have to be looked for in
 * the group although their verdict does not change (docs/protocol.md).
 */
export async function tellOfNewVersion(context: Context, groupId: string): Promise<void> {
  await projectRule(context, groupId);
  await sendQuietly(() => context.queues.sendGroups([groupId]));
}

function recentRemovals(meta: GroupMeta, now: Date): readonly RecentRemovals[] {
  return meta.recentRemovals.filter(({ minute }) => now.getTime() - Date.parse(minute) < HOUR);
}

function countOf(removals: readonly RecentRemovals[]): number {
  return removals.reduce((sum, { count }) => sum + count, 0);
}

function notedRemovals(
  recent: readonly RecentRemovals[],
  { seq }: GroupMeta,
  removal: { readonly now: Date; readonly count: number },
): readonly RecentRemovals[] {
  const minute = `${removal.now.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)}:00.000Z`;
  const last = recent.at(-1);
  if (last?.minute !== minute) return [...recent, { minute, count: removal.count, seq }];
  return [...recent.slice(0, -1), { ...last, count: last.count + removal.count }];
}
