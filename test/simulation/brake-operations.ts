/** What people do to hold changes back and to let them go: guards, holds, the pause of all groups. */
import { changeGroup } from '../../src/groups/change-group.ts';
import { changeTenantGuard, setGuard } from '../../src/groups/guards.ts';
import { listHolds, reject, release } from '../../src/groups/holds.ts';
import type { Context } from '../../src/membership/context.ts';
import { pauseAll, resumeAll } from '../../src/membership/pause-all.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** Small, as the groups are: one member more or less passes, or none. */
const LIMITS = [
  { share: null, count: 1 },
  { share: null, count: 0 },
  { share: 40, count: null },
  { share: null, count: null },
] as const;

function aGuard({ pick }: Random) {
  return { minimumSize: 0, additions: pick(LIMITS), removals: pick(LIMITS) };
}

/** Once there are members to be guarded. */
export async function guardMost(world: World, context: Context): Promise<void> {
  await world.settle();
  for (const id of world.groupIds)
    if (world.random.chance(0.7)) await setGuard(context, id, aGuard(world.random)).catch(() => {});
}

export function guardAGroup(world: World, context: Context) {
  const guard = world.random.chance(0.85) ? aGuard(world.random) : null;
  return setGuard(context, world.random.pick(world.groupIds), guard);
}

export function guardAll(world: World, context: Context) {
  const { random } = world;
  return changeTenantGuard(context, {
    changes: random.chance(0.4) ? aGuard(random) : null,
    imports: random.chance(0.7) ? aGuard(random) : null,
  });
}

/** Now and then with the hash of another diff, which must be refused. */
export async function releaseAHold(world: World, context: Context): Promise<void> {
  const hold = await aHold(world, context);
  if (hold === null) return;
  const note = 'released';
  if (world.random.chance(0.8)) return release(context, hold.id, { diffHash: hold.diffHash, note });
  const diffHash = hold.diffHash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  await release(context, hold.id, { diffHash, note });
  world.watch.violations.push(`hold ${hold.id} was released by a hash that is not its own`);
}

export async function rejectAHold(world: World, context: Context): Promise<void> {
  const hold = await aHold(world, context);
  if (hold !== null) await reject(context, hold.id, null);
}

async function aHold(world: World, context: Context) {
  const holds = await listHolds(context, 'held');
  return holds.length === 0 ? null : world.random.pick(holds);
}

export async function pauseAllGroups(world: World, context: Context): Promise<void> {
  const exceptions = world.random.chance(0.3) ? [world.random.pick(world.groupIds)] : [];
  const pause = await pauseAll(context, { reason: 'Maintenance', exceptions });
  if (pause !== null) world.pause ??= { since: pause.since, calls: world.scheduler.calls };
}

export async function resumeAllGroups(world: World, context: Context): Promise<void> {
  world.pause = null;
  await resumeAll(context);
}

/** During a pause of all groups it becomes an exception. */
export function resumeOne(world: World, context: Context) {
  return changeGroup(context, world.random.pick(world.groupIds), { state: 'On' });
}

/** Somebody decides on every hold, in one way or the other. */
export async function decideAll(world: World, context: Context): Promise<void> {
  for (const { id, diffHash } of await listHolds(context, 'held')) {
    const decided = world.random.chance(0.75)
      ? release(context, id, { diffHash, note: null })
      : reject(context, id, 'no');
    await decided.catch(() => {});
  }
}
