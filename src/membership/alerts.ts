/** Raises and ends alerts: each step is one event, whoever finds it and however often (docs/notices.md). */
import {
  type Alert,
  type AlertChange,
  type AlertEventDraft,
  alertIdOf,
  MOST_ALERTS_WRITTEN,
} from '../ports/alert-ports.ts';
import type { Context } from './context.ts';

/** What is found to be so; whatever stands and is in neither list goes on standing. */
export interface AlertFindings {
  /** Alerts that are due; one that stands keeps the instant at which it was raised. */
  readonly due: readonly Alert[];
  /** Ids of alerts that are not, or no longer. */
  readonly over: readonly string[];
}

interface Step {
  readonly alert: Alert;
  /** Null: it stands, and only its facts are newer. */
  readonly change: AlertChange | null;
}

/** Steps a transaction: each writes an alert and an event, and the head is written with them. */
const MOST_STEPS = Math.floor((MOST_ALERTS_WRITTEN - 1) / 2);

/**
 * Has what was found stand. Whoever else writes alerts at the same time is looked at first. Repeated it raises and ends
 * nothing.
 */
export async function settleAlerts(
  context: Pick<Context, 'alerts' | 'clock' | 'ids'>,
  findings: AlertFindings,
): Promise<void> {
  for (;;) {
    const { alerts, head } = await context.alerts.read();
    const steps = stepsTo(findings, alerts);
    if (steps.length === 0) return;
    const some = steps.slice(0, MOST_STEPS);
    const time = context.clock.now().toISOString();
    const events = some.flatMap(({ alert, change }): readonly AlertEventDraft[] =>
      change === null ? [] : [{ id: context.ids.guid(), time, change, alert }],
    );
    const ended = some.filter(({ change }) => change === 'ended');
    const put = some.filter(({ change }) => change !== 'ended');
    const isWritten = await context.alerts.write(head, {
      put: put.map(({ alert }) => alert),
      end: ended.map(({ alert }) => alert),
      events,
    });
    if (isWritten && some.length === steps.length) return;
  }
}

/** What is to be written so that the findings stand. */
function stepsTo({ due, over }: AlertFindings, alerts: readonly Alert[]): readonly Step[] {
  const standing = new Map(alerts.map((alert) => [alertIdOf(alert), alert] as const));
  const raised = due.flatMap((alert) => stepTo(alert, standing.get(alertIdOf(alert))));
  const ended = over.flatMap((id) => {
    const alert = standing.get(id);
    return alert === undefined ? [] : [{ alert, change: 'ended' } as const];
  });
  return [...raised, ...ended];
}

function stepTo(due: Alert, standing: Alert | undefined): readonly Step[] {
  if (standing === undefined) return [{ alert: due, change: 'raised' }];
  const alert = { ...due, raised: standing.raised };
  // That it is late still is told again each time it is found, for those who watch the log.
  const isToldAgain = due.kind === 'delay' || due.kind === 'delayWarning';
  if (!isToldAgain && JSON.stringify(alert) === JSON.stringify(standing)) return [];
  return [{ alert, change: subjectOf(alert) === subjectOf(standing) ? null : 'renewed' }];
}

/** When this changes, it is another alert to whoever is told of it. */
function subjectOf(alert: Alert): string {
  switch (alert.kind) {
    case 'delay':
    case 'delayWarning':
      return String(alert.limitMinutes);
    case 'drift':
      return alert.audit;
    case 'processingError':
    case 'hold':
    case 'groupEmpty':
    case 'ruleTestFailed':
      return alert.subject;
    case 'webhookDisabled':
      return '';
  }
}
