/** The present, passed in: every reading of time goes through one of these, so that tests and the simulator decide what time it is. */
export interface Clock {
  now(): Date;
}

/** The clock of the machine; made once, where the application is wired. */
export const systemClock: Clock = { now: () => new Date() };
