/** Backups made while everything else goes on: whatever was read when, the restored directory ends right. */
import { expect, test } from 'vitest';
import { backUp } from '../../src/backup/back-up.ts';
import { restore } from '../../src/backup/restore.ts';
import { memoryFiles } from '../support/memory-files.ts';
import { MemoryQueues } from '../support/memory-queues.ts';
import { checkWorld } from './check-world.ts';
import { act, furnish, type Shape, stir } from './clients.ts';
import { canHappen, FAULTS } from './fault.ts';
import { Process } from './process.ts';
import { FROM_ENVIRONMENT } from './random-schedules.ts';
import { assertUnbroken } from './watch.ts';
import { World } from './world.ts';

const SEEDS = FROM_ENVIRONMENT.seeds ?? 300;
const SHAPES: readonly Shape[] = [
  { objects: 4, groups: 3, operations: 25 },
  { objects: 2, groups: 2, operations: 25, kind: 'brakes' },
  { objects: 4, groups: 2, operations: 25, kind: 'restores' },
  { objects: 3, groups: 2, operations: 10, kind: 'imports' },
];

test('a backup of a directory that changes is restored to one that is right', {
  timeout: 240_000,
}, async () => {
  for (let seed = FROM_ENVIRONMENT.first; seed < FROM_ENVIRONMENT.first + SEEDS; seed++) {
    try {
      await backUpInTheMiddle(seed);
    } catch (error) {
      throw new Error(`Seed ${seed} (MUSTER_FIRST_SEED)`, { cause: error });
    }
  }
  expect(SEEDS).toBeGreaterThan(0);
});

async function backUpInTheMiddle(seed: number): Promise<void> {
  const shape = SHAPES[seed % SHAPES.length] ?? { objects: 1, groups: 1, operations: 9 };
  // Pages of a few rows: there is something between any two.
  const world = new World(seed, seed % 3 === 0 ? {} : { pageLimit: (seed % 3) * 2 });
  world.unified = shape.kind === 'restores';
  const { scheduler, random } = world;
  await furnish(world, shape);
  scheduler.isOpen = false;
  scheduler.strategy = random.pick(['even', 'ranked', 'ranked']);
  const process = new Process();
  const share = random.pick([0, 0, 0.01]);
  scheduler.plan = (call) => {
    if (call.process === process || !random.chance(share)) return null;
    const fault = random.pick(FAULTS);
    return canHappen(fault, call) ? fault : null;
  };
  const files = memoryFiles();
  await scheduler.drive(
    everythingAtOnce(world, shape, async () => {
      const tables = (name: string) => scheduler.table(name, world.tables.table(name), process);
      await backUp(tables, files, { now: () => new Date(world.time) });
    }),
  );
  const restored = successorOf(world, seed);
  await restore({
    files,
    tables: restored.tables.table,
    queues: new MemoryQueues().queue,
    clock: { now: () => new Date(restored.time) },
    ids: { guid: () => restored.guid() },
  });
  await restored.settle();
  await checkWorld(restored);
  await stir(restored);
  await restored.settle();
  await checkWorld(restored);
  assertUnbroken(restored.watch);
}

async function everythingAtOnce(
  world: World,
  shape: Shape,
  backup: () => Promise<void>,
): Promise<void> {
  let acting = true;
  const clients = Promise.all([act(world, shape), act(world, shape)]);
  const begun = world.work(() => world.random.chance(0.2)).then(backup);
  const done = Promise.all([clients, begun]).finally(() => {
    acting = false;
  });
  await Promise.all([done, ...[0, 1].map(() => world.work(() => !acting))]);
}

/** Another storage account, some time later, with the ids that were known. */
function successorOf(world: World, seed: number): World {
  const successor = new World(seed);
  successor.objectIds.push(...world.objectIds);
  successor.deviceIds.push(...world.deviceIds);
  successor.groupIds.push(...world.groupIds);
  successor.rules = world.rules;
  successor.unified = world.unified;
  successor.guids = world.guids;
  successor.time = world.time + 60_000;
  return successor;
}
