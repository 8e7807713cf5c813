/** The keys of the feed. */
import type { FeedNote } from '../directory/feed.ts';

/** The notes of a bucket, whose objects have this digit. */
export function feedPartition(kind: string, bucket: string, digit: string): string {
  return `${kind}-${bucket}-${digit}`;
}

/** The partitions of the notes of some buckets, both ends included. */
export function feedPartitions(
  kind: string,
  from: string,
  through: string,
): { readonly first: string; readonly last: string } {
  return { first: `${kind}-${from}`, last: `${kind}-${through}-~` };
}

export function feedRowKey({ bucket, id, changes, seq }: FeedNote, digit: string): string {
  return `${bucket}_${digit}_${id}_${decimal(changes)}_${decimal(seq)}`;
}

function decimal(number: number): string {
  return number.toString().padStart(12, '0');
}
