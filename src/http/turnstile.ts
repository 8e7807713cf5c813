/**
 * Lets some through at once and some wait for their turn; whoever comes when the waiting room is full is told so. It keeps
 * requests from taking the time of the process from the queues it also serves.
 */
export class Turnstile {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(atOnce: number, mostWaiting: number) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  /** Whether another would be turned away. */
  get isFull(): boolean {
    return this.#inside >= this.#atOnce && this.#waiting.length >= this.#mostWaiting;
  }

  /** Does the work when it is its turn. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside < this.#atOnce) this.#inside++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes to the next who waits; nobody can slip in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#inside--;
      else next();
    }
  }
}
