import type { GroupMeta } from '../directory/group-meta.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from './context.ts';
import { Findings } from './log-entry.ts';
import type { LogCause, StoredGroup } from './ports.ts';

/**
 * Makes these the members of the group's current version, in one transaction with log, count and status: who belongs before
 * and after is never absent. The run that was wanted is done with it. False when the group was written since it was read.
 */
export async function swapMembers(
  context: Context,
  group: StoredGroup,
  swap: { readonly members: OrdinalSet; readonly cause: LogCause['kind'] },
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
  if (!findings.flips) return (await context.groups.write(etag, { meta: next })) !== null;
  const log = findings.entry(meta, swap.cause, time);
  const { members } = swap;
  const { touchedChunks } = findings;
  const write = { meta: { ...next, seq: log.seq }, members, touchedChunks, log };
  return (await context.groups.write(etag, write)) !== null;
}
