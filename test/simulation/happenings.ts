/** What happens to the simulated system by itself: timers, lost messages, time that passes, things that break. */
import { lookAtDue } from '../../src/membership/clock-timer.ts';
import type { Context } from '../../src/membership/context.ts';
import { sweepGroups, sweepObjects, sweepRuns } from '../../src/membership/sweep.ts';
import type { World } from './world.ts';

export type Operation = (world: World, context: Context) => Promise<unknown>;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CHANGES_QUEUE = 'membership-changes';

/** The sweeper and the timer beside everything else. */
export async function sweep(world: World): Promise<void> {
  const { context, process } = world.instance();
  await process.run(() => sweepGroups(context));
  await process.run(() => sweepObjects(context));
  await process.run(() => lookAtDue(context));
}

/** As when processes die between their write and their message, or a message fails too often. */
export async function loseMessages(world: World): Promise<void> {
  world.messages.length = 0;
}

export async function letAMinutePass(world: World): Promise<void> {
  world.time += MINUTE + 1_000;
}

/** What runs left is thrown away while others still work on them, as after an outage of a day. */
export async function letADayPass(world: World): Promise<void> {
  world.time += DAY + MINUTE;
  const { context, process } = world.instance();
  await process.run(() => sweepRuns(context));
}

/** Messages about objects become one, as the sweeper and an import send them. */
export async function joinMessages(world: World): Promise<void> {
  const about = world.messages.filter(({ queue }) => queue === CHANGES_QUEUE);
  if (about.length < 2) return;
  const others = world.messages.filter(({ queue }) => queue !== CHANGES_QUEUE);
  const objects = about.flatMap(({ text }) => JSON.parse(text).objects);
  world.messages.length = 0;
  world.messages.push(...others, {
    queue: CHANGES_QUEUE,
    text: JSON.stringify({ objects: [...new Set(objects)] }),
    failures: 0,
  });
}

/** One group cannot be read or written any more. */
export async function breakSomething(world: World): Promise<void> {
  world.broken = world.random.pick(world.groupIds);
}

export async function mend(world: World): Promise<void> {
  world.broken = null;
}
