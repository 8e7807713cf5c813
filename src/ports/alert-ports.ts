/** What an administrator has to know: alerts that stand, and the events of their being raised and ended. Instants are ISO texts. */
import type { Stamped } from './ports.ts';

/** Something an administrator has to know, of the whole system or of a group. */
export type Alert = DelayAlert | DriftAlert | GroupAlert | WebhookAlert;

export type AlertKind = Alert['kind'];

export const ALERT_KINDS = [
  'delay',
  'delayWarning',
  'drift',
  'processingError',
  'hold',
  'groupEmpty',
  'ruleTestFailed',
  'webhookDisabled',
] as const satisfies readonly AlertKind[];

/** Pending work is late. */
export interface DelayAlert {
  /** `delay`: nothing pending could be processed for longer than the limit; `delayWarning`: an earlier sign of it. */
  readonly kind: 'delay' | 'delayWarning';
  readonly raised: string;
  readonly oldestPending: string;
  readonly lastProgress: string | null;
  readonly limitMinutes: number;
}

/** A self-audit found members that are not what the rules say. */
export interface DriftAlert {
  readonly kind: 'drift';
  readonly raised: string;
  /** The id of the audit. */
  readonly audit: string;
  readonly driftedGroups: number;
  readonly driftedMemberships: number;
}

/** Something of one group: its processing failed, a change of it is held, it has no members left, its rule fails a test. */
export interface GroupAlert {
  readonly kind: 'processingError' | 'hold' | 'groupEmpty' | 'ruleTestFailed';
  readonly raised: string;
  readonly groupId: string;
  readonly displayName: string;
  /** What tells this one from another of the same kind: the error's code, the id of the hold. */
  readonly subject: string;
  /** What happened and what to do, in English. */
  readonly text: string;
}

/** Deliveries to a webhook failed for so long that it was switched off. */
export interface WebhookAlert {
  readonly kind: 'webhookDisabled';
  readonly raised: string;
  readonly webhookId: string;
  readonly text: string;
}

/**
 * What became of an alert. `renewed`: it stood already and has become another, such as an early warning after an hour.
 * Of each step there is one event.
 */
export type AlertChange = 'raised' | 'renewed' | 'ended';

/** One step of an alert. Events are numbered from 1 without gaps, and stay the same for ever. */
export interface AlertEvent {
  readonly number: number;
  /** A GUID, the same however often it is told. */
  readonly id: string;
  readonly time: string;
  readonly change: AlertChange;
  /** As it stood, or had stood. */
  readonly alert: Alert;
}

/** An event before it is written. */
export type AlertEventDraft = Omit<AlertEvent, 'number'>;

/** Alerts as they stand at one moment. */
export interface StandingAlerts {
  readonly alerts: readonly Alert[];
  /** How many events there have been; null: none was ever written. */
  readonly head: Stamped<number> | null;
}

/** One transaction on alerts. */
export interface AlertWrite {
  readonly put: readonly Alert[];
  readonly end: readonly Alert[];
  readonly events: readonly AlertEventDraft[];
}

/** More than this in all does not fit in one transaction. */
export const MOST_ALERTS_WRITTEN = 99;

/** Says that alerts of a group may have to be raised or ended; written before the group is. */
export interface AlertMark {
  readonly groupId: string;
  /** The write took its last member. */
  readonly wentEmpty: boolean;
  readonly since: string;
}

export interface AlertStore {
  /** The alerts that stand, one of an id (`alertIdOf`). */
  list(): Promise<readonly Alert[]>;
  read(): Promise<StandingAlerts>;
  /** If-Match the head as read; false when somebody else wrote since. */
  write(head: StandingAlerts['head'], write: AlertWrite): Promise<boolean>;
  /**
   * Events with a greater number, oldest first, at most so many: fewer may be answered than there are, but none only
   * where there is none.
   */
  readEvents(after: number, top: number): Promise<readonly AlertEvent[]>;
  /** Deletes at most 100 of the events up to a number; true when there may be more. */
  forgetEvents(through: number): Promise<boolean>;
  mark(mark: AlertMark): Promise<void>;
  marks(): Promise<readonly Stamped<AlertMark>[]>;
  /** If-Match; nothing happens when it was written since. */
  unmark(mark: Stamped<AlertMark>): Promise<void>;
}

/** The same for an alert as long as it stands: of a kind there is one, one a group, or one a webhook. */
export function alertIdOf(alert: Alert): string {
  switch (alert.kind) {
    case 'delay':
    case 'delayWarning':
    case 'drift':
      return alert.kind;
    case 'processingError':
    case 'hold':
    case 'groupEmpty':
    case 'ruleTestFailed':
      return `${alert.kind}:${alert.groupId}`;
    case 'webhookDisabled':
      return `${alert.kind}:${alert.webhookId}`;
  }
}

/** The group it is about; null: the whole system, or a webhook. */
export function groupOfAlert(alert: Alert): string | null {
  return 'groupId' in alert ? alert.groupId : null;
}
