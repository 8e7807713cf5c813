import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBuckets } from '../../src/http/token-buckets.ts';

/** Takes when there is enough. */
function tries(buckets: TokenBuckets, key: string, cost: number, now: number): boolean {
  if (buckets.secondsUntil(key, now) > 0) return false;
  buckets.take(key, cost, now);
  return true;
}

const rates = fc.record({
  perSecond: fc.integer({ min: 1, max: 50 }),
  burst: fc.integer({ min: 10, max: 200 }),
});
const requests = fc.array(
  fc.record({ pause: fc.integer({ min: 0, max: 3_000 }), cost: fc.integer({ min: 1, max: 10 }) }),
  { minLength: 1, maxLength: 200 },
);

describe('a bucket', () => {
  it('never gives more in any span of time than the burst and what the rate adds', () => {
    void fc.assert(
      fc.property(rates, requests, (rate, some) => {
        const buckets = new TokenBuckets(rate);
        const taken: { readonly at: number; readonly cost: number }[] = [];
        let now = 1_000_000;
        for (const { pause, cost } of some) {
          now += pause;
          if (tries(buckets, 'a', cost, now)) taken.push({ at: now, cost });
        }
        for (const [first, { at: from }] of taken.entries()) {
          let units = 0;
          for (const { at, cost } of taken.slice(first)) {
            units += cost;
            const most = rate.burst + ((at - from) / 1_000) * rate.perSecond;
            // The last one may take more than there is.
            expect(units).toBeLessThanOrEqual(most + cost - 1 + 1e-6);
          }
        }
      }),
    );
  });

  it('has enough for whoever comes back after the time that was named', () => {
    void fc.assert(
      fc.property(rates, requests, (rate, some) => {
        const buckets = new TokenBuckets(rate);
        let now = 0;
        for (const { pause, cost } of some) {
          now += pause;
          now += Math.ceil(buckets.secondsUntil('a', now)) * 1_000;
          expect(tries(buckets, 'a', cost, now)).toBe(true);
        }
      }),
    );
  });

  it('lets through what costs more than there is, and is in debt then', () => {
    const buckets = new TokenBuckets({ perSecond: 10, burst: 20 });
    expect(tries(buckets, 'a', 50, 0)).toBe(true);
    expect(buckets.secondsUntil('a', 0)).toBeCloseTo(3.1);
    expect(tries(buckets, 'a', 1, 3_000)).toBe(false);
    expect(tries(buckets, 'a', 50, 3_100)).toBe(true);
  });

  it('lets nobody starve who asks for much beside those who ask for little', () => {
    const buckets = new TokenBuckets({ perSecond: 10, burst: 10 });
    let served = 0;
    // Thirty little ones a second, and in between one that costs five.
    for (let at = 0; at < 60_000; at += 33) {
      tries(buckets, 'a', 1, at);
      if (at % 990 === 0 && tries(buckets, 'a', 5, at + 7)) served++;
    }
    expect(served).toBeGreaterThan(3);
  });

  it('gains nothing when the clock is set back', () => {
    const buckets = new TokenBuckets({ perSecond: 10, burst: 20 });
    buckets.take('a', 20, 60_000);
    expect(tries(buckets, 'a', 1, 0)).toBe(false);
  });

  it('is one for each caller', () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 5 });
    buckets.take('a', 5, 0);
    expect(tries(buckets, 'a', 1, 0)).toBe(false);
    expect(tries(buckets, 'b', 5, 0)).toBe(true);
  });
});

describe('the buckets of many callers', () => {
  it('are forgotten when they would be full again', () => {
    const buckets = new TokenBuckets({ perSecond: 10, burst: 20 });
    for (let caller = 0; caller < 1_000; caller++) buckets.take(`caller ${caller}`, 20, 0);
    expect(buckets.size).toBe(1_000);
    buckets.take('another', 1, 2_000);
    expect(buckets.size).toBe(1);
  });

  it('are never more than the limit, and those used last are kept', () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 100 }, 50);
    for (let caller = 0; caller < 500; caller++) {
      buckets.take('busy', 1, caller);
      buckets.take(`caller ${caller}`, 100, caller);
      expect(buckets.size).toBeLessThanOrEqual(50);
    }
    expect(tries(buckets, 'busy', 1, 500)).toBe(false);
    expect(tries(buckets, 'caller 499', 1, 500)).toBe(false);
  });
});
