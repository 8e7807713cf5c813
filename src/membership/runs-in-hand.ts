/** As many as a message holds: the first of them takes all others that wait into its run. */
const MOST_WOKEN = 16;

/** How long a group may wait for the end of another run before it gets its own beside it. */
const LONGEST_WAIT_MILLISECONDS = 60_000;

/**
 * Whether this instance is at work on runs just now, and the groups that need a run of their own meanwhile: they wait until
 * it has nothing of that kind in hand, and share the next reading of the directory. In memory only, and only for thrift: a
 * waiting group stays announced, so that the sweeper brings it if the instance dies.
 */
export class RunsInHand {
  #count = 0;
  /** Since when each has been waiting. */
  readonly #waiting = new Map<string, number>();

  /**
   * Whether the group had better wait, to be looked at again when nothing is in hand any more; false when nothing is, and
   * when it has waited long enough.
   */
  hasToWait(groupId: string, now: Date): boolean {
    if (this.#count === 0) return false;
    const since = this.#waiting.get(groupId) ?? now.getTime();
    this.#waiting.set(groupId, since);
    return now.getTime() - since <= LONGEST_WAIT_MILLISECONDS;
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
      const waiting = [...this.#waiting.keys()].slice(0, MOST_WOKEN);
      if (this.#count === 0 && waiting.length > 0) {
        this.#waiting.clear();
        await ask(waiting);
      }
    }
  }
}
