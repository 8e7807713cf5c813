/** Waiting until a host has nothing left to do: no message visible, in work or hidden for a retry, no timer running. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueListener } from './queue-listener.ts';
import type { TimerListener } from './timer-listener.ts';

export interface Listeners {
  readonly queues: readonly QueueListener[];
  readonly timers: readonly TimerListener[];
}

const LOOK_EVERY = 20;

/** Rejects, naming what is still busy, when that takes longer than `timeout` milliseconds. Paused queues do not count. */
export async function waitUntilIdle(listeners: Listeners, timeout: number): Promise<void> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const busy = await findBusy(listeners);
    if (busy === undefined) return;
    if (Date.now() > deadline) {
      throw new Error(`The host is not idle after ${timeout} ms: ${busy} still has work.`);
    }
    await sleep(LOOK_EVERY);
  }
}

/**
 * The name of something that has work. A message may travel from one queue to another while they are looked at one by
 * one, so what was taken meanwhile counts as work.
 */
async function findBusy({ queues, timers }: Listeners): Promise<string | undefined> {
  const timer = timers.find((each) => each.isRunning);
  if (timer) return timer.functionName;
  const active = queues.filter((queue) => !queue.paused);
  const before = active.map((queue) => queue.taken);
  for (const queue of active) if (await queue.isBusy()) return queue.functionName;
  for (const queue of active) {
    if (!(await queue.hasVisibleMessage())) continue;
    queue.wake();
    return queue.functionName;
  }
  for (const queue of active) if (await queue.isBusy()) return queue.functionName;
  return active.find((queue, index) => queue.taken !== before[index])?.functionName;
}
