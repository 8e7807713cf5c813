/** The directory of the scenario of single faults: users, devices, a group for every rule, and groups kept by hand. */
import { changeGroup } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { setGuard } from '../../src/groups/guards.ts';
import type { Context } from '../../src/membership/context.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { draft } from '../support/directory.ts';
import { Model } from './model.ts';
import { ALL_RULES, MANAGER, memberOfRule } from './rule-pool.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';
import { START, World } from './world.ts';

export interface Setup {
  readonly snapshot: Snapshot;
  readonly model: Model;
}

/** A rule that nobody else's changes touch, and one that selects others. */
const FABRIKAM = ALL_RULES.find(({ text }) => text.startsWith('user.otherMails'))!;
export const ELSEWHERE = 'user.country -ne "BR"';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const DEVICE_EVERY = 7;

/** Ids by place: the same in every run. */
export const nth = {
  user: (place: number) => `00000000-0000-4000-8000-0000001${place.toString(16).padStart(5, '0')}`,
  device: (place: number) =>
    `00000000-0000-4000-8000-0000002${place.toString(16).padStart(5, '0')}`,
  group: (place: number) => `00000000-0000-4000-8000-0000003${place.toString(16).padStart(5, '0')}`,
};

/** Places of the groups that are not those of a rule of the pool. */
export const GROUP = {
  follower: ALL_RULES.length,
  secondFollower: ALL_RULES.length + 1,
  byHand: ALL_RULES.length + 2,
  becomesDynamic: ALL_RULES.length + 3,
  source: ALL_RULES.length + 4,
  /** Made in the course of the scenario. */
  fresh: ALL_RULES.length + 5,
  freshByHand: ALL_RULES.length + 6,
  freshFollower: ALL_RULES.length + 7,
  /** A change of its rule is held from the beginning. */
  held: ALL_RULES.length + 8,
  /** A change of its rule would be. */
  guarded: ALL_RULES.length + 9,
} as const;

export function userAttributes(
  place: number,
): Record<string, string | boolean | readonly string[]> {
  const of = <T>(values: readonly T[]) => values[place % values.length];
  const department = of(['A', 'B', 'C', undefined, 'A']);
  const city = of(['X', 'Y', undefined]);
  const jobTitle = of(['Team lead', 'Engineer', 'Lead architect', undefined]);
  // Some begin within minutes of the scenario, the others long before.
  const hired = START + (place < 12 ? (place + 68) * MINUTE : -place * DAY);
  return {
    userPrincipalName: `user${place}@contoso.com`,
    displayName: `User ${place}`,
    accountEnabled: place % 3 !== 0,
    country: place % 5 === 0 ? 'BR' : 'DE',
    employeeHireDate: new Date(hired).toISOString(),
    ...(department !== undefined && { department }),
    ...(city !== undefined && { city }),
    ...(jobTitle !== undefined && { jobTitle }),
    ...(place % 6 === 0 && { otherMails: [`user${place}@fabrikam.com`] }),
    ...(place % 7 === 0 && { manager: MANAGER }),
  };
}

/** Everything made, evaluated and settled, without faults. */
export async function setUp(objects: number): Promise<Setup> {
  const world = new World(1);
  const model = new Model();
  const { context } = world.instance();
  const devices = Math.floor(objects / DEVICE_EVERY);
  await makeUser(context, model, {
    id: MANAGER,
    attributes: { userPrincipalName: 'boss@contoso.com' },
  });
  for (let place = 0; place < objects - devices - 1; place++)
    await makeUser(context, model, { id: nth.user(place), attributes: userAttributes(place) });
  for (let place = 0; place < devices; place++) await makeDevice(context, model, place);
  await makeGroups(world, context, model);
  await makeGuarded(world, context, model);
  await world.settle();
  await changeGroup(context, nth.group(GROUP.held), { rule: ELSEWHERE });
  model.changeGroup(nth.group(GROUP.held), { rule: ELSEWHERE, isHeld: true });
  await world.settle();
  return { snapshot: snapshotOf(world), model };
}

async function makeUser(
  context: Context,
  model: Model,
  user: { readonly id: string; readonly attributes: ReturnType<typeof userAttributes> },
): Promise<void> {
  await createObject(context, { kind: 'user', ...user });
  model.change(user.id, user.attributes);
}

async function makeDevice(context: Context, model: Model, place: number): Promise<void> {
  const attributes = {
    deviceId: nth.device(place),
    displayName: place % 2 === 0 ? `Kiosk ${place}` : `Laptop ${place}`,
    operatingSystem: place % 3 === 0 ? 'Windows' : 'Linux',
    deviceOwnership: place % 4 === 0 ? 'Personal' : 'Company',
  };
  await createObject(context, { kind: 'device', id: nth.device(place), attributes });
  model.change(nth.device(place), attributes);
}

/** Groups whose rule can't be changed for another without somebody's leave. */
async function makeGuarded(world: World, context: Context, model: Model): Promise<void> {
  const limit = { share: null, count: 3 };
  const members = [...model.objects.keys()].filter((id) =>
    FABRIKAM.means({ id, attributes: model.objects.get(id) ?? {} }, new Date(world.time)),
  );
  for (const place of [GROUP.held, GROUP.guarded]) {
    const id = nth.group(place);
    await createGroup(context, { ...draft(FABRIKAM.text), id });
    await setGuard(context, id, { minimumSize: 0, additions: limit, removals: limit });
    model.groups.set(id, {
      kind: 'dynamic',
      rule: FABRIKAM.text,
      state: 'On',
      exists: true,
      members,
    });
    world.groupIds.push(id);
  }
}

async function makeGroups(world: World, context: Context, model: Model): Promise<void> {
  const some = [nth.user(3), nth.user(10), nth.user(11), nth.device(1), nth.group(0)];
  const groups: readonly { rule: string | null; members?: readonly string[] }[] = [
    ...ALL_RULES.map(({ text }) => ({ rule: text })),
    { rule: memberOfRule([nth.group(0), nth.group(GROUP.byHand)]) },
    { rule: memberOfRule([nth.group(2), nth.group(GROUP.source)]) },
    { rule: null, members: some },
    { rule: null, members: [nth.user(5), nth.user(6), nth.user(12)] },
    { rule: null, members: [nth.user(1), nth.user(3), nth.user(20)] },
  ];
  for (const [place, { rule, members = [] }] of groups.entries()) {
    const id = nth.group(place);
    await createGroup(context, { ...draft(rule), id, members });
    const kind = rule === null ? 'assigned' : 'dynamic';
    model.groups.set(id, { kind, rule, state: 'On', exists: true, members });
    world.groupIds.push(id);
  }
  for (const place of [GROUP.fresh, GROUP.freshByHand, GROUP.freshFollower])
    world.groupIds.push(nth.group(place));
}
