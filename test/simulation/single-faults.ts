/** The scenario with one fault at one call, for every call and every fault. */
import { RequestError } from '../../src/util/errors.ts';
import { checkWorld } from './check-world.ts';
import { canHappen, FAULTS, type Fault } from './fault.ts';
import type { Model } from './model.ts';
import type { Script, Step } from './scenario.ts';
import type { Setup } from './scenario-setup.ts';
import { restore } from './snapshot.ts';
import { assertUnbroken } from './watch.ts';
import type { World } from './world.ts';

/** Where and how something goes wrong. */
export interface SingleFault {
  readonly call: number;
  readonly fault: Fault;
}

/** Who does what, where. */
export interface Staged {
  readonly setup: Setup;
  readonly script: Script;
}

export interface Outcome {
  /** How many calls there were while the clients acted. */
  readonly calls: number;
  /** Whether the fault could happen to that call. */
  readonly happened: boolean;
}

const MOST_REPETITIONS = 10;

/** Throws when anything is lost or wrong in the end. */
export async function runScenario(
  { setup, script }: Staged,
  single: SingleFault | null,
): Promise<Outcome> {
  const world = await restore(setup.snapshot, 7);
  const model = setup.model.copy();
  let happened = false;
  const { scheduler } = world;
  scheduler.isOpen = false;
  scheduler.plan = (call, number) => {
    if (single === null || number !== single.call || !canHappen(single.fault, call)) return null;
    happened = true;
    return single.fault;
  };
  await scheduler.drive(everybody(world, model, script));
  const { calls } = scheduler;
  scheduler.isOpen = scheduler.detached === 0;
  await scheduler.drive(world.settle());
  scheduler.isOpen = true;
  model.check(await checkWorld(world));
  assertUnbroken(world.watch);
  return { calls, happened };
}

/** Every `every`-th call from the one at `first`. */
export interface Calls {
  readonly first: number;
  readonly every: number;
}

/** Every fault at each of these calls. Answers how many runs there were in which it could happen. */
export async function runAll(
  staged: Staged,
  { first, every }: Calls = { first: 0, every: 1 },
): Promise<{ readonly runs: number; readonly calls: number }> {
  const { calls } = await runScenario(staged, null);
  let runs = 0;
  for (let call = first; call < calls; call += every) {
    for (const fault of FAULTS) {
      try {
        if ((await runScenario(staged, { call, fault })).happened) runs++;
      } catch (error) {
        const replay = `MUSTER_FAULT="${call} ${fault}" npx vitest run test/simulation/single-faults-even`;
        throw new Error(`Call ${call}, ${fault}. To replay: ${replay}`, { cause: error });
      }
    }
  }
  return { runs, calls };
}

/** `MUSTER_FAULT="12 error after"` */
export function singleFaultOf(text: string | undefined): SingleFault | null {
  const [call = '', ...words] = (text ?? '').split(' ');
  const fault = FAULTS.find((name) => name === words.join(' '));
  return fault === undefined ? null : { call: Number(call), fault };
}

async function everybody(world: World, model: Model, script: Script): Promise<void> {
  let acting = true;
  const clients = Promise.all(script.map((steps) => follow(world, model, steps))).finally(() => {
    acting = false;
  });
  await Promise.all([clients, ...[0, 1].map(() => world.work(() => !acting))]);
}

/** A careful script: a request that fails is repeated. One that is refused twice had been done; in the end that is checked. */
async function follow(world: World, model: Model, steps: readonly Step[]): Promise<void> {
  let { context, process } = world.instance();
  for (const { ask, learn } of steps) {
    let refusals = 0;
    for (let attempt = 1; ; attempt++) {
      try {
        await process.run(() => ask(context, world));
        break;
      } catch (error) {
        if (error instanceof RequestError && ++refusals === 2) break;
        if (attempt === MOST_REPETITIONS) throw error;
        if (process.isDead) ({ context, process } = world.instance());
      }
    }
    learn(model);
  }
}
