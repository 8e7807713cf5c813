/** The feed, as feed-ports.ts states it. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { FeedNote } from '../../src/directory/feed.ts';
import type { PlacedNote } from '../../src/ports/feed-ports.ts';
import type { Stores } from '../../src/ports/stores.ts';
import type { OpenHarness } from './harness.ts';
import { groupId } from './samples.ts';

const [EARLY, MIDDLE, LATE] = ['2026-11-21T11:55', '2026-11-21T12:00', '2026-11-21T12:05'] as const;

function note(ordinal: number, bucket: string, changes = 0): FeedNote {
  return { kind: 'user', id: groupId(ordinal), ordinal, bucket, changes, seq: 0 };
}

export function describeFeedStore(open: OpenHarness): void {
  let { feed }: Pick<Stores, 'feed'> = {} as Stores;

  beforeEach(async () => {
    ({ feed } = (await open()).instance());
  });

  async function all(from: string, through: string, top = 2): Promise<readonly PlacedNote[]> {
    const notes: PlacedNote[] = [];
    for (let after: string | null = null; ; ) {
      const page = await feed.list({ kind: 'user', from, through, after, top });
      notes.push(...page.items);
      if (page.next === undefined) return notes;
      after = page.next;
    }
  }

  describe('the feed', () => {
    it('lists notes by their buckets, page by page, of one kind', async () => {
      await feed.note([note(600, LATE)]);
      await feed.note([note(1, MIDDLE), note(2, MIDDLE), note(9_000, MIDDLE)]);
      await feed.note([note(5, EARLY)]);
      await feed.note([{ ...note(7, MIDDLE), kind: 'device' }]);
      const listed = await all(MIDDLE, LATE);
      expect(listed.map(({ ordinal }) => ordinal).sort()).toEqual([1, 2, 600, 9_000]);
      expect(listed.at(-1)).toMatchObject(note(600, LATE));
      expect((await all(EARLY, EARLY)).map(({ ordinal }) => ordinal)).toEqual([5]);
    });

    it('keeps each version of an object, and one note of each', async () => {
      for (let times = 0; times < 2; times++)
        await feed.note([note(1, MIDDLE, 3), note(1, MIDDLE, 4)]);
      expect((await all(MIDDLE, MIDDLE)).map(({ changes }) => changes)).toEqual([3, 4]);
    });

    it('forgets what is before a bucket', async () => {
      const old = Array.from({ length: 120 }, (_, ordinal) => note(ordinal, EARLY));
      await feed.note([...old, note(1, MIDDLE)].slice(0, 120));
      await feed.note([note(1, MIDDLE)]);
      while (await feed.forget('user', MIDDLE));
      expect(await all(EARLY, LATE, 1_000)).toMatchObject([note(1, MIDDLE)]);
    });
  });
}
