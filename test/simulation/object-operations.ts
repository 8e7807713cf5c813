/** What people do to the objects of the simulated directory. */
import type { Context } from '../../src/membership/context.ts';
import { changeObject, setManager } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import type { World } from './world.ts';

export const DEPARTMENTS = ['A', 'B', 'C', null] as const;
/** Names that several want at the same time. */
const NAMES = ['ada@contoso.com', 'grace@contoso.com'] as const;
export const CITIES = ['X', 'Y', null] as const;

export function createAnObject(world: World, context: Context) {
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

export function createANamesake(world: World, context: Context) {
  const id = world.guid();
  world.objectIds.push(id);
  const attributes = { userPrincipalName: world.random.pick(NAMES), displayName: id };
  return createObject(context, { kind: 'user', id, attributes });
}

export function rename(world: World, context: Context) {
  const id = world.random.pick(world.objectIds);
  const patch = { userPrincipalName: world.random.pick([...NAMES, `${id}@contoso.com`]) };
  return changeObject(context, { kind: 'user', key: { name: 'id', value: id }, patch });
}

/** By an instance that has no ordinals in reserve, so that the directory grows. */
export async function createElsewhere(world: World) {
  await world.spreadOut();
  const { context, process } = world.instance();
  return process.run(() => createHere(world, context));
}

export async function createMany(world: World, context: Context) {
  for (let made = 0; made < 5; made++) await createAnObject(world, context);
}

export function changeAnAttribute(world: World, context: Context) {
  const { random } = world;
  const patch = random.chance(0.6)
    ? { department: random.pick(DEPARTMENTS) }
    : { city: random.pick(CITIES) };
  return changeObject(context, { kind: 'user', key: anObject(world), patch });
}

/** One after another, as the lines of an import. */
export async function changeMany(world: World, context: Context) {
  const department = world.random.pick(DEPARTMENTS);
  for (const value of world.objectIds.filter(() => world.random.chance(0.7))) {
    const key = { name: 'id', value } as const;
    const patch = { department, city: world.random.pick(CITIES) };
    await changeObject(context, { kind: 'user', key, patch }).catch(() => {});
  }
}

export function toggle(world: World, context: Context) {
  const patch = { department: world.random.pick(['A', 'B']), city: 'X' };
  const value = world.objectIds[0] ?? '';
  return changeObject(context, { kind: 'user', key: { name: 'id', value }, patch });
}

export function deleteAnObject(world: World, context: Context) {
  return deleteObject(context, 'user', anObject(world));
}

/** Somebody's manager, who may be about to be deleted. */
export function giveAManager(world: World, context: Context) {
  const manager = world.random.chance(0.8) ? anObject(world).value : null;
  return setManager(context, anObject(world), manager);
}

/** The id of somebody who was deleted, perhaps. */
export function createAgain(world: World, context: Context) {
  const id = anObject(world).value;
  const attributes = { userPrincipalName: `${id}@contoso.com`, displayName: 'again' };
  return createObject(context, { kind: 'user', id, attributes });
}

export function anObject(world: World) {
  return { name: 'id', value: world.random.pick(world.objectIds) } as const;
}
