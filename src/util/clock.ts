/** The present, passed in: every reading of time goes through one of these, so that tests and the simulator decide what time it is. */
export interface Clock {
  now(): Date;
}
