/** Long histories of a directory with rules of every kind: what was evaluated change by change must be what a fresh evaluation gives. */
import { isFrozen } from '../../src/directory/group-meta.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import { lookAtDue } from '../../src/membership/clock-timer.ts';
import type { Context } from '../../src/membership/context.ts';
import { changeObject, setManager } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { checkWorld, expectSame, type Found } from './check-world.ts';
import { furnish, OPERATIONS } from './clients.ts';
import { loseMessages, type Operation } from './happenings.ts';
import { ALL_RULES, MANAGER, pooled } from './rule-pool.ts';
import { assertUnbroken } from './watch.ts';
import { World } from './world.ts';

/** Patches of users that the rules of the pool notice, and one that none does. */
const USER_PATCHES = [
  { accountEnabled: true },
  { accountEnabled: false },
  { country: 'BR' },
  { country: null },
  { jobTitle: 'Team lead' },
  { jobTitle: null },
  { otherMails: ['a@fabrikam.com', 'b@contoso.com'] },
  { otherMails: null },
  { onPremisesExtensionAttributes: { extensionAttribute1: 'CC-62' } },
  { onPremisesExtensionAttributes: { extensionAttribute1: 'CC-7' } },
  { streetAddress: 'Elm Street 1' },
] as const;

const DEVICE_PATCHES = [
  { operatingSystem: 'Windows' },
  { operatingSystem: 'Linux' },
  { displayName: 'Kiosk 1', deviceOwnership: 'Company' },
  { displayName: 'Laptop 1' },
  { deviceOwnership: null },
] as const;

const MINUTE = 60_000;

const EVENTS: readonly Operation[] = [
  ...OPERATIONS,
  ...Array.from({ length: 6 }, () => changeAUser),
  changeHireDate,
  giveAManager,
  giveAManager,
  createADevice,
  changeADevice,
  changeADevice,
  deleteADevice,
  runTimer,
  loseMessages,
];

/** Throws when the history ends otherwise than a fresh evaluation. */
export async function runHistory(seed: number, events: number): Promise<void> {
  const world = new World(seed);
  world.rules = ALL_RULES;
  const client = world.instance();
  const attributes = { userPrincipalName: 'boss@contoso.com' };
  await createObject(client.context, { kind: 'user', id: MANAGER, attributes });
  await furnish(world, { objects: 8, groups: 6, operations: events });
  await createADevice(world, client.context);
  let worker = world.instance();
  for (let event = 0; event < events; event++) {
    try {
      await world.random.pick(EVENTS)(world, client.context);
    } catch {
      // Refused: the object or group is gone by now, or of another kind.
    }
    // Often two or more changes are looked at together, now and then many.
    for (let some = world.random.below(4) - 1; some > 0; some--)
      worker = await world.deliver(worker);
  }
  await world.settle();
  const changeByChange = await checkWorld(world);
  await evaluateAfresh(world, client.context, changeByChange);
  await world.settle();
  compare(changeByChange, await checkWorld(world));
  assertUnbroken(world.watch);
}

async function evaluateAfresh(world: World, context: Context, found: Found): Promise<void> {
  for (const id of world.groupIds) {
    const meta = found.groups.get(id)?.meta;
    if (meta === undefined || meta.deleted !== null || meta.state === 'Paused') continue;
    if (meta.rule?.includes('memberOf') || isFrozen(meta)) continue;
    if (meta.kind === 'dynamic') await reprocessGroup(context, id);
  }
}

/** The clock goes on between the two, so rules that read it are left to checkWorld. */
function compare(before: Found, after: Found): void {
  for (const [id, { meta, members }] of before.groups) {
    if (meta.rule?.includes('memberOf') || pooled(meta.rule)?.usesClock) continue;
    const now = [...(after.groups.get(id)?.members.ordinals() ?? [])];
    expectSame([...members.ordinals()], now, `Group ${id} (${meta.rule ?? 'assigned'}) afresh`);
  }
}

function changeAUser(world: World, context: Context) {
  const patch = world.random.pick(USER_PATCHES);
  return changeObject(context, { kind: 'user', key: oneOf(world, world.objectIds), patch });
}

function changeHireDate(world: World, context: Context) {
  const at = world.time + (world.random.below(9) - 4) * 30 * MINUTE;
  const patch = { employeeHireDate: new Date(at).toISOString() };
  return changeObject(context, { kind: 'user', key: oneOf(world, world.objectIds), patch });
}

function giveAManager(world: World, context: Context) {
  const manager = world.random.pick([MANAGER, MANAGER, null]);
  return setManager(context, oneOf(world, world.objectIds), manager);
}

function createADevice(world: World, context: Context) {
  const id = world.guid();
  world.deviceIds.push(id);
  const attributes = { deviceId: id, ...world.random.pick(DEVICE_PATCHES.slice(0, 4)) };
  return createObject(context, { kind: 'device', id, attributes });
}

function changeADevice(world: World, context: Context) {
  const patch = world.random.pick(DEVICE_PATCHES);
  return changeObject(context, { kind: 'device', key: oneOf(world, world.deviceIds), patch });
}

function deleteADevice(world: World, context: Context) {
  return deleteObject(context, 'device', oneOf(world, world.deviceIds));
}

async function runTimer(world: World, context: Context): Promise<void> {
  world.time += world.random.below(40) * MINUTE;
  await lookAtDue(context);
}

function oneOf(world: World, ids: readonly string[]) {
  return { name: 'id', value: world.random.pick(ids) } as const;
}
