/**
 * Two at a time: one process is stopped before each of its calls in turn, another does something in the meantime, and the
 * first goes on. So every place is tried at which the first can be slow, whatever its calls are.
 */
import type { Context } from '../../src/membership/context.ts';
import { checkEverything, Stage } from './stage.ts';

export interface Meeting<T> {
  /** What there is to begin with. */
  readonly prepare: (stage: Stage) => Promise<T>;
  /** What the slow process does. */
  readonly slow: (context: Context, about: T) => Promise<unknown>;
  readonly meanwhile: (stage: Stage, about: T) => Promise<unknown>;
  /** When the slow process is done, before the sweeper puts right what it can. */
  readonly afterwards?: (stage: Stage, about: T) => Promise<unknown>;
  /** The slow process may also be killed, so many calls after it went on; none unless said. */
  readonly lives?: readonly number[];
}

const MOST_CALLS = 400;

/** Tries every place. Answers how many there were; throws for the first after which something is wrong. */
export async function meetEverywhere<T>(meeting: Meeting<T>): Promise<number> {
  let places = 0;
  for (const lives of [null, ...(meeting.lives ?? [])]) {
    for (let calls = 0; await meet(meeting, { calls, lives }); calls++) {
      if (calls > MOST_CALLS) throw new Error('The slow process does not come to an end.');
      places++;
    }
  }
  return places;
}

interface Place {
  /** Calls of the slow process before it is stopped. */
  readonly calls: number;
  /** Calls after that before it is killed; null: it is not. */
  readonly lives: number | null;
}

/** False when the slow process was done before that place. */
async function meet<T>(meeting: Meeting<T>, { calls, lives }: Place): Promise<boolean> {
  const stage = new Stage();
  const about = await meeting.prepare(stage);
  const { context, process } = stage.world.instance();
  const stop = process.stopAfter(calls);
  let isDone = false;
  const slow = process
    .run(() => meeting.slow(context, about))
    .catch(() => {})
    .finally(() => {
      isDone = true;
    });
  await Promise.race([stop.reached, slow]);
  if (isDone) return false;
  await meeting.meanwhile(stage, about);
  stop.go(lives);
  await slow;
  await meeting.afterwards?.(stage, about);
  try {
    await checkEverything(stage);
  } catch (cause) {
    const death = lives === null ? '' : `, and killed ${lives} calls later`;
    throw new Error(`Stopped after ${calls} calls${death}.`, { cause });
  }
  return true;
}
