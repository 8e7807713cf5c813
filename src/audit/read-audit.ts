import type { Context } from '../membership/context.ts';
import type { Audit, Drift } from '../ports/audit-ports.ts';
import { resourceNotFound } from '../util/errors.ts';

/** Object ids that one answer names; that there are more is said of the group. */
const MOST_NAMED = 10_000;

/** An audit with the groups that differ, as far as they are compared. Throws 404. */
export async function readAudit(
  context: Context,
  id: string,
): Promise<{ readonly audit: Audit; readonly drift: readonly Drift[] }> {
  const standing = await context.audits.read(id);
  if (standing === null) throw resourceNotFound(id);
  let room = MOST_NAMED;
  const drift: Drift[] = [];
  for (const slice of await context.audits.readSlices(id)) {
    for (const one of slice.drift) {
      const count = one.missing.length + one.extra.length;
      drift.push(count <= room ? one : { ...one, missing: [], extra: [], more: true });
      room -= Math.min(room, count);
    }
  }
  return { audit: standing.value, drift };
}
