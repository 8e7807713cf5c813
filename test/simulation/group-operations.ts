/** What people do to the groups of the simulated directory. */
import { changeGroup } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { restoreGroup } from '../../src/groups/deleted-groups.ts';
import { addMembers, removeMember } from '../../src/groups/members.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import type { Context } from '../../src/membership/context.ts';
import { plainResource } from '../support/plain-resource.ts';
import { anObject } from './object-operations.ts';
import { memberOfRule } from './rule-pool.ts';
import type { World } from './world.ts';

export function createADynamicGroup(world: World, context: Context) {
  return create(world, context, world.random.pick(world.rules).text);
}

export function createAnAssignedGroup(world: World, context: Context) {
  return create(world, context, null);
}

export function createAFollower(world: World, context: Context) {
  return create(world, context, memberOfRule(someGroups(world)));
}

function create(world: World, context: Context, rule: string | null) {
  const id = world.guid();
  world.groupIds.push(id);
  const kinds = {
    unified: world.unified,
    mailEnabled: world.unified,
    securityEnabled: !world.unified,
  };
  const resource = { ...plainResource(id), ...kinds };
  return createGroup(context, {
    id,
    resource,
    kind: rule === null ? 'assigned' : 'dynamic',
    rule,
    state: 'On',
    members: [],
  });
}

export function changeARule(world: World, context: Context) {
  const rule = world.random.chance(0.2)
    ? memberOfRule(someGroups(world))
    : world.random.pick(world.rules).text;
  return changeGroup(context, aGroup(world), { rule });
}

export function changeTwoRules(world: World, context: Context) {
  return Promise.allSettled([changeARule(world, context), changeARule(world, context)]);
}

export function follow(world: World, context: Context) {
  return changeGroup(context, aGroup(world), { rule: memberOfRule(someGroups(world)) });
}

export function followEachOther(world: World, context: Context) {
  const [first, second] = [aGroup(world), aGroup(world)];
  const others = world.random.chance(0.5) ? [first] : someGroups(world);
  return Promise.allSettled([
    changeGroup(context, first, { kind: 'dynamic', rule: memberOfRule([second]) }),
    changeGroup(context, second, { kind: 'dynamic', rule: memberOfRule(others) }),
  ]);
}

export function addTheFirst(world: World, context: Context) {
  return addMembers(context, world.groupIds[0] ?? '', [world.objectIds[0] ?? '']);
}

export function removeTheFirst(world: World, context: Context) {
  return removeMember(context, world.groupIds[0] ?? '', world.objectIds[0] ?? '');
}

export function pauseOrResume(world: World, context: Context) {
  return changeGroup(context, aGroup(world), { state: world.random.chance(0.4) ? 'Paused' : 'On' });
}

export function convert(world: World, context: Context) {
  if (world.random.chance(0.5)) return changeGroup(context, aGroup(world), { kind: 'assigned' });
  return changeGroup(context, aGroup(world), {
    kind: 'dynamic',
    rule: world.random.pick(world.rules).text,
  });
}

export function addAMember(world: World, context: Context) {
  const member = world.random.chance(0.8) ? anObject(world).value : aGroup(world);
  return addMembers(context, aGroup(world), [member]);
}

export function removeAMember(world: World, context: Context) {
  return removeMember(context, aGroup(world), anObject(world).value);
}

export function deleteAGroup(world: World, context: Context) {
  return deleteGroup(context, aGroup(world));
}

export function restoreAGroup(world: World, context: Context) {
  return restoreGroup(context, aGroup(world));
}

export function reprocess(world: World, context: Context) {
  return reprocessGroup(context, aGroup(world));
}

function aGroup(world: World): string {
  return world.random.pick(world.groupIds);
}

function someGroups(world: World): readonly string[] {
  return [...new Set([aGroup(world), aGroup(world)])];
}
