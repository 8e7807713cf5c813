/** The self-audit beside everything else: what is under way is never taken for drift, and what is wrong is always found. */
import { expect, test } from 'vitest';
import { processAgain } from '../../src/audit/repair.ts';
import { startAudit } from '../../src/audit/start-audit.ts';
import type { Audit } from '../../src/ports/audit-ports.ts';
import { checkWorld } from './check-world.ts';
import { act, furnish } from './clients.ts';
import { canHappen, FAULTS, type Fault } from './fault.ts';
import { FROM_ENVIRONMENT } from './random-schedules.ts';
import { World } from './world.ts';

const SEEDS = FROM_ENVIRONMENT.seeds ?? 150;
const SHAPE = { objects: 4, groups: 3, operations: 12 };
/** Clocks that are wrong by an hour are more than an audit takes into account. */
const SOME_FAULTS = FAULTS.filter((fault) => !String(fault).includes('clock'));

test('nothing that is being worked on is taken for drift, whatever interleaves and fails', async () => {
  let compared = 0;
  // Among these are seeds that need each of the precautions in confirm-drift.ts.
  const first = FROM_ENVIRONMENT.first + 200;
  for (let seed = first; seed < first + SEEDS; seed++) {
    const audits = await auditInTheMiddle(seed);
    const drifted = audits.filter(({ driftedGroups }) => driftedGroups > 0);
    expect(drifted, `seed ${seed}`).toEqual([]);
    compared += audits.reduce((sum, { groups }) => sum + groups, 0);
  }
  // Otherwise it would be easy to find nothing.
  expect(compared).toBeGreaterThan(SEEDS);
}, 240_000);

test('whoever was put in or out by nobody is found and put right', async () => {
  const { first } = FROM_ENVIRONMENT;
  for (let seed = first; seed < first + 40; seed++) {
    const world = new World(seed);
    await furnish(world, SHAPE);
    await world.settle();
    const { context } = world.instance();
    const wrong = await plantDrift(world);
    if (wrong === null) continue;
    const audit = await auditOf(world);
    const drift = (await context.audits.readSlices(audit.id)).flatMap((slice) => slice.drift);
    expect(
      drift.map(({ groupId }) => groupId),
      `seed ${seed}`,
    ).toEqual(expect.arrayContaining([wrong]));
    await processAgain(context, audit.id, [wrong]);
    await world.settle();
    await checkWorld(world);
    expect(await auditOf(world)).toMatchObject({ status: 'succeeded', driftedGroups: 0 });
  }
}, 120_000);

async function auditInTheMiddle(seed: number): Promise<readonly Audit[]> {
  const world = new World(seed);
  const { scheduler, random } = world;
  await furnish(world, SHAPE);
  scheduler.isOpen = false;
  scheduler.strategy = random.pick(['even', 'ranked', 'ranked']);
  const faults = random.pick([0, 0, 0.01]);
  scheduler.plan = (call) => {
    if (!random.chance(faults)) return null;
    const fault: Fault = random.pick(SOME_FAULTS);
    return canHappen(fault, call) ? fault : null;
  };
  await scheduler.drive(everythingAtOnce(world));
  await scheduler.drive(world.settle());
  scheduler.isOpen = true;
  await auditOf(world);
  return world.instance().context.audits.list();
}

async function everythingAtOnce(world: World): Promise<void> {
  let acting = true;
  const clients = Promise.all([act(world, SHAPE), act(world, SHAPE), auditAgainAndAgain(world)]);
  const workers = [0, 1, 2].map(() => world.work(() => !acting));
  await Promise.all([
    clients.finally(() => {
      acting = false;
    }),
    ...workers,
  ]);
}

/** Each as soon as the one before has ended, or what it waits for was lost. */
async function auditAgainAndAgain(world: World): Promise<void> {
  for (let audits = 0; audits < 6; audits++) {
    const { context, process } = world.instance();
    await process.run(() => startAudit(context, false)).catch(() => {});
    for (let waited = 0; waited < 30; waited++) await world.scheduler.idle(process).catch(() => {});
  }
}

/** When all is quiet: an audit from beginning to end. */
async function auditOf(world: World): Promise<Audit> {
  const { context } = world.instance();
  // Longer than an audit that lost its messages is waited for.
  world.time += 7 * 3_600_000;
  await world.settle();
  const id = await startAudit(context, false);
  await world.work(() => true);
  const audit = (await context.audits.read(id))?.value;
  if (audit?.status !== 'succeeded') throw new Error(`Audit ${id} did not end.`);
  return audit;
}

/** Somebody in one of the groups is put out, or somebody else in. Answers the group; null: there is none to do that to. */
async function plantDrift(world: World): Promise<string | null> {
  const { context } = world.instance();
  for (const id of world.groupIds) {
    const group = await context.groups.read(id);
    const rule = group?.meta.rule ?? null;
    // What follows others or time is put right for other reasons too.
    if (group === null || rule === null || /memberOf|system\.now/.test(rule)) continue;
    const members = group.members.clone();
    if (members.has(0)) members.delete(0);
    else members.add(0);
    const meta = { ...group.meta, count: members.size };
    await context.groups.write(group.etag, { meta, members, touchedChunks: [0] });
    return id;
  }
  return null;
}
