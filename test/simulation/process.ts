/** A process of the application: what it holds in memory goes with it when it is killed. */

/** A message in a queue, or in work. */
export interface Message {
  readonly queue: string;
  readonly text: string;
  /** How often its work has failed. */
  failures: number;
}

/** Where a process is stopped. */
export interface Stop {
  readonly reached: Promise<void>;
  /** Lets it go on, for so many calls before it is killed; null: to the end. */
  readonly go: (lives: number | null) => void;
}

export class Process {
  /** Rejects when the process is killed; whoever waits for its work waits for this as well. */
  readonly death: Promise<never>;
  /** How far its clock is ahead of the world's, in milliseconds. */
  skew = 0;
  /** How many calls there had been when it began what it has in hand. */
  began = 0;
  /** What a worker has in hand. */
  message: Message | null = null;
  isDead = false;
  #die: (reason: Error) => void = () => {};
  /** Which call it stops before, and how many it makes after that before it dies; null: it does not. */
  #stopsBefore: ((name: string) => boolean) | null = null;
  #callsToDeath: number | null = null;
  #stopped: Promise<void> | null = null;
  #reach: () => void = () => {};

  constructor() {
    this.death = new Promise((_, reject) => {
      this.#die = reject;
    });
    this.death.catch(() => {});
  }

  /** From here on nothing it began goes on: calls that are not made are never made, answers never arrive. */
  kill(): void {
    this.isDead = true;
    this.#die(new Error('The process was killed.'));
  }

  /** Lets it make so many calls more. */
  stopAfter(calls: number): Stop {
    let left = calls;
    return this.stopBefore(() => left-- === 0);
  }

  /** Stops it before the first call of such a name (`table.verb`), which then waits for `go`. */
  stopBefore(matches: (name: string) => boolean): Stop {
    this.#stopsBefore = matches;
    let release = () => {};
    const stopped = new Promise<void>((go) => {
      release = go;
    });
    const reached = new Promise<void>((reach) => {
      this.#reach = () => {
        this.#stopsBefore = null;
        this.#stopped = stopped;
        reach();
      };
    });
    const go = (lives: number | null) => {
      this.#stopped = null;
      this.#callsToDeath = lives;
      release();
    };
    return { reached, go };
  }

  /** Called before every call: something to wait for, if it is to wait. */
  beforeCall(name: string): Promise<unknown> | null {
    if (this.#stopped === null && this.#stopsBefore?.(name)) this.#reach();
    if (this.#stopped !== null) return this.#stopped.then(() => this.beforeCall(name));
    if (this.#callsToDeath === null) return null;
    if (this.#callsToDeath-- <= 0) this.kill();
    return this.isDead ? new Promise(() => {}) : null;
  }

  /** Some of its work, which ends early when it is killed. */
  async run(work: () => Promise<unknown>): Promise<void> {
    await Promise.race([work(), this.death]);
  }
}
