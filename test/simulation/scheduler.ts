/**
 * Runs the production code one storage call at a time: every call waits for its turn, and a seeded choice says whose turn
 * it is and what goes wrong with it.
 */
import type { EntityAction, EntityTable } from '../../src/storage/entity-table.ts';
import { type Call, type Fault, type Surroundings, withFault } from './fault.ts';
import type { Process } from './process.ts';
import type { Random } from './random.ts';

/** What goes wrong with the call of a number; null: nothing. */
export type FaultPlan = (call: Call, number: number) => Fault | null;

/**
 * Whose turn is next. `even`: anybody's. `ranked`: the process with the highest rank goes on until, now and then, it loses
 * its rank: so one is stopped in the middle while others do much, which an even choice hardly ever brings about.
 */
export type Strategy = 'even' | 'ranked';

interface Waiting {
  readonly process: Process | null;
  readonly idle: boolean;
  readonly go: () => void;
}

const LONG_TIME_TURNS = 60;
const MOST_TURNS = 200_000;

export class Scheduler {
  /** Calls are made at once, one after another as they come: for what is not under test. */
  isOpen = true;
  strategy: Strategy = 'even';
  /** How often the one with the highest rank loses it. */
  losesRank = 0.06;
  plan: FaultPlan = () => null;
  /** Calls since the scheduler was closed. */
  calls = 0;
  /** Calls that nobody waits for and that have yet to have their effect. */
  detached = 0;
  readonly #random: Random;
  readonly #around: Surroundings;
  readonly #waiting: Waiting[] = [];
  readonly #ranks = new Map<Process | null, number>();

  readonly #isBroken: (partition: string | undefined) => boolean;

  constructor(
    random: Random,
    around: Pick<Surroundings, 'passTime' | 'deliverTwice'> & {
      /** Whether a partition can't be read or written now. */
      readonly isBroken: (partition: string | undefined) => boolean;
    },
  ) {
    this.#random = random;
    this.#isBroken = around.isBroken;
    this.#around = {
      ...around,
      linger: () => this.#linger(),
      detach: (work) => this.#detach(work),
    };
  }

  /** Makes a call when its turn comes. */
  async call<T>(call: Call, effect: () => Promise<T>, unmet: T): Promise<T> {
    const waits = call.process.beforeCall(call.name);
    if (waits !== null) await waits;
    if (!this.isOpen) await this.#turn(call.process, false);
    if (call.process.isDead) return new Promise(() => {});
    if (this.#isBroken(call.partition)) throw new Error(`Simulated: ${call.partition} is broken`);
    if (this.isOpen) return effect();
    const fault = this.plan(call, this.calls++);
    return fault === null ? effect() : withFault(fault, { call, effect, unmet }, this.#around);
  }

  /** Waits a turn for want of work. */
  idle(process: Process): Promise<void> {
    return this.#turn(process, true);
  }

  /** Gives turns until the work is done. */
  async drive<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const finished = work.finally(() => {
      done = true;
    });
    finished.catch(() => {});
    for (let turns = 0; !done; turns++) {
      if (turns > MOST_TURNS) throw new Error('The work does not come to an end.');
      await new Promise((resolve) => setImmediate(resolve));
      this.#next()?.go();
    }
    return finished;
  }

  /** A table whose every call waits for its turn. */
  table(name: string, table: EntityTable, process: Process): EntityTable {
    const about = (verb: string, partition?: string, conditional = false) => ({
      process,
      name: `${name}.${verb}`,
      partition,
      conditional,
    });
    const never = null as never;
    return {
      get: (key) => this.call(about('get', key.partition), () => table.get(key), never),
      query: (query) => this.call(about('query', query.partition), () => table.query(query), never),
      transact: (partition, actions) =>
        this.call(
          about('transact', partition, actions.some(isConditional)),
          () => table.transact(partition, actions),
          null,
        ),
    };
  }

  #turn(process: Process | null, idle: boolean): Promise<void> {
    return new Promise((go) => this.#waiting.push({ process, idle, go }));
  }

  #next(): Waiting | undefined {
    if (this.#waiting.length === 0) return undefined;
    const place =
      this.strategy === 'even' ? this.#random.below(this.#waiting.length) : this.#first();
    const [next] = this.#waiting.splice(place, 1);
    return next;
  }

  /** The place of the one with the highest rank; those without work come last. */
  #first(): number {
    let best = 0;
    for (const at of this.#waiting.keys()) if (this.#rankAt(at) > this.#rankAt(best)) best = at;
    const process = this.#waiting[best]?.process ?? null;
    if (this.#random.chance(this.losesRank)) this.#ranks.set(process, -this.#random.below(1_000));
    return best;
  }

  #rankAt(at: number): number {
    const waiting = this.#waiting[at];
    if (waiting === undefined || waiting.idle) return Number.NEGATIVE_INFINITY;
    const known = this.#ranks.get(waiting.process);
    if (known !== undefined) return known;
    const rank = this.#random.below(1_000);
    this.#ranks.set(waiting.process, rank);
    return rank;
  }

  async #linger(): Promise<void> {
    for (let turns = 0; turns < LONG_TIME_TURNS; turns++) await this.#turn(null, true);
  }

  #detach(work: Promise<unknown>): void {
    this.detached++;
    void work
      .catch(() => {})
      .finally(() => {
        this.detached--;
      });
  }
}

function isConditional(action: EntityAction): boolean {
  if (action.kind === 'delete') return action.etag !== undefined;
  return action.kind === 'create' || action.kind === 'replace';
}
