/**
 * The alert of seed 003: no pending update could be processed for all groups for more than 24 hours. Measured from the
 * oldest pending work or the last progress, whichever is later, so that a change after a quiet weekend raises nothing,
 * and one stuck group beside others that move raises nothing (design.md 6, "Delay").
 */

import type { DelayAlert } from '../ports/alert-ports.ts';
import type { Intent, Pending } from '../ports/announcements.ts';
import { settleAlerts } from './alerts.ts';
import type { Context } from './context.ts';
import { isPaused } from './pausing.ts';
import { readIntents } from './sweep.ts';

const MINUTE = 60_000;

/** After which an early warning is shown, before the alert. */
const WARNING_MINUTES = [15, 60] as const;

const DELAYS = ['delay', 'delayWarning'] as const;

/** When the alert is due; a setting of the operator. */
export interface DelayLimits {
  readonly delayHours: number;
}

/** What stood when the delay was last checked. */
export interface Delay {
  readonly oldestPending: string | null;
  readonly lastProgress: string | null;
  /** How long nothing that is pending could be processed. */
  readonly minutes: number;
}

/** Raises the alerts that are due and clears those that are not. Answers what it found. */
export async function checkDelay(
  context: Context,
  limits: DelayLimits,
  backlog?: Backlog,
): Promise<Delay> {
  const delay = await measureDelay(context, backlog ?? (await readBacklog(context)));
  const reached = WARNING_MINUTES.filter((minutes) => delay.minutes > minutes).at(-1);
  const raised = context.clock.now().toISOString();
  const alerts = [
    alertOf(delay, { kind: 'delay', raised, limitMinutes: limits.delayHours * 60 }),
    alertOf(delay, { kind: 'delayWarning', raised, limitMinutes: reached ?? WARNING_MINUTES[0] }),
  ];
  const due = alerts.filter((alert) => alert !== null);
  const over = DELAYS.filter((kind) => !due.some((alert) => alert.kind === kind));
  await settleAlerts(context, { due, over });
  return delay;
}

/** Everything that was changed and not looked at. */
export interface Backlog {
  readonly groups: readonly (Pending & { readonly groupId: string })[];
  readonly objects: readonly Intent[];
}

export async function readBacklog(context: Context): Promise<Backlog> {
  return { groups: await context.pending.list(), objects: await readIntents(context) };
}

/** The delay now. */
async function measureDelay(context: Context, { groups, objects }: Backlog): Promise<Delay> {
  const lastProgress = await context.progress.read();
  const oldestPending = earliest([await oldestGroup(context, groups), oldestObject(objects)]);
  if (oldestPending === null) return { oldestPending, lastProgress, minutes: 0 };
  const since = Math.max(
    Date.parse(oldestPending),
    lastProgress === null ? 0 : Date.parse(lastProgress),
  );
  return {
    oldestPending,
    lastProgress,
    minutes: Math.max(0, (context.clock.now().getTime() - since) / MINUTE),
  };
}

/** Work of a paused or deleted group is not pending: somebody wanted it to wait. Nor is a group that failed for good. */
async function oldestGroup(context: Context, groups: Backlog['groups']): Promise<string | null> {
  const waiting = groups.filter(({ failure }) => failure === null);
  const rows = waiting.sort((left, right) => left.since.localeCompare(right.since));
  for (const { groupId, since } of rows) {
    const group = await context.groups.readMeta(groupId);
    if (group !== null && !isPaused(context, group.value) && group.value.deleted === null)
      return since;
  }
  return null;
}

/** Nor is an object that failed for good: it waits for somebody, not for the system. */
function oldestObject(objects: Backlog['objects']): string | null {
  const waiting = objects.filter(({ failure }) => failure === null);
  return earliest(waiting.map(({ since }) => since));
}

function earliest(instants: readonly (string | null)[]): string | null {
  return instants.filter((instant) => instant !== null).sort()[0] ?? null;
}

/** Null: it is not so late. */
function alertOf(
  { oldestPending, lastProgress, minutes }: Delay,
  about: Pick<DelayAlert, 'kind' | 'raised' | 'limitMinutes'>,
): DelayAlert | null {
  if (oldestPending === null || minutes <= about.limitMinutes) return null;
  const { kind, raised, limitMinutes } = about;
  return { kind, raised, oldestPending, lastProgress, limitMinutes };
}
