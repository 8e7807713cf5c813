/** Small directories in which everything happens at once, in an order and with faults that a seed decides. */
import { BLOCK_SIZE, CHUNK_SIZE } from '../../src/directory/ordinal.ts';
import { listHolds } from '../../src/groups/holds.ts';
import { BLOCKS_PER_RANGE } from '../../src/membership/ranges.ts';
import type { PageOptions } from '../support/memory-tables.ts';
import { decideAll, guardMost } from './brake-operations.ts';
import { checkWorld } from './check-world.ts';
import { act, furnish, type Shape, stir } from './clients.ts';
import { canHappen, FAULTS } from './fault.ts';
import { RULES } from './rule-pool.ts';
import { assertUnbroken } from './watch.ts';
import { World } from './world.ts';

/** Which seeds to run, where somebody has said so. */
export const FROM_ENVIRONMENT = {
  seeds: numberOf(process.env.MUSTER_SEEDS),
  histories: numberOf(process.env.MUSTER_HISTORIES),
  /** Single faults at every n-th call only. */
  every: numberOf(process.env.MUSTER_EVERY),
  first: numberOf(process.env.MUSTER_FIRST_SEED) ?? 1,
};

const RANGE = BLOCKS_PER_RANGE * BLOCK_SIZE;

interface Large {
  readonly shape: Shape;
  readonly share: number;
  readonly spread?: number;
}

const SHAPES: readonly Shape[] = [
  { objects: 1, groups: 1, operations: 8 },
  { objects: 2, groups: 2, operations: 6 },
  { objects: 4, groups: 3, operations: 10 },
  { objects: 1, groups: 1, operations: 5 },
];

/** A prime, so that no kind of world always has the same pages. */
const MANY = 401;

/** Directories that are large in one way, each some in so many worlds. */
const LARGE: readonly Large[] = [
  { shape: { objects: 30, groups: 3, operations: 5, kind: 'batches' }, share: 8 },
  { shape: { objects: 4, groups: 2, operations: 8, kind: 'beginnings' }, share: 8, spread: RANGE },
  { shape: { objects: 3, groups: 2, operations: 5 }, share: 4, spread: CHUNK_SIZE },
  { shape: { objects: 2, groups: 70, operations: 4, kind: 'beginnings' }, share: 1 },
  { shape: { objects: 2, groups: 2, operations: 8, kind: 'breakages' }, share: 32 },
  { shape: { objects: 5, groups: 3, operations: 10, kind: 'brakes' }, share: 90 },
  { shape: { objects: 4, groups: 2, operations: 4, kind: 'imports' }, share: 30 },
  { shape: { objects: 3, groups: 2, operations: 8, kind: 'restores' }, share: 40 },
];

const MOST_DECISIONS = 12;

const STRATEGIES = ['even', 'ranked', 'ranked'] as const;

/** Answers how many storage calls there were. Throws for the first seed that fails, and says how to replay it. */
export async function simulateSeeds(about: {
  readonly seeds: number;
  /** The share of calls with which something goes wrong. */
  readonly faults: number;
  /** Where nobody has said otherwise, the first of all. */
  readonly first?: number;
  /** Called with every world before anything happens in it. */
  readonly prepare?: (world: World) => void;
}): Promise<number> {
  let calls = 0;
  const { first = FROM_ENVIRONMENT.first, prepare = () => {} } = about;
  for (let seed = first; seed < first + about.seeds; seed++) {
    try {
      calls += await simulate(seed, about.faults, prepare);
    } catch (error) {
      const replay = `MUSTER_FIRST_SEED=${seed} MUSTER_SEEDS=1 npx vitest run test/simulation/random-schedules`;
      throw new Error(`Seed ${seed} with ${about.faults} faults. To replay: ${replay}`, {
        cause: error,
      });
    }
  }
  return calls;
}

async function simulate(
  seed: number,
  faults: number,
  prepare: (world: World) => void,
): Promise<number> {
  const { shape, spread = 0 } = largeOf(seed) ?? { shape: SHAPES[seed % SHAPES.length]! };
  const world = new World(seed, spread < CHUNK_SIZE ? pagesOf(seed) : {});
  prepare(world);
  const { scheduler, random } = world;
  world.spread = spread;
  // Few rules: what one change does, the next undoes.
  if (random.chance(0.5)) world.rules = [random.pick(RULES), random.pick(RULES)];
  world.unified = shape.kind === 'restores';
  await furnish(world, shape);
  if (shape.kind === 'brakes') await guardMost(world, world.instance().context);
  scheduler.isOpen = false;
  scheduler.strategy = random.pick(STRATEGIES);
  scheduler.losesRank = random.pick([0.03, 0.08, 0.15]);
  // A run over many blocks has so many calls that hardly a message would ever get through.
  const share = spread < CHUNK_SIZE ? faults : faults / 8;
  scheduler.plan = (call) => {
    if (!random.chance(share)) return null;
    const fault = random.pick(FAULTS);
    return canHappen(fault, call) ? fault : null;
  };
  await scheduler.drive(everythingAtOnce(world, shape));
  await scheduler.drive(world.settle());
  scheduler.isOpen = true;
  await checkWorld(world);
  await stir(world);
  await world.settle();
  await checkWorld(world);
  await endHolds(world);
  assertUnbroken(world.watch);
  return scheduler.calls;
}

/** All that is held is decided on, until nothing is. */
async function endHolds(world: World): Promise<void> {
  const { context } = world.instance();
  for (let round = 0; round < MOST_DECISIONS; round++) {
    if ((await listHolds(context, 'held')).length === 0) return;
    await decideAll(world, context);
    await world.settle();
    await checkWorld(world);
  }
  throw new Error('There is always another hold.');
}

async function everythingAtOnce(world: World, shape: Shape): Promise<void> {
  let acting = true;
  const clients = Promise.all([act(world, shape), act(world, shape)]).finally(() => {
    acting = false;
  });
  await Promise.all([clients, ...[0, 1, 2].map(() => world.work(() => !acting))]);
}

function largeOf(seed: number): Large | undefined {
  let place = seed % MANY;
  return LARGE.find(({ share }) => {
    place -= share;
    return place < 0;
  });
}

/** Pages of the service may be short, and the first may be empty: in one world in five they are. */
function pagesOf(seed: number): PageOptions {
  if (seed % 5 !== 0) return {};
  return { pageLimit: seed % 10 === 0 ? 1 : 3, emptyFirstPage: seed % 15 === 0 };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
