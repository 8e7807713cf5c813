import { isFrozen } from '../directory/group-meta.ts';
import type { Context } from './context.ts';
import type { LogCause } from './log.ts';
import type { Findings } from './log-entry.ts';
import type { GroupWrite, StoredGroup } from './ports.ts';

/**
 * Writes what a look found, If-Match `meta` as it was read. `meta` is written even when nothing was found: that write is
 * the fence that stops a slower worker with an older reading (protocol.md 3). Answers the group's newest log entry after it;
 * null when the group was written since.
 */
export async function writeFindings(
  context: Context,
  group: StoredGroup,
  found: { readonly findings: Findings; readonly cause: Omit<LogCause, 'ver'> },
): Promise<number | null> {
  const { meta, members, etag } = group;
  const { findings, cause } = found;
  const written = async (write: GroupWrite) =>
    (await context.groups.write(etag, write)) === null ? null : write.meta.seq;
  if (findings.isEmpty) return written({ meta });
  const time = context.clock.now().toISOString();
  const log = findings.entry(meta, cause, time);
  if (!findings.flips) return written({ meta: { ...meta, seq: log.seq }, log });
  const after = findings.applyTo(members);
  const next = {
    ...meta,
    seq: log.seq,
    count: after.size,
    lastMembershipUpdated: isFrozen(meta) ? meta.lastMembershipUpdated : time,
  };
  const { touchedChunks } = findings;
  return written({ meta: next, members: after, touchedChunks, log });
}
