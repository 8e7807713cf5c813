/** A small directory under the production code, with several workers and clients whose storage calls interleave. */

import { handleAuditMessage } from '../../src/audit/handle-audit-message.ts';
import { listPoison, replayPoison } from '../../src/groups/poison.ts';
import { lookAtDue } from '../../src/membership/clock-timer.ts';
import { type Context, createContext } from '../../src/membership/context.ts';
import {
  handleChangesMessage,
  handleRunsMessage,
  poisonedChanges,
  poisonedRuns,
} from '../../src/membership/handle-messages.ts';
import { resumeAll } from '../../src/membership/pause-all.ts';
import { readIntents, sweepGroups, sweepObjects, sweepRuns } from '../../src/membership/sweep.ts';
import { createStores } from '../../src/storage/create-stores.ts';
import type { MessageQueue } from '../../src/storage/message-queue.ts';
import { NEXT, type TableName } from '../../src/storage/table-keys.ts';
import { MemoryTables, type PageOptions } from '../support/memory-tables.ts';
import { type Message, Process } from './process.ts';
import { type Random, seeded } from './random.ts';
import { type PooledRule, RULES } from './rule-pool.ts';
import { Scheduler } from './scheduler.ts';
import { type Watch, watchGroups } from './watch.ts';

export interface Instance {
  readonly context: Context;
  readonly process: Process;
}

/** When every simulated directory begins. */
export const START = Date.parse('2026-11-01T08:00:00Z');

const MINUTE = 60_000;
/** What the Functions host allows; what failed as often is left to the sweeper. */
const MOST_FAILURES = 5;
const SWEEPS = 30;
/** Each adds to the ranges of every run. */
const MOST_SPREADS = 3;
const POISON = '-poison';

export class World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly messages: Message[] = [];
  readonly watch: Watch = { violations: [] };
  readonly tables: MemoryTables;
  readonly objectIds: string[] = [];
  readonly deviceIds: string[] = [];
  readonly groupIds: string[] = [];
  /** What the rules of groups are picked from. */
  rules: readonly PooledRule[] = RULES;
  time = START;
  guids = 0;
  /** How many ordinals are left out before each object, so that a few of them lie in several ranges or chunks. */
  spread = 0;
  /** Whether groups are Microsoft 365 groups, which can be restored when they were deleted. */
  unified = false;
  /** The pause of all groups that was acknowledged, and after how many calls. */
  pause: { readonly since: string; readonly calls: number } | null = null;
  /** A partition that nobody can read or write for now. */
  broken: string | null = null;

  #spreads = 0;

  constructor(seed: number, pages: PageOptions = {}) {
    this.random = seeded(seed);
    this.tables = new MemoryTables(pages);
    this.scheduler = new Scheduler(this.random, {
      isBroken: (partition) => partition !== undefined && partition === this.broken,
      passTime: (milliseconds) => {
        this.time += milliseconds;
      },
      deliverTwice: ({ message }) => {
        this.messages.push(...(message === null ? this.messages : [message]));
      },
    });
  }

  /** An instance of the application: its own index and its own reserve of ordinals over the common storage. */
  instance(): Instance {
    const process = new Process();
    const { scheduler } = this;
    const tables = (name: TableName) => scheduler.table(name, this.tables.table(name), process);
    const queues = (queue: string): MessageQueue => ({
      send: (text) =>
        scheduler.call(
          { process, name: `${queue}.send`, conditional: false },
          async () => {
            this.messages.push({ queue, text, failures: 0 });
          },
          undefined,
        ),
      length: async () => this.messages.filter((message) => message.queue === queue).length,
    });
    const clock = { now: () => new Date(this.time + process.skew) };
    const direct = createStores(this.tables.table, queues);
    const { watch } = this;
    process.began = scheduler.calls;
    const stores = watchGroups(createStores(tables, queues), {
      direct,
      watch,
      now: clock.now,
      hasHeardOf: (since) => this.pause?.since === since && process.began > this.pause.calls,
    });
    return { process, context: createContext(stores, clock, { guid: () => this.guid() }) };
  }

  guid(): string {
    this.guids++;
    return `00000000-0000-4000-8000-${this.guids.toString(16).padStart(12, '0')}`;
  }

  /** Raises the mark of users, as if as many had been created and deleted. */
  async spreadOut(): Promise<void> {
    if (this.spread === 0 || this.#spreads++ >= MOST_SPREADS) return;
    const table = this.tables.table('ids');
    const mark = await table.get({ partition: 'user', row: NEXT });
    const next = Number(mark?.properties.next ?? 0) + this.spread;
    const properties = { ...mark?.properties, next };
    await table.transact('user', [{ kind: 'put', row: NEXT, properties }]);
  }

  /** Takes messages in any order until told to stop, and until there are none. */
  async work(until: () => boolean): Promise<void> {
    let instance = this.instance();
    while (!until() || this.messages.length > 0) {
      if (this.messages.length === 0) await this.scheduler.idle(instance.process);
      else instance = await this.deliver(instance);
    }
  }

  /** Hands one message to a worker; a failure gives it back. Answers the worker, or another when it was killed or restarted. */
  async deliver(worker: Instance): Promise<Instance> {
    const [message] = this.messages.splice(this.random.below(this.messages.length), 1);
    if (message === undefined) return worker;
    const { process, context } = worker;
    process.message = message;
    process.began = this.scheduler.calls;
    try {
      await process.run(() => handleMessage(context, message));
      process.message = null;
      return worker;
    } catch {
      process.message = null;
      if (++message.failures < MOST_FAILURES) this.messages.push(message);
      else if (!message.queue.endsWith(POISON))
        this.messages.push({ ...message, queue: message.queue + POISON, failures: 0 });
      return process.isDead || this.random.chance(0.25) ? this.instance() : worker;
    }
  }

  /** No more faults: the sweeper and the timers run until nothing is left to do. */
  async settle(): Promise<void> {
    this.scheduler.plan = () => null;
    this.broken = null;
    this.scheduler.strategy = 'even';
    const { context, process } = this.instance();
    // Longer than any clock was wrong by, and than an instant is put off that could not be looked at.
    this.time += 90 * MINUTE;
    for (let round = 0; round < SWEEPS; round++) {
      this.time += 61_000;
      this.pause = null;
      await resumeAll(context);
      await lookAtDue(context);
      await sweepGroups(context);
      await sweepObjects(context);
      await sweepRuns(context);
      await replayAll(context);
      while (this.scheduler.detached > 0) await this.scheduler.idle(process);
      if (this.messages.length === 0 && (await isQuiet(context))) return;
      await this.work(() => true);
    }
    throw new Error(`Work is left after ${SWEEPS} rounds of the sweeper.`);
  }
}

async function isQuiet(context: Context): Promise<boolean> {
  return (await context.pending.list()).length === 0 && (await readIntents(context)).length === 0;
}

/** Somebody tries again whatever failed for good. */
async function replayAll(context: Context): Promise<void> {
  for (const { id } of await listPoison(context)) await replayPoison(context, id).catch(() => {});
}

export async function handleMessage(context: Context, { queue, text }: Message): Promise<void> {
  const message: unknown = JSON.parse(text);
  switch (queue) {
    case 'membership-changes':
      return handleChangesMessage(context, message);
    case 'membership-runs':
      return handleRunsMessage(context, message);
    case 'membership-audits':
      return handleAuditMessage(context, message);
    case 'membership-changes-poison':
      return poisonedChanges(context, message);
    case 'membership-runs-poison':
      return poisonedRuns(context, message);
    default:
      throw new Error(`Nobody takes messages of ${queue}.`);
  }
}
