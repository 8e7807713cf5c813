/** A small directory under the production code, with several workers and clients whose storage calls interleave. */

import { lookAtDue } from '../../src/membership/clock-timer.ts';
import { type Context, createContext } from '../../src/membership/context.ts';
import { handleChangesMessage, handleRunsMessage } from '../../src/membership/handle-messages.ts';
import { readIntents, sweepGroups, sweepObjects } from '../../src/membership/sweep.ts';
import { createStores } from '../../src/storage/create-stores.ts';
import { MemoryTables } from '../support/memory-tables.ts';
import { type Random, seeded } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { type Watch, watchGroups } from './watch.ts';

interface Message {
  readonly queue: string;
  readonly text: string;
}

export interface Shape {
  readonly objects: number;
  readonly groups: number;
  readonly operations: number;
}

const START = Date.parse('2026-11-01T08:00:00Z');

export class World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly objectIds: string[] = [];
  readonly groupIds: string[] = [];
  readonly messages: Message[] = [];
  readonly watch: Watch = { violations: [] };
  /** The fewer objects and groups, the more often two changes meet. */
  readonly shape: Shape;
  time = START;
  #guids = 0;
  readonly #tables = new MemoryTables();

  constructor(seed: number, shape: Shape) {
    this.shape = shape;
    this.random = seeded(seed);
    this.scheduler = new Scheduler(this.random);
  }

  /** An instance of the application: its own index and its own reserve of ordinals over the common storage. */
  instance(): Context {
    const tables = (name: string) => this.scheduler.table(this.#tables.table(name));
    const queues = (queue: string) => ({
      send: (text: string) =>
        this.scheduler.call(async () => {
          this.messages.push({ queue, text });
        }),
    });
    const clock = { now: () => new Date(this.time) };
    const direct = createStores(this.#tables.table, queues);
    const stores = watchGroups(createStores(tables, queues), {
      direct,
      watch: this.watch,
      now: clock.now,
    });
    return createContext(stores, clock, { guid: () => this.guid() });
  }

  guid(): string {
    this.#guids++;
    return `00000000-0000-4000-8000-${this.#guids.toString(16).padStart(12, '0')}`;
  }

  /** Takes messages in any order until told to stop; a failure gives the message back, and now and then kills the instance. */
  async work(until: () => boolean): Promise<void> {
    let context = this.instance();
    while (!until() || this.messages.length > 0) {
      const [message] = this.messages.splice(this.random.below(this.messages.length), 1);
      if (message === undefined) {
        await this.scheduler.call(async () => undefined).catch(() => {});
        continue;
      }
      if (this.random.chance(0.05)) this.messages.push(message);
      try {
        await handle(context, message);
      } catch {
        this.messages.push(message);
        if (this.random.chance(0.5)) context = this.instance();
      }
    }
  }

  /** No more faults: the sweeper and the timer run until nothing is left to do. */
  async settle(): Promise<void> {
    this.scheduler.faults = { before: 0, after: 0 };
    const context = this.instance();
    for (let round = 0; round < 20; round++) {
      this.time += 61_000;
      await lookAtDue(context);
      await sweepGroups(context);
      await sweepObjects(context);
      if (this.messages.length === 0 && (await this.#isQuiet(context))) return;
      await this.work(() => true);
    }
    throw new Error('Work is left after 20 rounds of the sweeper.');
  }

  async #isQuiet(context: Context): Promise<boolean> {
    return (await context.pending.list()).length === 0 && (await readIntents(context)).length === 0;
  }
}

async function handle(context: Context, { queue, text }: Message): Promise<void> {
  const message: unknown = JSON.parse(text);
  if (queue === 'membership-changes') await handleChangesMessage(context, message);
  else await handleRunsMessage(context, message);
}
