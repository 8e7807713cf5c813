/** What an instance says of itself to those who run it. */
import type { Context } from '../membership/context.ts';
import type { Instruments } from '../telemetry/instruments.ts';
import { type Gauge, writeMetrics } from '../telemetry/metrics.ts';
import type { Clock } from '../util/clock.ts';
import { readFleetGauges } from './fleet-gauges.ts';
import { checkHealth, type Health, type HealthSettings } from './health.ts';

/** Whoever asks more often gets the same answer: probes and scrapers must not be a burden of their own. */
const FRESH_MILLISECONDS = 5_000;

export interface MonitorParts {
  readonly context: Context;
  readonly settings: HealthSettings;
  readonly instruments: Instruments;
}

export class Monitor {
  readonly #instruments: Instruments;
  readonly #health: Kept<Health>;
  readonly #fleet: Kept<readonly Gauge[]>;

  constructor({ context, settings, instruments }: MonitorParts) {
    this.#instruments = instruments;
    const since = context.clock.now();
    this.#health = new Kept(context.clock, () => checkHealth(context, { settings, since }));
    this.#fleet = new Kept(context.clock, () => readFleetGauges(context));
  }

  /** Never rejects for what is wrong: it says so. At most a few seconds old. */
  health(): Promise<Health> {
    return this.#health.read();
  }

  /** Prometheus' text format. Rejects when storage can't be asked. */
  async metrics(): Promise<string> {
    const fleet = await this.#fleet.read();
    return writeMetrics([...Object.values(this.#instruments), ...fleet]);
  }
}

/** Something that is worked out at most every few seconds, and once for all who ask meanwhile. */
class Kept<T> {
  readonly #clock: Clock;
  readonly #work: () => Promise<T>;
  #kept: { readonly at: number; readonly value: Promise<T> } | null = null;

  constructor(clock: Clock, work: () => Promise<T>) {
    this.#clock = clock;
    this.#work = work;
  }

  read(): Promise<T> {
    const now = this.#clock.now().getTime();
    const age = this.#kept === null ? Number.POSITIVE_INFINITY : Math.abs(now - this.#kept.at);
    if (this.#kept === null || age > FRESH_MILLISECONDS)
      this.#kept = { at: now, value: this.#work() };
    return this.#kept.value;
  }
}
