/** Something an administrator has to know of the whole system; instants are ISO texts. */
export type Alert = DelayAlert | DriftAlert;

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

/** The alerts that stand, at most one of a kind. */
export interface AlertStore {
  list(): Promise<readonly Alert[]>;
  put(alert: Alert): Promise<void>;
  remove(kind: Alert['kind']): Promise<void>;
}
