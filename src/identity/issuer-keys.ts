/** The keys of one issuer, held for a while, looked for again when a token names one that is not among them. */
import { type CryptoKey, createLocalJWKSet, type LocalJWKSet } from 'jose';
import type { Clock } from '../util/clock.ts';
import { type IssuerKey, loadKeys } from './load-keys.ts';
import { IssuerUnavailable, Refusal } from './refusal.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** Held so long without asking again: a key the issuer withdrew counts no longer than this while it can be reached. */
const FRESH = HOUR;
/** And so long while the issuer can't be reached. */
const USABLE = 24 * HOUR;
/** Between two looks for a key that is not known: tokens with made-up keys must not make us flood the issuer. */
const BETWEEN_LOOKS = 300 * SECOND;
/** After an attempt that failed. */
export const RETRY_AFTER_SECONDS = 10;

/** How a token says that it is signed. */
export interface SignedWith {
  readonly alg: string;
  readonly kid: string;
}

export interface FoundKey {
  readonly key: CryptoKey;
  /** The issuer that a key of Entra is bound to, as its `issuer` member says; null when it says nothing. */
  readonly issuer: string | null;
}

interface Held {
  readonly find: LocalJWKSet;
  readonly keys: ReadonlyMap<string, IssuerKey>;
  readonly since: number;
}

export class IssuerKeys {
  readonly #issuer: string;
  readonly #clock: Clock;
  #held: Held | null = null;
  #loading: Promise<Held> | null = null;
  #failure: { readonly error: Error; readonly at: number } | null = null;
  #lookedAt: number | null = null;

  constructor(issuer: string, clock: Clock) {
    this.#issuer = issuer;
    this.#clock = clock;
  }

  /** The key that a token is signed with. Throws Refusal when the issuer has none such, IssuerUnavailable when it can't be asked. */
  async find(signed: SignedWith): Promise<FoundKey> {
    const before = this.#held;
    const held = await this.#current();
    const isNews = held !== before;
    const known = isNews || held.keys.has(signed.kid) ? held : await this.#lookAgain(held);
    const key = known.keys.get(signed.kid);
    if (key === undefined)
      throw new Refusal('invalid', 'It is signed with a key that its issuer does not have.');
    return {
      key: await importKey(known, signed),
      issuer: typeof key.issuer === 'string' ? key.issuer : null,
    };
  }

  async #current(): Promise<Held> {
    const held = this.#held;
    if (held !== null && !this.#isPast(held.since, FRESH)) return held;
    try {
      return await this.#load();
    } catch (error) {
      if (held !== null && !this.#isPast(held.since, USABLE)) return held;
      throw error;
    }
  }

  /** The keys as they are now, unless that was asked a moment ago. */
  async #lookAgain(held: Held): Promise<Held> {
    if (this.#lookedAt !== null && !this.#isPast(this.#lookedAt, BETWEEN_LOOKS)) return held;
    const loaded = await this.#load();
    this.#lookedAt = this.#now();
    return loaded;
  }

  /** One load at a time; who comes meanwhile waits for it, who comes right after a failure gets the same. */
  #load(): Promise<Held> {
    const failed = this.#failure;
    if (failed !== null && !this.#isPast(failed.at, RETRY_AFTER_SECONDS * SECOND))
      return Promise.reject(failed.error);
    this.#loading ??= this.#read().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #read(): Promise<Held> {
    try {
      const { keys } = await loadKeys(this.#issuer);
      const held = {
        find: createLocalJWKSet({ keys: [...keys] }),
        keys: new Map(keys.map((key) => [key.kid, key])),
        since: this.#now(),
      };
      this.#held = held;
      this.#failure = null;
      return held;
    } catch (error) {
      const fault =
        error instanceof IssuerUnavailable
          ? error
          : new IssuerUnavailable(this.#issuer, 'its keys are malformed.');
      this.#failure = { error: fault, at: this.#now() };
      throw fault;
    }
  }

  /** Also when the clock was set back: a time to come is no reason to wait. */
  #isPast(since: number, span: number): boolean {
    return Math.abs(this.#now() - since) >= span;
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

/** The key made ready. Throws Refusal when it is not one for that algorithm. */
async function importKey(held: Held, signed: SignedWith): Promise<CryptoKey> {
  try {
    return await held.find({ ...signed });
  } catch {
    throw new Refusal('invalid', 'The key it names is not one for the algorithm it names.');
  }
}
