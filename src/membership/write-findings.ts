import { isFrozen } from '../directory/group-meta.ts';
import type { Context } from './context.ts';
import type { Findings } from './log-entry.ts';
import type { LogCause, StoredGroup } from './ports.ts';

/**
 * Writes what a look found, If-Match `meta` as it was read. `meta` is written even when nothing was found: that write is
 * the fence that stops a slower worker with an older reading (protocol.md 3). False when the group was written since.
 */
export async function writeFindings(
  context: Context,
  group: StoredGroup,
  found: { readonly findings: Findings; readonly cause: LogCause['kind'] },
): Promise<boolean> {
  const { meta, members, etag } = group;
  const { findings, cause } = found;
  if (findings.isEmpty) return (await context.groups.write(etag, { meta })) !== null;
  const time = context.clock.now().toISOString();
  const log = findings.entry(meta, cause, time);
  if (!findings.flips)
    return (await context.groups.write(etag, { meta: { ...meta, seq: log.seq }, log })) !== null;
  const after = findings.applyTo(members);
  const next = {
    ...meta,
    seq: log.seq,
    count: after.size,
    lastMembershipUpdated: isFrozen(meta) ? meta.lastMembershipUpdated : time,
  };
  const write = { meta: next, members: after, touchedChunks: findings.touchedChunks, log };
  return (await context.groups.write(etag, write)) !== null;
}
