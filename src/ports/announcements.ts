/** What is announced and has to be looked at, what trying it came to, and messages that nobody understood. */

/** What looking at something has come to. */
export interface Tried {
  /** How often it has failed since it was announced or changed. */
  readonly attempts: number;
  /** Why it failed for good; null unless it did: then it waits for somebody. */
  readonly failure: string | null;
  /** Somebody has seen the failure and wants it neither shown nor tried again. */
  readonly isDiscarded: boolean;
}

/** An object that has to be looked at. Its next change forgets what was tried. */
export interface Intent extends Tried {
  readonly ordinal: number;
  /** The oldest change that has not been looked at (ISO). */
  readonly since: string;
  /** The import whose change it is; null for any other. */
  readonly importId: string | null;
}

/** A group that is announced. */
export interface Pending extends Tried {
  /** The oldest announcement (ISO). */
  readonly since: string;
}

/** The queues by which work is asked for. */
export type WorkQueue = 'membership-changes' | 'membership-runs' | 'membership-audits' | 'webhooks';

/** Every queue, with those of what failed too often. */
export const WATCHED_QUEUES = [
  'membership-changes',
  'membership-runs',
  'membership-audits',
  'webhooks',
  'membership-changes-poison',
  'membership-runs-poison',
  'membership-audits-poison',
  'webhooks-poison',
] as const;

export type WatchedQueue = (typeof WATCHED_QUEUES)[number];

/** Something that could not be understood, or not by this version, kept as it was for people to see. */
export interface KeptMessage {
  /** The message's own id where the host told it: kept twice it is one row. */
  readonly id: string;
  readonly queue: WorkQueue;
  readonly text: string;
  /** When it came (ISO). */
  readonly since: string;
  readonly attempts: number;
  readonly reason: string;
  /** Of a message of a later version: it still stands in its queue, or is to go from there the next time it comes. */
  readonly later?: 'waits' | 'discarded';
}

/** Messages that were not understood; few, read whole. */
export interface PoisonStore {
  put(message: KeptMessage): Promise<void>;
  read(id: string): Promise<KeptMessage | null>;
  list(): Promise<readonly KeptMessage[]>;
  remove(id: string): Promise<void>;
}
