/** What is true of the whole system, measured every few minutes by one instance and read by all. */

export interface Measurement {
  /** When (ISO), as all instants here. */
  readonly measured: string;
  readonly oldestPending: string | null;
  readonly lastProgress: string | null;
  /** How long nothing that is pending could be processed. */
  readonly delayMinutes: number;
  /** Objects and groups that wait for a look. */
  readonly pendingObjects: number;
  readonly pendingGroups: number;
  /** When groups were counted: in a large directory not every time. */
  readonly groupsCounted: string;
  /** How many groups, by status; `Assigned` and `Paused` are words of our own. */
  readonly groups: Readonly<Record<GroupState, number>>;
  /** Of those that failed, how many did for good: their work was tried too often. */
  readonly failedGroups: number;
  readonly holdsOpen: number;
  /** What failed for good and waits for somebody. */
  readonly poison: Readonly<Record<PoisonKind, number>>;
}

export const GROUP_STATES = [
  'NotStarted',
  'Running',
  'Succeeded',
  'Failed',
  'Paused',
  'Assigned',
] as const;

export type GroupState = (typeof GROUP_STATES)[number];

export const POISON_KINDS = ['object', 'group', 'message'] as const;

export type PoisonKind = (typeof POISON_KINDS)[number];

export interface MeasurementStore {
  /** Null: nothing was measured yet. */
  read(): Promise<Measurement | null>;
  write(measurement: Measurement): Promise<void>;
}
