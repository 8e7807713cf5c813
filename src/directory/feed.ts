/**
 * The feed: notes that say which objects may have changed, and when. A note is written before the change it tells of, and is
 * no truth of its own: who reads it looks at the object. How that makes delta queries right: docs/delta.md.
 */
import type { ObjectKind } from './ordinal.ts';

const MINUTE = 60_000;

/** Notes are kept in order of time to so many milliseconds. */
const BUCKET = 5 * MINUTE;

/**
 * A reader goes back so many milliseconds before the time to which he has read: as far as clocks of instances differ, and a
 * change comes after its note, together.
 */
const MARGIN = 5 * MINUTE;

/** A change that has taken so many milliseconds since its note is noted once more. */
export const LONGEST_CHANGE = 2 * MINUTE;

/** Notes are read for a week, and kept a day longer (milliseconds). */
export const FEED_READ_FOR = 7 * 24 * 60 * MINUTE;
const FEED_KEPT_FOR = 8 * 24 * 60 * MINUTE;

/** How far a group or an object has come; both numbers only ever grow. */
export interface Version {
  /** Events of it. */
  readonly changes: number;
  /** Of a group: the newest entry of its log. 0 for users and devices. */
  readonly seq: number;
}

/** Says that an object may have changed beyond a version. */
export interface FeedNote extends Version {
  readonly kind: ObjectKind;
  readonly id: string;
  readonly ordinal: number;
  readonly bucket: string;
}

/** Before anything has happened. */
export const NO_VERSION: Version = { changes: 0, seq: 0 };

/** Whether everything of a version was there in another. */
export function isWithin(version: Version, other: Version): boolean {
  return version.changes <= other.changes && version.seq <= other.seq;
}

/** The greatest version that is within both. */
export function lowest(left: Version, right: Version): Version {
  return { changes: Math.min(left.changes, right.changes), seq: Math.min(left.seq, right.seq) };
}

/** The least version that both are within. */
export function highest(left: Version, right: Version): Version {
  return { changes: Math.max(left.changes, right.changes), seq: Math.max(left.seq, right.seq) };
}

/** The bucket of an instant: `2026-11-21T18:50`. */
export function bucketOf(instant: Date): string {
  const begins = Math.floor(instant.getTime() / BUCKET) * BUCKET;
  return new Date(begins).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}

/** The bucket so many buckets after this one; before it where `count` is negative. */
export function bucketAfter(bucket: string, count: number): string {
  return bucketOf(new Date(beginOf(bucket) + count * BUCKET));
}

/** The first instant of a bucket (milliseconds). */
export function beginOf(bucket: string): number {
  return Date.parse(`${bucket}:00Z`);
}

/** The first bucket to read for whoever has read up to an instant. */
export function firstBucketAfter(instant: Date): string {
  return bucketOf(new Date(instant.getTime() - MARGIN));
}

/** The last bucket in which notes can stand at an instant, whoever's clock it is. */
export function lastBucketAt(instant: Date): string {
  return bucketOf(new Date(instant.getTime() + MARGIN));
}

/** Notes in buckets before this one are needed by nobody. */
export function firstBucketKept(now: Date): string {
  return bucketOf(new Date(now.getTime() - FEED_KEPT_FOR));
}
