/** The storage verbs of the feed: what ports.ts says of a call holds here too. */
import type { FeedNote } from '../directory/feed.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Page } from './ports.ts';

/** Which notes. */
export interface FeedQuery {
  readonly kind: ObjectKind;
  /** Buckets, both ends included. */
  readonly from: string;
  readonly through: string;
  /** `next` of the page before; null for the first page. */
  readonly after: string | null;
  /** Notes a page, 1,000 at most. */
  readonly top: number;
}

/** A note with its place, after which a page can go on. */
export interface PlacedNote extends FeedNote {
  readonly place: string;
}

export interface FeedStore {
  /** Notes of one kind and bucket. Noted again, nothing happens. */
  note(notes: readonly FeedNote[]): Promise<void>;
  /** Notes in the order of their buckets. A page may be short, and still have a next. */
  list(query: FeedQuery): Promise<Page<PlacedNote>>;
  /** Deletes at most 1,000 of the oldest notes before a bucket; true when there may be more. */
  forget(kind: ObjectKind, before: string): Promise<boolean>;
}
