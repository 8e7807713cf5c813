import type { Clock } from '../util/clock.ts';

const MINUTE = 60_000;
const LONGEST = 16 * MINUTE;

interface Reminder {
  readonly next: number;
  readonly interval: number;
}

/**
 * When the ranges of a run that are not there may be asked for again: after a minute, then after ever longer, so that the
 * many groups that wait for one run do not each ask. Held in memory only: an instance that has forgotten asks once more,
 * which does no harm.
 */
export class RangeReminders {
  readonly #clock: Clock;
  readonly #reminders = new Map<string, Reminder>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The ranges of a run were sent just now. */
  sent(run: string): void {
    this.#reminders.set(run, { next: this.#clock.now().getTime() + MINUTE, interval: MINUTE });
  }

  /** Whether to send again; true puts the next time further off. */
  isDue(run: string): boolean {
    const now = this.#clock.now().getTime();
    const known = this.#reminders.get(run);
    if (known !== undefined && now < known.next) return false;
    const interval = known === undefined ? MINUTE : Math.min(known.interval * 2, LONGEST);
    this.#forgetOld(now);
    this.#reminders.set(run, { next: now + interval, interval });
    return true;
  }

  #forgetOld(now: number): void {
    for (const [run, { next }] of this.#reminders)
      if (next + LONGEST < now) this.#reminders.delete(run);
  }
}
