/** The law of the past: what is told of an instant is what a plain replay of the log gives, and after retention the same or nothing. */
import { expect, test } from 'vitest';
import { cutGroup } from '../../src/history/cut-group.ts';
import { cutHistory } from '../../src/history/cut-history.ts';
import { membersAt, membershipDifference } from '../../src/history/members-at.ts';
import type { Context } from '../../src/membership/context.ts';
import { RequestError } from '../../src/util/errors.ts';
import { checkWorld, expectSame } from './check-world.ts';
import { act, furnish } from './clients.ts';
import { FROM_ENVIRONMENT, simulateSeeds } from './random-schedules.ts';
import { ALL_RULES } from './rule-pool.ts';
import { START, World } from './world.ts';

const SEEDS = FROM_ENVIRONMENT.seeds ?? 100;
const INSTANTS = 50;
const WORLDS = FROM_ENVIRONMENT.seeds ?? 150;
const SHAPE = { objects: 4, groups: 4, operations: 20 };
const DAY = 24 * 60 * 60_000;

test('members at any instant are those of a plain replay, and before the cut nobody is told', async () => {
  const seen = { told: 0, refused: 0, members: 0 };
  const { first } = FROM_ENVIRONMENT;
  for (let seed = first; seed < first + SEEDS; seed++) {
    try {
      await checkPast(seed, seen);
    } catch (error) {
      const replay = `MUSTER_FIRST_SEED=${seed} MUSTER_SEEDS=1 npx vitest run test/simulation/past`;
      throw new Error(`Seed ${seed}. To replay: ${replay}`, { cause: error });
    }
  }
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
}, 240_000);

test('history is cut in the middle of everything, and what is left is whole', async () => {
  for (const faults of [0, 0.06]) await simulateSeeds({ seeds: WORLDS, faults, prepare: cutOften });
}, 240_000);

/** After many a message a timer cuts some group's history, often up to now. */
function cutOften(world: World): void {
  const deliver = world.deliver.bind(world);
  world.deliver = async (worker) => {
    const next = await deliver(worker);
    const { process, context } = next;
    if (!world.random.chance(0.1) || world.groupIds.length === 0) return next;
    const id = world.random.pick(world.groupIds);
    const before = new Date(world.time - world.random.pick([0, 0, 1_000, 60_000]));
    // What a fault may deliver once more while the timer works.
    const text = JSON.stringify({ groups: [id] });
    process.message = { queue: 'membership-runs', text, failures: 0 };
    await process.run(() => cutGroup(context, id, before)).catch(() => {});
    process.message = null;
    return process.isDead ? world.instance() : next;
  };
}

type Seen = Record<'told' | 'refused' | 'members', number>;

async function checkPast(seed: number, seen: Seen): Promise<void> {
  const world = await liveIn(seed);
  const { context } = world.instance();
  const histories = new Map<string, readonly Moment[]>();
  for (const id of world.groupIds) histories.set(id, await momentsOf(context, id));
  const instants = Array.from({ length: INSTANTS }, () => instantIn(world));
  await compare(context, { histories, instants, seen, cut: null });
  const cut = instantIn(world);
  await cutHistory(context, (world.time - cut) / DAY);
  await compare(context, { histories, instants: [...instants, cut], seen, cut });
  await checkWorld(world);
  // Once more, later: what was cut is cut on.
  const later = cut + Math.floor((world.time - cut) / 2);
  world.time += DAY;
  await cutHistory(context, (world.time - later) / DAY);
  await compare(context, { histories, instants: [...instants, later], seen, cut: later });
  await checkWorld(world);
}

/** The members from a moment on, as plain numbers. */
interface Moment {
  readonly time: number;
  readonly members: readonly number[];
}

/** The log forwards, with sets of the platform. */
async function momentsOf(context: Context, id: string): Promise<readonly Moment[]> {
  const members = new Set<number>();
  const group = await context.groups.readMeta(id);
  const deleted = group?.value.deleted ?? null;
  const moments = (await context.groups.readLog(id, 0)).map(({ time, added, removed }) => {
    for (const ordinal of added.ordinals()) members.add(ordinal);
    for (const ordinal of removed.ordinals()) members.delete(ordinal);
    return { time: Date.parse(time), members: [...members].sort((a, b) => a - b) };
  });
  return deleted === null ? moments : [...moments, { time: Date.parse(deleted), members: [] }];
}

function membersIn(moments: readonly Moment[], instant: number): readonly number[] {
  return moments.filter(({ time }) => time <= instant).at(-1)?.members ?? [];
}

interface Comparison {
  readonly histories: ReadonlyMap<string, readonly Moment[]>;
  readonly instants: readonly number[];
  readonly seen: Seen;
  readonly cut: number | null;
}

async function compare(context: Context, about: Comparison): Promise<void> {
  const { histories, instants, seen, cut } = about;
  for (const [groupId, moments] of histories) {
    const group = await context.groups.readMeta(groupId);
    if (group === null || group.value.ordinal === null) continue;
    for (const [at, instant] of instants.entries()) {
      const told = await ordinalsAt(context, groupId, instant);
      if (typeof told === 'string') {
        expectSame(cut !== null && instant < cut, true, `${groupId} refused at ${instant}`);
        expectSame(told, group.value.history.from?.time, 'where history begins');
        seen.refused++;
        continue;
      }
      expectSame(told, membersIn(moments, instant), `Members of ${groupId} at ${instant}`);
      seen.told++;
      seen.members += told.length;
      const other = instants[(at + 1) % instants.length] ?? instant;
      if (cut === null) await compareDifference(context, { groupId, moments, instant, other });
    }
  }
}

async function compareDifference(
  context: Context,
  about: {
    readonly groupId: string;
    readonly moments: readonly Moment[];
    readonly instant: number;
    readonly other: number;
  },
): Promise<void> {
  const { groupId, moments } = about;
  const [from, to] = [Math.min(about.instant, about.other), Math.max(about.instant, about.other)];
  const { added, removed } = await membershipDifference(context, groupId, { from, to });
  const [before, after] = [membersIn(moments, from), membersIn(moments, to)];
  const come = after.filter((ordinal) => !before.includes(ordinal));
  const gone = before.filter((ordinal) => !after.includes(ordinal));
  expectSame([...added.ordinals()], come, `Who came to ${groupId} from ${from} to ${to}`);
  expectSame([...removed.ordinals()], gone, `Who went from ${groupId} from ${from} to ${to}`);
}

/** In pages of two; the date where history begins, where nothing is told. */
async function ordinalsAt(context: Context, groupId: string, instant: number) {
  const ordinals: number[] = [];
  let after: string | null = null;
  try {
    do {
      const page: Awaited<ReturnType<typeof membersAt>> = await membersAt(
        context,
        { groupId, instant },
        { top: 2, after },
      );
      ordinals.push(...page.items.map(({ row }) => row.ordinal));
      after = page.next ?? null;
    } while (after !== null);
    return ordinals;
  } catch (error) {
    if (error instanceof RequestError && error.status === 410)
      return String(error.inner?.historyBeginsDateTime);
    throw error;
  }
}

function instantIn(world: World): number {
  return START + world.random.below(world.time - START);
}

async function liveIn(seed: number): Promise<World> {
  const world = new World(seed);
  if (seed % 2 === 0) world.rules = ALL_RULES;
  await furnish(world, SHAPE);
  world.scheduler.isOpen = false;
  // A second a call, so that instants fall between what happened.
  world.scheduler.plan = () => {
    world.time += 1_000;
    return null;
  };
  let acting = true;
  const clients = Promise.all([act(world, SHAPE), act(world, SHAPE)]).finally(() => {
    acting = false;
  });
  const workers = [0, 1].map(() => world.work(() => !acting));
  await world.scheduler.drive(Promise.all([clients, ...workers]));
  await world.scheduler.drive(world.settle());
  world.scheduler.isOpen = true;
  return world;
}
