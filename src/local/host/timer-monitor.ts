/**
 * Remembers, in a file, when each timer is due next, so that a run missed while no host was there is made up for at the
 * next start, as the real host does.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Schedule } from './timer-schedule.ts';

const MINUTE = 60_000;

export class TimerMonitor {
  readonly #file: string | undefined;
  #due: Readonly<Record<string, string>>;

  /** Without a file nothing is remembered. */
  constructor(file: string | undefined) {
    this.#file = file;
    this.#due = file === undefined ? {} : readDue(file);
  }

  /** Whether an occurrence has passed since the timer was last planned. */
  isPastDue(functionName: string): boolean {
    const due = this.#due[functionName];
    return due !== undefined && Date.parse(due) < Date.now();
  }

  /** Schedules of less than a minute are not made up for, so they are not remembered. */
  remember(functionName: string, next: Date, schedule: Schedule): void {
    const following = schedule(next);
    if (this.#file === undefined || !following) return;
    if (following.getTime() - next.getTime() < MINUTE) return;
    this.#due = { ...this.#due, [functionName]: next.toISOString() };
    writeFileSync(this.#file, `${JSON.stringify(this.#due, null, 2)}\n`);
  }
}

function readDue(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {};
  try {
    const due: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const entries = typeof due === 'object' && due !== null ? Object.entries(due) : [];
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  } catch {
    // Half written when the machine went down: the timers then keep to their schedules.
    return {};
  }
}
