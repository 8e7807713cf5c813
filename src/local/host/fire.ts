/** Running a timer or queue function by hand, whether or not it is switched on. */
import type { RegisteredFunction } from './function-registry.ts';
import type { Listeners } from './idle.ts';
import { describeError, type Log } from './log.ts';
import { type EventRunner, runEvent } from './run-event.ts';
import { isNamed, triggersOf } from './triggers.ts';

/** Starts a function by hand; undefined when no timer or queue function has that name. */
export type Fire = (functionName: string, input: unknown) => Promise<void> | undefined;

/** A queue function takes the input as its message; a timer takes none. */
export function createFire(
  runner: EventRunner,
  functions: readonly RegisteredFunction[],
  { timers }: Listeners,
): Fire {
  return (functionName, input) => {
    const timer = timers.find((each) => isNamed(each.functionName, functionName));
    if (timer) return timer.fire();
    const queue = triggersOf(functions, 'queueTrigger').find(({ registered }) =>
      isNamed(registered.metadata.name, functionName),
    );
    const text = typeof input === 'string' ? input : JSON.stringify(input ?? '');
    return (
      queue &&
      runEvent(runner, queue.registered, {
        bindingName: queue.bindingName,
        data: { string: text },
        triggerMetadata: { DequeueCount: { int: 1 } },
      })
    );
  };
}

/** Whether it was started; a failure goes to the log. */
export function fireInBackground(
  fire: Fire,
  log: Log,
  { name, input }: { readonly name: string; readonly input: unknown },
): boolean {
  const run = fire(name, input);
  run?.catch((error: unknown) => log('error', `${name}: ${describeError(error)}`));
  return run !== undefined;
}
