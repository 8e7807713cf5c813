import { expect, test } from 'vitest';
import { checkWorld } from './check-world.ts';
import { act, furnish } from './clients.ts';
import { assertUnbroken } from './watch.ts';
import { type Shape, World } from './world.ts';

const SEEDS = Number(process.env.MUSTER_SEEDS ?? 600);
const FIRST = Number(process.env.MUSTER_FIRST_SEED ?? 1);

const SHAPES: readonly Shape[] = [
  { objects: 1, groups: 1, operations: 8 },
  { objects: 2, groups: 2, operations: 6 },
  { objects: 4, groups: 3, operations: 10 },
];

async function simulate(seed: number, faults: { before: number; after: number }): Promise<number> {
  const world = new World(seed, SHAPES[seed % SHAPES.length]!);
  const { scheduler } = world;
  await scheduler.drive(furnish(world));
  scheduler.faults = faults;
  const clients = Promise.all([act(world), act(world)]);
  let acting = true;
  void clients.finally(() => {
    acting = false;
  });
  const workers = [0, 1, 2].map(() => world.work(() => !acting));
  await scheduler.drive(Promise.all([clients, ...workers]));
  await scheduler.drive(world.settle());
  await scheduler.drive(checkWorld(world, world.instance()));
  assertUnbroken(world.watch);
  return scheduler.calls;
}

async function simulateAll(faults: { before: number; after: number }): Promise<number> {
  let calls = 0;
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    try {
      calls += await simulate(seed, faults);
    } catch (error) {
      const replay = `MUSTER_FIRST_SEED=${seed} MUSTER_SEEDS=1 npx vitest run test/simulation`;
      throw new Error(`Seed ${seed} with faults ${JSON.stringify(faults)}. To replay: ${replay}`, {
        cause: error,
      });
    }
  }
  return calls;
}

test('whatever interleaves, members end as the rules say', async () => {
  expect(await simulateAll({ before: 0, after: 0 })).toBeGreaterThan(SEEDS * 100);
}, 240_000);

test('whatever fails, before or after its effect, members end as the rules say', async () => {
  expect(await simulateAll({ before: 0.02, after: 0.02 })).toBeGreaterThan(SEEDS * 100);
}, 240_000);
