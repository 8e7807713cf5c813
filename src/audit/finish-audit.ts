/** The end of an audit: its figures, the alert, the repair. */

import { settleAlerts } from '../membership/alerts.ts';
import type { Context } from '../membership/context.ts';
import type { Audit, AuditSlice } from '../ports/audit-ports.ts';
import { processAgain } from './repair.ts';

/** Ends the audit if every slice is there. It may be called by several at the end, and again. */
export async function finishAudit(context: Context, id: string): Promise<void> {
  const standing = await context.audits.read(id);
  if (standing === null || standing.value.status !== 'running') return;
  const { parts, repair } = standing.value;
  const slices = await context.audits.readSlices(id);
  const wanted = parts?.reduce((sum, part) => sum + part.slices, 0) ?? Number.POSITIVE_INFINITY;
  if (slices.length < wanted) return;
  const drifted = slices.flatMap(({ drift }) => drift.map(({ groupId }) => groupId));
  const repaired = repair ? await processAgain(context, id, drifted) : [];
  const ended = context.clock.now().toISOString();
  const figures = { ...figuresOf(slices), repaired };
  const value: Audit = { ...standing.value, ...figures, status: 'succeeded', ended };
  await noteAlert(context, value);
  await context.audits.replace({ value, etag: standing.etag });
}

function figuresOf(slices: readonly AuditSlice[]) {
  const drift = slices.flatMap((slice) => slice.drift);
  return {
    groups: sum(slices.map((slice) => slice.groups)),
    leftOut: sum(slices.map((slice) => slice.leftOut)),
    memberships: sum(slices.map((slice) => slice.memberships)),
    driftedGroups: drift.length,
    driftedMemberships: sum(drift.map(({ missing, extra }) => missing.length + extra.length)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** It stands until an audit finds nothing. */
async function noteAlert(context: Context, audit: Audit): Promise<void> {
  const { id, driftedGroups, driftedMemberships, ended } = audit;
  const raised = ended ?? context.clock.now().toISOString();
  const alert = { kind: 'drift', raised, audit: id, driftedGroups, driftedMemberships } as const;
  const isDrifted = driftedGroups > 0;
  await settleAlerts(context, { due: isDrifted ? [alert] : [], over: isDrifted ? [] : ['drift'] });
}
