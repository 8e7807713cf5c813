/** The verbs of previews, as preview-ports.ts states them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { Preview, PreviewRange, PreviewStore } from '../../src/ports/preview-ports.ts';
import type { OpenHarness } from './harness.ts';
import { groupId, TIME } from './samples.ts';

const ID = groupId(1);
const OTHER = groupId(2);

function samplePreview(changes: Partial<Preview> = {}): Preview {
  return {
    id: ID,
    callerId: 'user 1',
    groupId: groupId(9),
    rule: 'user.city -eq "Köln"',
    scope: 'user',
    status: 'running',
    created: TIME,
    lastRead: TIME,
    rangeBlocks: 8,
    highWater: { user: 9_000, device: 268_435_456 },
    sample: { objects: 500, additions: 3, removals: 2, unchanged: 1 },
    outcome: null,
    failures: 0,
    error: null,
    ...changes,
  };
}

function sampleRange(range: number): PreviewRange {
  return {
    range,
    members: OrdinalSet.of([range * 4_096, range * 4_096 + 7]),
    guests: OrdinalSet.of([range * 4_096]),
    disabled: new OrdinalSet(),
    unread: OrdinalSet.of([range * 4_096 + 9]),
  };
}

export function describePreviewStores(open: OpenHarness): void {
  let previews: PreviewStore;

  beforeEach(async () => {
    ({ previews } = (await open()).instance());
  });

  describe('previews', () => {
    it('are kept, and written only as they were read', async () => {
      expect(await previews.insert(samplePreview())).toBe(true);
      expect(await previews.insert(samplePreview())).toBe(false);
      expect(await previews.read(OTHER)).toBeNull();
      const read = await previews.read(ID);
      expect(read?.value).toEqual(samplePreview());
      const etag = read?.etag ?? '';
      const value = samplePreview({ status: 'cancelled' });
      expect(await previews.replace({ value, etag })).toBe(true);
      expect(await previews.replace({ value: samplePreview(), etag })).toBe(false);
      await previews.insert(samplePreview({ id: OTHER }));
      const listed = await previews.list();
      expect(listed.map(({ id, status }) => [id, status])).toEqual([
        [ID, 'cancelled'],
        [OTHER, 'running'],
      ]);
    });

    it('keep what was found, range by range', async () => {
      for (const range of [2, 0, 300, 2]) await previews.writeRange(ID, sampleRange(range));
      await previews.writeRange(OTHER, sampleRange(1));
      expect(await previews.readDone(ID)).toEqual([0, 2, 300]);
      expect(await previews.readRanges(ID)).toEqual([0, 2, 300].map(sampleRange));
    });

    it('keep the lists of a diff under its hash, empty ones too', async () => {
      const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];
      const some = OrdinalSet.of([1, 70_000]);
      await previews.writeList(ID, { diffHash: first, list: 'additions' }, some);
      await previews.writeList(ID, { diffHash: first, list: 'removals' }, new OrdinalSet());
      const read = (diffHash: string, list: 'additions' | 'removals' | 'unchanged') =>
        previews.readList(ID, { diffHash, list });
      expect(await read(first, 'additions')).toEqual(some);
      expect(await read(first, 'removals')).toEqual(new OrdinalSet());
      expect(await read(first, 'unchanged')).toBeNull();
      expect(await read(second, 'additions')).toBeNull();
    });

    it('are removed with all that was found, and found themselves by what is left of them', async () => {
      await previews.insert(samplePreview());
      for (let range = 0; range < 120; range++) await previews.writeRange(ID, sampleRange(range));
      await previews.writeRange(OTHER, sampleRange(0));
      expect([...(await previews.listIds())].sort()).toEqual([ID, OTHER]);
      await previews.remove(ID);
      expect(await previews.listIds()).toEqual([OTHER]);
      await previews.remove(ID);
      await previews.remove(OTHER);
      expect(await previews.listIds()).toEqual([]);
    });
  });
}
