/** What people do to the simulated directory, at random. */

import { changeGroup } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { addMembers, removeMember } from '../../src/groups/members.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import type { Context } from '../../src/membership/context.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { plainResource } from '../support/plain-resource.ts';
import {
  breakSomething,
  joinMessages,
  letADayPass,
  letAMinutePass,
  loseMessages,
  mend,
  type Operation,
  sweep,
} from './happenings.ts';
import { memberOfRule } from './rule-pool.ts';
import type { World } from './world.ts';

const DEPARTMENTS = ['A', 'B', 'C', null] as const;
/** Names that several want at the same time. */
const NAMES = ['ada@contoso.com', 'grace@contoso.com'] as const;
const CITIES = ['X', 'Y', null] as const;

/** What makes looks meet: one object changed back and forth, groups paused in between, objects deleted. */
const CHANGES: readonly Operation[] = [
  changeAnAttribute,
  changeAnAttribute,
  changeAnAttribute,
  changeAnAttribute,
  pauseOrResume,
  changeARule,
  deleteAnObject,
  sweep,
  loseMessages,
];

/** One object back and forth, and little else: a slow look at one state meets a fast look at the next. */
const TOGGLES: readonly Operation[] = [toggle, toggle, toggle, toggle, toggle, changeAnAttribute];

/** New rules and new objects at the same time: what a run begins with meets what begins beside it. */
const BEGINNINGS: readonly Operation[] = [
  createElsewhere,
  createElsewhere,
  createADynamicGroup,
  changeTwoRules,
  changeTwoRules,
  reprocess,
  toggle,
  toggle,
  letAMinutePass,
  letADayPass,
  sweep,
  sweep,
  loseMessages,
];

/** One object in and out of one assigned group, and groups that follow it. */
const BY_HAND: readonly Operation[] = [
  addTheFirst,
  addTheFirst,
  removeTheFirst,
  follow,
  pauseOrResume,
  deleteAnObject,
  sweep,
];

/** Many objects at once, as an import or a sync brings them: a message names them all. */
const BATCHES: readonly Operation[] = [
  changeMany,
  changeMany,
  changeMany,
  changeARule,
  pauseOrResume,
  joinMessages,
  joinMessages,
  deleteAnObject,
  createMany,
  letAMinutePass,
  sweep,
];

/** Groups that follow one another, saved at the same time. */
const CHAINS: readonly Operation[] = [
  followEachOther,
  followEachOther,
  changeARule,
  changeARule,
  addTheFirst,
  removeTheFirst,
  toggle,
  convert,
  deleteAGroup,
  sweep,
];

/** Something cannot be read or written for a while, and is tried again once it is mended. */
const BREAKAGES: readonly Operation[] = [
  breakSomething,
  changeAnAttribute,
  changeAnAttribute,
  changeARule,
  changeARule,
  pauseOrResume,
  deleteAnObject,
  reprocess,
  sweep,
  sweep,
  mend,
];

export const OPERATIONS: readonly Operation[] = [
  ...Array.from({ length: 8 }, () => changeAnAttribute),
  createAnObject,
  createAnObject,
  deleteAnObject,
  createADynamicGroup,
  createADynamicGroup,
  createAnAssignedGroup,
  createAFollower,
  changeARule,
  changeARule,
  pauseOrResume,
  pauseOrResume,
  convert,
  addAMember,
  addAMember,
  removeAMember,
  deleteAGroup,
  reprocess,
  createANamesake,
  rename,
  letAMinutePass,
];

/** How much there is, and how much happens. The fewer objects and groups, the more often two changes meet. */
export interface Shape {
  readonly objects: number;
  readonly groups: number;
  readonly operations: number;
  /** What clients do; any one of the lists unless said. */
  readonly kind?: keyof typeof KINDS;
}

const KINDS = { batches: BATCHES, chains: CHAINS, breakages: BREAKAGES, beginnings: BEGINNINGS };
const ANY = [TOGGLES, BEGINNINGS, BY_HAND, CHANGES, OPERATIONS, CHAINS];

/** Some operations, one after another; one that fails or is refused is left as it is. */
export async function act(world: World, shape: Shape): Promise<void> {
  let { context, process } = world.instance();
  const operations = shape.kind === undefined ? world.random.pick(ANY) : KINDS[shape.kind];
  for (let done = 0; done < shape.operations; done++) {
    try {
      await process.run(() => world.random.pick(operations)(world, context));
    } catch {
      // Refused, or its answer was lost: the caller knows nothing, and the store must still end right.
      if (process.isDead) ({ context, process } = world.instance());
    }
  }
}

/** Objects and groups to begin with. */
export async function furnish(world: World, shape: Shape): Promise<void> {
  const { context } = world.instance();
  for (let made = 0; made < shape.objects; made++) await createAnObject(world, context);
  await createAnAssignedGroup(world, context);
  for (let made = 0; made < shape.groups; made++) await createADynamicGroup(world, context);
  await createAFollower(world, context);
}

/** Something happens to every object once more: what was left wrong without showing shows then. */
export async function stir(world: World): Promise<void> {
  const { context } = world.instance();
  for (const id of world.objectIds) {
    const patch = { department: world.random.pick(['A', 'B']), city: world.random.pick(CITIES) };
    const key = { name: 'id', value: id } as const;
    const stirred = world.random.chance(0.3)
      ? deleteObject(context, 'user', key)
      : changeObject(context, { kind: 'user', key, patch });
    await stirred.catch(() => {});
  }
}

function createAnObject(world: World, context: Context) {
  return world.spread === 0 ? createHere(world, context) : createElsewhere(world);
}

function createHere(world: World, context: Context) {
  const id = world.guid();
  world.objectIds.push(id);
  const hired = new Date(world.time + (world.random.below(5) - 2) * 60_000).toISOString();
  const attributes = {
    userPrincipalName: `${id}@contoso.com`,
    displayName: id,
    employeeHireDate: hired,
  };
  return createObject(context, { kind: 'user', id, attributes });
}

function createANamesake(world: World, context: Context) {
  const id = world.guid();
  world.objectIds.push(id);
  const attributes = { userPrincipalName: world.random.pick(NAMES), displayName: id };
  return createObject(context, { kind: 'user', id, attributes });
}

function rename(world: World, context: Context) {
  const id = world.random.pick(world.objectIds);
  const patch = { userPrincipalName: world.random.pick([...NAMES, `${id}@contoso.com`]) };
  return changeObject(context, { kind: 'user', key: { name: 'id', value: id }, patch });
}

/** By an instance that has no ordinals in reserve, so that the directory grows. */
async function createElsewhere(world: World) {
  await world.spreadOut();
  const { context, process } = world.instance();
  return process.run(() => createHere(world, context));
}

async function createMany(world: World, context: Context) {
  for (let made = 0; made < 5; made++) await createAnObject(world, context);
}

function changeAnAttribute(world: World, context: Context) {
  const { random } = world;
  const patch = random.chance(0.6)
    ? { department: random.pick(DEPARTMENTS) }
    : { city: random.pick(CITIES) };
  return changeObject(context, { kind: 'user', key: anObject(world), patch });
}

/** One after another, as the lines of an import. */
async function changeMany(world: World, context: Context) {
  const department = world.random.pick(DEPARTMENTS);
  for (const value of world.objectIds.filter(() => world.random.chance(0.7))) {
    const key = { name: 'id', value } as const;
    const patch = { department, city: world.random.pick(CITIES) };
    await changeObject(context, { kind: 'user', key, patch }).catch(() => {});
  }
}

function toggle(world: World, context: Context) {
  const patch = { department: world.random.pick(['A', 'B']), city: 'X' };
  const value = world.objectIds[0] ?? '';
  return changeObject(context, { kind: 'user', key: { name: 'id', value }, patch });
}

function deleteAnObject(world: World, context: Context) {
  return deleteObject(context, 'user', anObject(world));
}

function createADynamicGroup(world: World, context: Context) {
  return create(world, context, world.random.pick(world.rules).text);
}

function createAnAssignedGroup(world: World, context: Context) {
  return create(world, context, null);
}

function createAFollower(world: World, context: Context) {
  return create(world, context, memberOfRule(someGroups(world)));
}

function create(world: World, context: Context, rule: string | null) {
  const id = world.guid();
  world.groupIds.push(id);
  const resource = plainResource(id);
  return createGroup(context, {
    id,
    resource,
    kind: rule === null ? 'assigned' : 'dynamic',
    rule,
    state: 'On',
    members: [],
  });
}

function changeARule(world: World, context: Context) {
  const rule = world.random.chance(0.2)
    ? memberOfRule(someGroups(world))
    : world.random.pick(world.rules).text;
  return changeGroup(context, aGroup(world), { rule });
}

function changeTwoRules(world: World, context: Context) {
  return Promise.allSettled([changeARule(world, context), changeARule(world, context)]);
}

function follow(world: World, context: Context) {
  return changeGroup(context, aGroup(world), { rule: memberOfRule(someGroups(world)) });
}

function followEachOther(world: World, context: Context) {
  const [first, second] = [aGroup(world), aGroup(world)];
  const others = world.random.chance(0.5) ? [first] : someGroups(world);
  return Promise.allSettled([
    changeGroup(context, first, { kind: 'dynamic', rule: memberOfRule([second]) }),
    changeGroup(context, second, { kind: 'dynamic', rule: memberOfRule(others) }),
  ]);
}

function addTheFirst(world: World, context: Context) {
  return addMembers(context, world.groupIds[0] ?? '', [world.objectIds[0] ?? '']);
}

function removeTheFirst(world: World, context: Context) {
  return removeMember(context, world.groupIds[0] ?? '', world.objectIds[0] ?? '');
}

function pauseOrResume(world: World, context: Context) {
  return changeGroup(context, aGroup(world), { state: world.random.chance(0.4) ? 'Paused' : 'On' });
}

function convert(world: World, context: Context) {
  if (world.random.chance(0.5)) return changeGroup(context, aGroup(world), { kind: 'assigned' });
  return changeGroup(context, aGroup(world), {
    kind: 'dynamic',
    rule: world.random.pick(world.rules).text,
  });
}

function addAMember(world: World, context: Context) {
  const member = world.random.chance(0.8) ? anObject(world).value : aGroup(world);
  return addMembers(context, aGroup(world), [member]);
}

function removeAMember(world: World, context: Context) {
  return removeMember(context, aGroup(world), anObject(world).value);
}

function deleteAGroup(world: World, context: Context) {
  return deleteGroup(context, aGroup(world));
}

function reprocess(world: World, context: Context) {
  return reprocessGroup(context, aGroup(world));
}

function anObject(world: World) {
  return { name: 'id', value: world.random.pick(world.objectIds) } as const;
}

function aGroup(world: World): string {
  return world.random.pick(world.groupIds);
}

function someGroups(world: World): readonly string[] {
  return [...new Set([aGroup(world), aGroup(world)])];
}
