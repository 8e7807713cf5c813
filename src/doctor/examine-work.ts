/** How processing stands, as the timers left it in storage. */
import type { Alert } from '../ports/alert-ports.ts';
import type { Measurement } from '../ports/measurement-ports.ts';
import type { Stores } from '../ports/stores.ts';
import type { Clock } from '../util/clock.ts';
import { type Finding, fine, note, wrong } from './finding.ts';

const MINUTE = 60_000;
const LATE_MINUTES = 15;

export async function* examineWork(stores: Stores, clock: Clock): AsyncIterableIterator<Finding> {
  const measurement = await stores.measurements.read();
  if (measurement === null)
    return yield note('timers', 'None has run yet.', 'Start the app: the first runs in 5 minutes.');
  const age = (clock.now().getTime() - Date.parse(measurement.measured)) / MINUTE;
  if (age > LATE_MINUTES)
    yield wrong(
      'timers',
      `None has run since ${measurement.measured}.`,
      'See whether the app runs, and whether its timers are switched off.',
    );
  else yield fine('timers', `ran at ${measurement.measured}.`);
  yield* examinePending(measurement);
  yield* examinePoison(measurement);
  for (const alert of await stores.alerts.list()) yield ofAlert(alert);
}

function* examinePending(measurement: Measurement): IterableIterator<Finding> {
  const { oldestPending, pendingGroups, pendingObjects } = measurement;
  if (oldestPending === null) yield fine('pending', 'nothing waits.');
  else
    yield note(
      'pending',
      `objects ${pendingObjects}, groups ${pendingGroups}, the oldest since ${oldestPending}.`,
    );
}

function* examinePoison({ poison, holdsOpen, groups }: Measurement): IterableIterator<Finding> {
  const { object, group, message } = poison;
  if (object + group + message > 0)
    yield wrong(
      'poison',
      `Failed for good: objects ${object}, groups ${group}, messages ${message}.`,
      'See muster poison list, mend the cause, then muster poison replay.',
    );
  else yield fine('poison', 'nothing failed for good.');
  if (groups.Failed > 0)
    yield note(
      'groups',
      `With the status Failed: ${groups.Failed}; held changes: ${holdsOpen}.`,
      'The errorMessage of each says what to do; /muster/v1/holds lists what is held.',
    );
}

function ofAlert(alert: Alert): Finding {
  switch (alert.kind) {
    case 'delay':
    case 'delayWarning':
      return wrong(
        'delay',
        `Nothing that is pending since ${alert.oldestPending} was processed for more than ${alert.limitMinutes} minutes.`,
        'See docs/operations.md, "delay".',
      );
    case 'drift':
      return wrong(
        'drift',
        `The self-audit ${alert.audit} found ${alert.driftedMemberships} memberships that are not what the rules say.`,
        'See docs/operations.md, "drift".',
      );
    case 'processingError':
    case 'hold':
    case 'groupEmpty':
    case 'ruleTestFailed':
      return note(alert.kind, `${alert.displayName}: ${alert.text}`);
    case 'webhookDisabled':
      return note(alert.kind, alert.text, 'See /muster/v1/webhooks.');
  }
}
