/** Writes down for all to add up what this instance measured: the histogram of `muster_change_visible_seconds`, by the hour. */
import type { LatencyStore } from '../ports/latency-ports.ts';
import type { Histogram } from '../telemetry/metrics.ts';
import type { Clock } from '../util/clock.ts';

/** Written at most so often (milliseconds). */
const EVERY = 10_000;

export class LatencyRecorder {
  readonly #store: LatencyStore;
  readonly #histogram: Histogram;
  readonly #clock: Clock;
  readonly #instance: string;
  #hour = '';
  /** The counts when the hour began, and those that were written last. */
  #before: readonly number[] = [];
  #written: readonly number[] = [];
  #last = Number.NEGATIVE_INFINITY;

  constructor(parts: {
    readonly store: LatencyStore;
    readonly histogram: Histogram;
    readonly clock: Clock;
    readonly instance: string;
  }) {
    this.#store = parts.store;
    this.#histogram = parts.histogram;
    this.#clock = parts.clock;
    this.#instance = parts.instance;
  }

  /** Writes what is new, unless it was written a moment ago; what is lost with the process is no more than a moment. */
  async flush(): Promise<void> {
    const now = this.#clock.now();
    const counts = this.#histogram.counts();
    const isNew = counts.some((count, at) => count !== (this.#written[at] ?? 0));
    if (!isNew || Math.abs(now.getTime() - this.#last) < EVERY) return;
    const hour = `${now.toISOString().slice(0, 'yyyy-mm-ddThh'.length)}:00:00.000Z`;
    if (hour !== this.#hour) this.#before = this.#written;
    this.#hour = hour;
    this.#last = now.getTime();
    const { bounds } = this.#histogram;
    await this.#store.write({
      hour,
      instance: this.#instance,
      counts: counts.map((count, at) => ({
        bound: bounds[at] ?? null,
        changes: count - (this.#before[at] ?? 0),
      })),
    });
    this.#written = counts;
  }
}
