import type { ProgressStore } from '../ports/ports.ts';
import type { Clock } from '../util/clock.ts';

const MINUTE = 60_000;

/** Notes that work was done, at most once a minute an instance; the delay alert measures from the newest note. */
export class ProgressRecorder {
  readonly #store: ProgressStore;
  readonly #clock: Clock;
  #noted = Number.NEGATIVE_INFINITY;

  constructor(store: ProgressStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async note(): Promise<void> {
    const now = this.#clock.now();
    if (now.getTime() - this.#noted < MINUTE) return;
    this.#noted = now.getTime();
    await this.#store.writeLastProgress(now.toISOString());
  }

  read(): Promise<string | null> {
    return this.#store.readLastProgress();
  }
}
