/** The verbs of kept answers, as idempotency-ports.ts states them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { IdempotencyRecord, IdempotencyStore } from '../../src/ports/idempotency-ports.ts';
import type { OpenHarness } from './harness.ts';
import { groupId, TIME } from './samples.ts';

function sampleRecord(changes: Partial<IdempotencyRecord> = {}): IdempotencyRecord {
  return {
    request: 'abc-12',
    claim: groupId(1),
    claimedUntil: '2026-03-01T08:05:00.000Z',
    answer: null,
    expires: '2026-03-02T08:00:00.000Z',
    ...changes,
  };
}

export function describeIdempotencyStores(open: OpenHarness): void {
  let first: IdempotencyStore;
  let second: IdempotencyStore;

  beforeEach(async () => {
    const harness = await open();
    first = harness.instance().idempotency;
    second = harness.instance().idempotency;
  });

  describe('kept answers', () => {
    it('are claimed by one alone, and written only as they were read', async () => {
      const id = 'user a releaseHold "/\\#?%\u0001 ключ';
      const etags = await Promise.all([
        first.insert(id, sampleRecord()),
        second.insert(id, sampleRecord()),
      ]);
      const [etag, ...others] = etags.filter((each) => each !== null);
      expect(others).toEqual([]);
      expect(await second.read(id)).toEqual({ value: sampleRecord(), etag });
      expect(await second.read(`${id} `)).toBeNull();
      const answer = { status: 200, headers: { Location: 'https://x' }, body: 'ж'.repeat(70_000) };
      const value = sampleRecord({ answer });
      const next = await first.replace(id, { value, etag: etag ?? '' });
      expect(next).not.toBeNull();
      expect(await second.replace(id, { value: sampleRecord(), etag: etag ?? '' })).toBeNull();
      expect((await second.read(id))?.value).toEqual(value);
      await second.remove(id, etag ?? '');
      expect((await second.read(id))?.value).toEqual(value);
      await second.remove(id, next ?? '');
      await second.remove(id, next ?? '');
      expect(await first.read(id)).toBeNull();
      expect(await first.replace(id, { value, etag: next ?? '' })).toBeNull();
    });

    it('are found when their time is over', async () => {
      for (let number = 0; number < 12; number++) {
        const expires = number % 2 === 0 ? '2026-03-02T08:00:00.000Z' : '2026-03-03T08:00:00.000Z';
        await first.insert(`a key ${number}`, sampleRecord({ expires }));
      }
      expect(await first.listExpired(TIME)).toEqual([]);
      const expired = await first.listExpired('2026-03-02T08:00:00.001Z');
      expect(expired.map(({ id }) => id).sort()).toEqual(
        [0, 2, 4, 6, 8, 10].map((number) => `a key ${number}`).sort(),
      );
      for (const { id, etag } of expired) await first.remove(id, etag);
      expect(await second.listExpired('2027-01-01T00:00:00.000Z')).toHaveLength(6);
    });
  });
}
