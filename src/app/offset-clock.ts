import type { Clock } from '../util/clock.ts';
import { type Environment, readSettings } from './settings.ts';

const MINUTE = 60_000;

/**
 * The clock of the machine; in the local run moved by MUSTER_CLOCK_OFFSET_MINUTES, so that what happens after a day can be
 * seen today. The offset is read each time: it may change while the program runs. Anywhere else it counts for nothing.
 */
export function offsetClock(environment: Environment): Clock {
  const { isLocal } = readSettings(environment);
  return {
    now: () => {
      const offset = isLocal ? Number(environment.MUSTER_CLOCK_OFFSET_MINUTES ?? 0) : 0;
      return new Date(Date.now() + (Number.isFinite(offset) ? offset * MINUTE : 0));
    },
  };
}
