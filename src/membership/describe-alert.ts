/** What an alert says to people, in English, and how bad it is. */
import type { Alert } from '../ports/alert-ports.ts';

export type Severity = 'error' | 'warning';

export function severityOf({ kind }: Alert): Severity {
  switch (kind) {
    case 'delay':
    case 'drift':
    case 'processingError':
    case 'webhookDisabled':
      return 'error';
    case 'delayWarning':
    case 'hold':
    case 'groupEmpty':
    case 'ruleTestFailed':
      return 'warning';
  }
}

export function describeAlert(alert: Alert): string {
  switch (alert.kind) {
    case 'delay':
      return `Memberships of dynamic groups have not been updated for more than ${inWords(alert.limitMinutes)}: nothing that is pending since ${alert.oldestPending} could be processed.`;
    case 'delayWarning':
      return `Updates of dynamic groups are late: nothing that is pending since ${alert.oldestPending} was processed for more than ${inWords(alert.limitMinutes)}.`;
    case 'drift':
      return `The self-audit found ${alert.driftedMemberships} memberships in ${alert.driftedGroups} groups that are not what the rules say; see /muster/v1/audits/${alert.audit}.`;
    case 'processingError':
    case 'hold':
    case 'groupEmpty':
    case 'ruleTestFailed':
      return `${alert.displayName}: ${alert.text}`;
    case 'webhookDisabled':
      return alert.text;
  }
}

function inWords(minutes: number): string {
  const hours = minutes / 60;
  if (Number.isInteger(hours)) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${minutes} minutes`;
}
