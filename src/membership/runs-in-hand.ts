/** As many as a message holds: the first of them takes all others that wait into its run. */
const MOST_WOKEN = 16;

/**
 * Whether this instance is at work on runs just now, and the groups that need a run of their own meanwhile: they wait until
 * it has nothing of that kind in hand, and share the next reading of the directory. In memory only, and only for thrift: a
 * waiting group stays announced, so that the sweeper brings it if the instance dies.
 */
export class RunsInHand {
  #count = 0;
  readonly #waiting = new Set<string>();

  get isBusy(): boolean {
    return this.#count > 0;
  }

  /** The group is to be looked at again when nothing is in hand any more. */
  wait(groupId: string): void {
    this.#waiting.add(groupId);
  }

  /** Does work for a run; the last to end asks for some of those that waited, whether it failed or not. */
  async during<T>(
    work: () => Promise<T>,
    ask: (groupIds: readonly string[]) => Promise<void>,
  ): Promise<T> {
    this.#count++;
    try {
      return await work();
    } finally {
      this.#count--;
      const waiting = [...this.#waiting].slice(0, MOST_WOKEN);
      if (!this.isBusy && waiting.length > 0) {
        this.#waiting.clear();
        await ask(waiting);
      }
    }
  }
}
