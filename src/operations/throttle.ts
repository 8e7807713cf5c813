/**
 * Whether a request is served now: a caller may use so many units a second, all callers together four times as many, and
 * so many requests are worked on at once (docs/limits.md). Everything is counted in this process: with several instances
 * each allows as much.
 */
import type { Caller } from '../access/caller.ts';
import type { HttpRequest } from '../http/messages.ts';
import { type Rate, TokenBuckets } from '../http/token-buckets.ts';
import { Turnstile } from '../http/turnstile.ts';
import type { Clock } from '../util/clock.ts';
import { RequestError } from '../util/errors.ts';
import { isBatch, isFree } from './costs.ts';
import type { Operation } from './operation.ts';

export interface RequestLimits extends Rate {
  /** Requests that are worked on at the same time; three times as many may wait. */
  readonly atOnce: number;
}

/** What all callers of an instance may use together, as a multiple of what one may. */
const ALL_CALLERS = 4;
/** Requests that wait for one that is worked on. */
const WAITING = 3;
const ALL = 'all';

export class Throttle {
  readonly #callers: TokenBuckets;
  readonly #addresses: TokenBuckets;
  readonly #all: TokenBuckets;
  readonly #turnstile: Turnstile;
  readonly #isLimited: boolean;
  readonly #clock: Clock;

  /** `perSecond` 0: callers are not limited, only how much is worked on at once. */
  constructor({ perSecond, burst, atOnce }: RequestLimits, clock: Clock) {
    this.#callers = new TokenBuckets({ perSecond, burst });
    this.#addresses = new TokenBuckets({ perSecond, burst });
    this.#all = new TokenBuckets({
      perSecond: ALL_CALLERS * perSecond,
      burst: ALL_CALLERS * burst,
    });
    this.#turnstile = new Turnstile(atOnce, WAITING * atOnce);
    this.#isLimited = perSecond > 0;
    this.#clock = clock;
  }

  /** Takes what a request costs from the bucket of its caller, or of where it comes from. Throws RequestError 429. */
  charge(caller: Caller | null, request: HttpRequest, cost: number): void {
    if (!this.#isLimited || cost === 0) return;
    const now = this.#clock.now().getTime();
    // Whoever has no token gets no work done.
    if (caller === null) draw(Math.min(cost, 1), now, [[this.#addresses, addressOf(request)]]);
    else
      draw(cost, now, [
        [this.#callers, caller.id],
        [this.#all, ALL],
      ]);
  }

  /** Does the work of an operation when it is its turn. Throws RequestError 429 when too many wait already. */
  async pass<T>(operation: Operation, work: () => Promise<T>): Promise<T> {
    // What a batch hands out comes here by itself; if it held a place meanwhile, batches could wait for each other.
    // A probe that is refused would have the instance taken out for being busy.
    if (isBatch(operation) || isFree(operation)) return work();
    if (this.#turnstile.isFull) throw tooMany('The server is busy with other requests.', 1);
    return this.#turnstile.pass(work);
  }
}

/** Takes from all of the buckets, or from none when one of them has too little. */
function draw(
  cost: number,
  now: number,
  buckets: readonly (readonly [buckets: TokenBuckets, key: string])[],
): void {
  const waits = buckets.map(([some, key]) => some.secondsUntil(key, now));
  const seconds = Math.ceil(Math.max(...waits));
  if (seconds > 0) throw tooMany('This caller has sent too many requests.', seconds);
  for (const [some, key] of buckets) some.take(key, cost, now);
}

/**
 * The last address of the list is the one that the proxy nearest to us saw; those before it are what it was told. Azure writes
 * the port behind it, which is another for each connection.
 */
function addressOf({ headers }: HttpRequest): string {
  const addresses = headers.get('x-forwarded-for')?.split(',') ?? [];
  const address = addresses.at(-1)?.trim().slice(0, 64) ?? '';
  return /^(?:[\d.]+|\[[\da-f:.]+\])(?=:\d+$)/i.exec(address)?.[0] ?? address;
}

function tooMany(reason: string, seconds: number): RequestError {
  const message = `${reason} Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`;
  return new RequestError({
    status: 429,
    code: 'TooManyRequests',
    message,
    headers: { 'Retry-After': String(seconds) },
  });
}
