/**
 * How much everybody may ask for: a bucket a caller, filled at a steady rate up to the burst. In memory, so each instance
 * counts for itself; a bucket that would be full again is forgotten, and there are never more than `most`.
 */

export interface Rate {
  /** Units a second. */
  readonly perSecond: number;
  /** Units that may be used at once after a pause; at least one. */
  readonly burst: number;
}

interface Bucket {
  readonly units: number;
  /** Milliseconds of the clock when it held them. */
  readonly at: number;
}

/** Of callers that are remembered at once. */
const MOST_BUCKETS = 10_000;

export class TokenBuckets {
  readonly #rate: Rate;
  readonly #most: number;
  /** The one used longest ago first. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, most: number = MOST_BUCKETS) {
    this.#rate = rate;
    this.#most = most;
  }

  /** Buckets that are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Seconds until the bucket of `key` holds a unit, 0 when it does. `now`: milliseconds. */
  secondsUntil(key: string, now: number): number {
    return Math.max(0, 1 - this.#unitsOf(key, now)) / this.#rate.perSecond;
  }

  /**
   * Takes the units, also more than there are: the next has to wait for them. Were they to be there first, whoever asks for
   * little at a time would always come before whoever asks for much.
   */
  take(key: string, cost: number, now: number): void {
    const units = this.#unitsOf(key, now) - cost;
    this.#buckets.delete(key);
    this.#buckets.set(key, { units, at: now });
    this.#forget(now);
  }

  #unitsOf(key: string, now: number): number {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return this.#rate.burst;
    // A clock that was set back fills nothing.
    const seconds = Math.max(0, now - bucket.at) / 1_000;
    return Math.min(this.#rate.burst, bucket.units + seconds * this.#rate.perSecond);
  }

  /** Those that are full again say nothing; beyond the limit the ones used longest ago go, too. */
  #forget(now: number): void {
    for (const key of this.#buckets.keys()) {
      const isFull = this.#unitsOf(key, now) >= this.#rate.burst;
      if (!isFull && this.#buckets.size <= this.#most) return;
      this.#buckets.delete(key);
    }
  }
}
