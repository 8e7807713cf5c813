/** Answers that are kept for requests that may be sent again (docs/limits.md). */
import type { Stamped } from './ports.ts';

/** What was answered, without the headers that stand on every answer. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface IdempotencyRecord {
  /** What was asked: another request with the same key is refused. */
  readonly request: string;
  /** Who does it, a fresh id each time. */
  readonly claim: string;
  /** Until when whoever does it is believed to be alive (ISO). */
  readonly claimedUntil: string;
  /** Null while it is being done. */
  readonly answer: KeptAnswer | null;
  /** When it is forgotten (ISO). */
  readonly expires: string;
}

/** A record whose time is over. */
export interface ExpiredRecord {
  readonly id: string;
  readonly etag: string;
}

/** Records by an id of any length and characters. */
export interface IdempotencyStore {
  /** Answers the ETag; null when there is one already. */
  insert(id: string, record: IdempotencyRecord): Promise<string | null>;
  read(id: string): Promise<Stamped<IdempotencyRecord> | null>;
  /** If-Match. Answers the new ETag; null when it was written since, or is gone. */
  replace(id: string, record: Stamped<IdempotencyRecord>): Promise<string | null>;
  /** If-Match; nothing happens when it was written since, or is gone. */
  remove(id: string, etag: string): Promise<void>;
  listExpired(now: string): Promise<readonly ExpiredRecord[]>;
}
