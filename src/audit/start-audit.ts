/**
 * The self-audit: are the members of every group those that its rule says? Worked out by the plain interpreter over all
 * rows, without index and increments, and compared. It is done in pieces, a message each, as a run is.
 */

import type { Context } from '../membership/context.ts';
import type { Audit } from '../ports/audit-ports.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An audit without an end after as long is taken for dead: what a message asked for was lost. */
const DEAD_AFTER = 6 * HOUR;
const KEPT_DAYS = 90;

/** Starts an audit and answers its id; the id of the one that is under way, if there is one. */
export async function startAudit(context: Context, repair: boolean): Promise<string> {
  const now = context.clock.now();
  for (const audit of await context.audits.list()) {
    const age = now.getTime() - Date.parse(audit.started);
    if (audit.status === 'running' && age < DEAD_AFTER) {
      // Asked for again, perhaps because the first message was not sent.
      if (audit.parts === null) await context.queues.sendAudits([{ audit: audit.id }]);
      return audit.id;
    }
    if (audit.status === 'running')
      await failAudit(context, audit.id, 'It did not come to an end.');
    if (age > KEPT_DAYS * DAY) await context.audits.remove(audit.id);
  }
  const audit = newAudit(context, repair);
  await context.audits.insert(audit);
  await context.queues.sendAudits([{ audit: audit.id }]);
  return audit.id;
}

/** Ends an audit that cannot be finished; one that has ended stays as it is. */
export async function failAudit(context: Context, id: string, reason: string): Promise<void> {
  for (;;) {
    const standing = await context.audits.read(id);
    if (standing === null || standing.value.status !== 'running') return;
    const ended = context.clock.now().toISOString();
    const value: Audit = { ...standing.value, status: 'failed', ended, error: reason };
    if (await context.audits.replace({ value, etag: standing.etag })) return;
  }
}

function newAudit({ ids, clock, by }: Context, repair: boolean): Audit {
  return {
    id: ids.guid(),
    status: 'running',
    started: clock.now().toISOString(),
    ended: null,
    by,
    repair,
    parts: null,
    objects: 0,
    groups: 0,
    leftOut: 0,
    memberships: 0,
    driftedGroups: 0,
    driftedMemberships: 0,
    repaired: [],
    error: null,
  };
}
