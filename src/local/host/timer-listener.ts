/** Runs one timer function by its schedule, never twice at a time. */
import type { RpcData } from './core-types.ts';
import type { RegisteredFunction } from './function-registry.ts';
import { describeError } from './log.ts';
import { type EventRunner, runEvent } from './run-event.ts';
import type { TimerMonitor } from './timer-monitor.ts';
import type { Schedule } from './timer-schedule.ts';

export interface TimerListenerOptions {
  readonly runner: EventRunner;
  readonly registered: RegisteredFunction;
  readonly bindingName: string;
  readonly schedule: Schedule;
  readonly runOnStartup: boolean;
  readonly monitor: TimerMonitor;
}

/** setTimeout takes no longer pauses than this; a later instant is slept for in pieces. */
const LONGEST_SLEEP = 2 ** 31 - 1;

export class TimerListener {
  readonly #options: TimerListenerOptions;
  #timeout: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #last: Date | undefined;
  #next: Date | undefined;
  #isPastDue = false;
  #stopped = false;

  constructor(options: TimerListenerOptions) {
    this.#options = options;
  }

  get functionName(): string {
    return this.#options.registered.metadata.name;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  start(): void {
    this.#isPastDue = this.#options.monitor.isPastDue(this.functionName);
    if (this.#options.runOnStartup || this.#isPastDue) this.#tick();
    else this.#plan();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timeout);
    await this.#running?.catch(() => undefined);
  }

  /** Runs the function now, after a run that is under way; rejects when the function fails. */
  async fire(): Promise<void> {
    while (this.isRunning) await this.#running?.catch(() => undefined);
    const running = this.#run().finally(() => {
      this.#running = undefined;
    });
    this.#running = running;
    await running;
  }

  #plan(): void {
    if (this.#stopped) return;
    // A clock that rings a moment early must not run the same occurrence twice.
    const after = Math.max(Date.now(), this.#next?.getTime() ?? 0);
    const { schedule, monitor } = this.#options;
    this.#next = schedule(new Date(after));
    if (this.#next) monitor.remember(this.functionName, this.#next, schedule);
    this.#sleep();
  }

  #sleep(): void {
    if (!this.#next || this.#stopped) return;
    const left = this.#next.getTime() - Date.now();
    const wake = left > LONGEST_SLEEP ? () => this.#sleep() : () => this.#tick();
    this.#timeout = setTimeout(wake, Math.min(Math.max(left, 0), LONGEST_SLEEP));
  }

  #tick(): void {
    this.fire()
      .catch((error: unknown) => {
        this.#options.runner.invoker.log('error', `${this.functionName}: ${describeError(error)}`);
      })
      .finally(() => this.#plan());
  }

  async #run(): Promise<void> {
    const { runner, registered, bindingName } = this.#options;
    const data = this.#timerData();
    this.#isPastDue = false;
    this.#last = new Date();
    await runEvent(runner, registered, { bindingName, data });
  }

  #timerData(): RpcData {
    const last = this.#last?.toISOString();
    const status = last && { Last: last, Next: this.#next?.toISOString(), LastUpdated: last };
    return {
      json: JSON.stringify({
        Schedule: { AdjustForDST: true },
        ScheduleStatus: status ?? null,
        IsPastDue: this.#isPastDue,
      }),
    };
  }
}
