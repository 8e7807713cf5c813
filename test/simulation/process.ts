/** A process of the application: what it holds in memory goes with it when it is killed. */

/** A message in a queue, or in work. */
export interface Message {
  readonly queue: string;
  readonly text: string;
  /** How often its work has failed. */
  failures: number;
}

export class Process {
  /** Rejects when the process is killed; whoever waits for its work waits for this as well. */
  readonly death: Promise<never>;
  /** How far its clock is ahead of the world's, in milliseconds. */
  skew = 0;
  /** What a worker has in hand. */
  message: Message | null = null;
  isDead = false;
  #die: (reason: Error) => void = () => {};

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

  /** Some of its work, which ends early when it is killed. */
  async run(work: () => Promise<unknown>): Promise<void> {
    await Promise.race([work(), this.death]);
  }
}
