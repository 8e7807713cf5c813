import type { GroupMeta } from '../directory/group-meta.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from './context.ts';
import type { LogCause } from './log.ts';
import { Findings } from './log-entry.ts';
import type { StoredGroup } from './ports.ts';
import { recordGroupEvents } from './record-group-event.ts';

/**
 * Makes these the members of the group's current version, in one transaction with log, count and status: who belongs before
 * and after is never absent. The run that was wanted is done with it. False when the group was written since it was read.
 */
export async function swapMembers(
  context: Context,
  group: StoredGroup,
  swap: { readonly members: OrdinalSet; readonly cause: Omit<LogCause, 'ver'> },
): Promise<boolean> {
  const { meta, etag } = group;
  const findings = new Findings();
  findings.added.addAll(swap.members.minus(group.members));
  findings.removed.addAll(group.members.minus(swap.members));
  const time = context.clock.now().toISOString();
  const counts = meta.todoSince !== null || findings.flips;
  const next: GroupMeta = {
    ...meta,
    todoSince: null,
    run: null,
    error: null,
    membersVer: meta.ver,
    count: swap.members.size,
    lastMembershipUpdated: counts ? time : meta.lastMembershipUpdated,
  };
  if (!findings.flips) {
    // A run that changes somebody is told by its log entry.
    const notes = meta.todoSince === null ? [] : [{ kind: 'runEnded' } as const];
    const write = recordGroupEvents(context, meta, { meta: next }, notes);
    return (await context.groups.write(etag, write)) !== null;
  }
  const log = findings.entry(meta, swap.cause, time);
  const { members } = swap;
  const { touchedChunks } = findings;
  const write = { meta: { ...next, seq: log.seq }, members, touchedChunks, log };
  return (await context.groups.write(etag, recordGroupEvents(context, meta, write))) !== null;
}

/** Why a run changes members: what asked for it. */
export function runCause({ history }: GroupMeta): Omit<LogCause, 'ver'> {
  return { kind: 'run', ...(history.run > 0 && { asked: history.run }) };
}
