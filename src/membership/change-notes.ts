/**
 * Notes in the feed what is about to change (docs/delta.md). A note stands before the change is made: whoever dies between
 * them has noted too much, never too little. A change that took long is noted once more, because readers do not go back
 * for ever.
 */
import {
  bucketOf,
  type FeedNote,
  isWithin,
  LONGEST_CHANGE,
  lowest,
  type Version,
} from '../directory/feed.ts';
import type { FeedStore } from '../ports/feed-ports.ts';
import type { Clock } from '../util/clock.ts';

/** What is about to change: an object, as it stands before. */
export type ToChange = Omit<FeedNote, 'bucket'>;

/** The notes of one instance. It remembers those of groups, which change often: in a bucket one note of each is enough. */
export class ChangeNotes {
  readonly #feed: FeedStore;
  readonly #clock: Clock;
  #bucket = '';
  #groups = new Map<string, Version>();

  constructor(feed: FeedStore, clock: Clock) {
    this.#feed = feed;
    this.#clock = clock;
  }

  /** Notes some objects of one kind, then has them changed. */
  async around<T>(objects: readonly ToChange[], change: () => Promise<T>): Promise<T> {
    if (objects.length === 0) return change();
    const noted = this.#clock.now();
    await this.#note(objects, noted);
    try {
      return await change();
    } finally {
      const now = this.#clock.now();
      if (now.getTime() - noted.getTime() > LONGEST_CHANGE) await this.#note(objects, now);
    }
  }

  async #note(objects: readonly ToChange[], now: Date): Promise<void> {
    const bucket = bucketOf(now);
    if (bucket !== this.#bucket) this.#groups = new Map();
    this.#bucket = bucket;
    const groups = this.#groups;
    const unknown = objects.filter(({ id, changes, seq }) => {
      const known = groups.get(id);
      return known === undefined || !isWithin(known, { changes, seq });
    });
    if (unknown.length === 0) return;
    await this.#feed.note(unknown.map((object) => ({ ...object, bucket })));
    for (const { kind, id, changes, seq } of unknown) {
      const version = { changes, seq };
      if (kind === 'group') groups.set(id, lowest(groups.get(id) ?? version, version));
    }
  }
}
