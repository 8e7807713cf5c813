/**
 * Managers and those who report to them. A user names the manager by object id; the other way there is an index, written
 * before the user's own row, so that whoever deletes a manager finds everybody who names him. A row of the index says no
 * more than that somebody was about to be a report: what counts is the report's own row (protocol.md "Managers").
 */
import { applyPatch } from '../directory/attributes.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from './context.ts';
import { fenceMissing } from './fence-missing.ts';
import { isLivingUser } from './note-manager.ts';
import { readRows } from './read-rows.ts';
import { recordChange } from './record-change.ts';

/** Reports that are told of their manager's deletion at the same time. */
const AT_ONCE = 32;

/**
 * Clears the manager of everybody who reports to a user who was deleted. Each of their rows is written even when it names
 * somebody else: somebody who found the manager alive and is slow then fails, and finds him deleted when he reads again.
 */
export async function releaseReports(context: Context, manager: ObjectRow): Promise<void> {
  const reports = await context.reports.list(manager.ordinal);
  for (let at = 0; at < reports.length; at += AT_ONCE) {
    const some = reports.slice(at, at + AT_ONCE);
    const rows = new Map(
      (await readRows(context.objects, some)).map((row) => [row.ordinal, row] as const),
    );
    await Promise.all(
      some.map((report) => release(context, manager, { ordinal: report, row: rows.get(report) })),
    );
    await context.reports.remove(manager.ordinal, some);
  }
}

/** Users whose manager is this one, in the order of their ordinals. */
export async function readReports(
  context: Context,
  manager: ObjectRow,
): Promise<readonly ObjectRow[]> {
  const rows = await readRows(context.objects, await context.reports.list(manager.ordinal));
  return rows
    .filter((row) => row.deleted === null && row.attributes.manager === manager.id)
    .sort((left, right) => left.ordinal - right.ordinal);
}

async function release(
  context: Context,
  manager: ObjectRow,
  report: { readonly ordinal: number; readonly row: ObjectRow | undefined },
): Promise<void> {
  for (let row = report.row ?? null; ; row = await context.objects.read(report.ordinal)) {
    if (row === null) {
      if (await fenceMissing(context, report.ordinal)) return;
    } else if (row.deleted !== null) {
      return;
    } else if (await releaseRow(context, manager, row)) return;
  }
}

/** False when the report was written since it was read. */
async function releaseRow(context: Context, manager: ObjectRow, row: ObjectRow): Promise<boolean> {
  const names = row.attributes.manager === manager.id;
  if (!names || (await isFollowedBy(context, manager, row)))
    return (await context.objects.replace(row)) !== null;
  const attributes = applyPatch(row.attributes, { manager: null });
  return recordChange(context, row, { ...row, attributes });
}

/** Whether the id is somebody else's by now, created anew, and the report was given to that one. */
async function isFollowedBy(
  context: Context,
  manager: ObjectRow,
  report: ObjectRow,
): Promise<boolean> {
  const claim = await context.lookups.read('id', manager.id);
  if (claim === null || claim.value === manager.ordinal) return false;
  if (!isLivingUser(await context.objects.read(claim.value), manager.id)) return false;
  return (await context.reports.list(claim.value)).includes(report.ordinal);
}
