/**
 * Runs the production code one storage call at a time: every call waits for its turn, and a seeded choice says whose turn
 * it is, whether the call fails before or after its effect, and whether its process dies there.
 */
import type { EntityTable } from '../../src/storage/entity-table.ts';
import type { Random } from './random.ts';

/** What the caller sees when the simulated network or process fails. */
class SimulatedFault extends Error {}

export interface FaultRates {
  /** A call fails before it has an effect. */
  readonly before: number;
  /** A call has its effect and fails all the same. */
  readonly after: number;
}

export class Scheduler {
  readonly #random: Random;
  readonly #waiting: (() => void)[] = [];
  faults: FaultRates = { before: 0, after: 0 };
  calls = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Makes a call when its turn comes. */
  async call<T>(effect: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.calls++;
    if (this.#random.chance(this.faults.before)) throw new SimulatedFault('before the effect');
    const ambiguous = this.#random.chance(this.faults.after);
    const result = await effect();
    if (ambiguous) throw new SimulatedFault('after the effect');
    return result;
  }

  /** Gives turns until the work is done. */
  async drive(work: Promise<unknown>): Promise<void> {
    let done = false;
    const finished = work.finally(() => {
      done = true;
    });
    finished.catch(() => {});
    while (!done) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = this.#waiting.splice(this.#random.below(this.#waiting.length), 1);
      next?.();
    }
    await finished;
  }

  /** A table whose every call waits for its turn. */
  table(table: EntityTable): EntityTable {
    return {
      get: (key) => this.call(() => table.get(key)),
      query: (query) => this.call(() => table.query(query)),
      transact: (partition, actions) => this.call(() => table.transact(partition, actions)),
    };
  }
}
