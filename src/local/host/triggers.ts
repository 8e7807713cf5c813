/** The queue and timer triggers of the registered functions, as listeners that are not started yet. */
import { resolveSettings } from './app-settings.ts';
import type { Binding } from './core-types.ts';
import type { RegisteredFunction } from './function-registry.ts';
import type { HostSettings } from './host-settings.ts';
import type { Listeners } from './idle.ts';
import { QueueListener } from './queue-listener.ts';
import { type EventRunner, queueAddress } from './run-event.ts';
import { TimerListener } from './timer-listener.ts';
import type { TimerMonitor } from './timer-monitor.ts';
import { parseSchedule } from './timer-schedule.ts';

/** Throws a sentence when a schedule, a setting or a connection is wrong. */
export function createListeners(
  runner: EventRunner,
  functions: readonly RegisteredFunction[],
  { settings, monitor }: { readonly settings: HostSettings; readonly monitor: TimerMonitor },
): Listeners {
  const timeZone = process.env.WEBSITE_TIME_ZONE ?? process.env.TZ ?? 'UTC';
  const queues = triggersOf(functions, 'queueTrigger').map(
    ({ binding, ...trigger }) =>
      new QueueListener({
        ...trigger,
        runner,
        address: queueAddress(binding, runner.environment),
        settings: settings.queues,
      }),
  );
  const timers = triggersOf(functions, 'timerTrigger').map(({ binding, ...trigger }) => {
    const schedule = resolveSettings(binding.schedule ?? '', runner.environment);
    return new TimerListener({
      ...trigger,
      runner,
      schedule: parseSchedule(schedule, timeZone || 'UTC'),
      monitor,
      runOnStartup: binding.runOnStartup === true,
    });
  });
  return { queues, timers };
}

export interface Trigger {
  readonly registered: RegisteredFunction;
  readonly bindingName: string;
  readonly binding: Binding;
}

/** The triggers of one type, with the functions they belong to. */
export function triggersOf(functions: readonly RegisteredFunction[], type: string): Trigger[] {
  return functions.flatMap((registered) =>
    Object.entries(registered.metadata.bindings)
      .filter(([, binding]) => binding.type === type)
      .map(([bindingName, binding]) => ({ registered, bindingName, binding })),
  );
}

/** Function names are told apart without regard to case. */
export function isNamed(name: string, asked: string): boolean {
  return name.toLowerCase() === asked.toLowerCase();
}
