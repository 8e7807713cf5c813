/** Something an administrator has to know of the whole system; instants are ISO texts. */
export interface Alert {
  /** `delay`: nothing pending could be processed for longer than the limit; `delayWarning`: an earlier sign of it. */
  readonly kind: 'delay' | 'delayWarning';
  readonly raised: string;
  readonly oldestPending: string;
  readonly lastProgress: string | null;
  readonly limitMinutes: number;
}

/** The alerts that stand, at most one of a kind. */
export interface AlertStore {
  list(): Promise<readonly Alert[]>;
  put(alert: Alert): Promise<void>;
  remove(kind: Alert['kind']): Promise<void>;
}
