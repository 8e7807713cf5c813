/** What two clients do in the scenario of single faults: a bit of everything people and imports do to a directory. */
import type { AttributePatch } from '../../src/directory/attributes.ts';
import { changeGroup, type GroupChange } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { listHolds, release } from '../../src/groups/holds.ts';
import { addMembers, removeMember } from '../../src/groups/members.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import { lookAtDue } from '../../src/membership/clock-timer.ts';
import type { Context } from '../../src/membership/context.ts';
import { changeObject, setManager } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { draft } from '../support/directory.ts';
import type { Model } from './model.ts';
import { ALL_RULES, MANAGER, memberOfRule } from './rule-pool.ts';
import { ELSEWHERE, GROUP, nth, userAttributes } from './scenario-setup.ts';
import type { World } from './world.ts';

/** One request, and what its client knows once it is acknowledged. It can be repeated. */
export interface Step {
  readonly ask: (context: Context, world: World) => Promise<unknown>;
  readonly learn: (model: Model) => void;
}

const byId = (value: string) => ({ name: 'id', value }) as const;
/** The place of what is created. */
const NEW = 90_000;

/** The place of a rule of the pool. */
function ruleAt(start: string): number {
  return ALL_RULES.findIndex(({ text }) => text.startsWith(start));
}

function textAt(start: string): string {
  return ALL_RULES[ruleAt(start)]?.text ?? '';
}

function change(id: string, patch: AttributePatch, kind: 'user' | 'device' = 'user'): Step {
  return {
    ask: (context) => changeObject(context, { kind, key: byId(id), patch }),
    learn: (model) => model.change(id, patch),
  };
}

function create(
  kind: 'user' | 'device',
  id: string,
  attributes: ReturnType<typeof userAttributes>,
): Step {
  return {
    ask: (context) => createObject(context, { kind, id, attributes }),
    learn: (model) => model.change(id, attributes),
  };
}

function remove(kind: 'user' | 'device', id: string): Step {
  return {
    ask: (context) => deleteObject(context, kind, byId(id)),
    learn: (model) => model.objects.delete(id),
  };
}

function edit(
  place: number,
  wanted: GroupChange,
  more: { members?: readonly string[] } = {},
): Step {
  const { kind, rule, state } = wanted;
  const known = {
    ...(kind !== undefined && { kind }),
    ...(rule !== undefined && { rule }),
    ...(kind === 'assigned' && { rule: null }),
    ...(state !== undefined && { state }),
    ...more,
  };
  return {
    ask: (context) => changeGroup(context, nth.group(place), wanted),
    learn: (model) => model.changeGroup(nth.group(place), known),
  };
}

function add(place: number, ids: readonly string[]): Step {
  const id = nth.group(place);
  return {
    ask: (context) => addMembers(context, id, ids),
    learn: (model) =>
      model.changeGroup(id, { members: [...(model.groups.get(id)?.members ?? []), ...ids] }),
  };
}

function take(place: number, member: string): Step {
  const id = nth.group(place);
  return {
    ask: (context) => removeMember(context, id, member),
    learn: (model) => {
      const members = model.groups.get(id)?.members ?? [];
      model.changeGroup(id, { members: members.filter((one) => one !== member) });
    },
  };
}

function found(place: number, rule: string | null, members: readonly string[] = []): Step {
  const id = nth.group(place);
  const kind = rule === null ? 'assigned' : 'dynamic';
  return {
    ask: (context) => createGroup(context, { ...draft(rule), id, members }),
    learn: (model) => model.groups.set(id, { kind, rule, state: 'On', exists: true, members }),
  };
}

/** The rule changes, and somebody has to decide on what that does. */
const breach: Step = {
  ask: (context) => changeGroup(context, nth.group(GROUP.guarded), { rule: ELSEWHERE }),
  learn: (model) => model.changeGroup(nth.group(GROUP.guarded), { rule: ELSEWHERE, isHeld: true }),
};

const letGo: Step = {
  ask: async (context) => {
    const holds = await listHolds(context, 'held');
    const hold = holds.find(({ groupId }) => groupId === nth.group(GROUP.held));
    if (hold !== undefined)
      await release(context, hold.id, { diffHash: hold.diffHash, note: null });
  },
  learn: (model) => model.changeGroup(nth.group(GROUP.held), { isHeld: false }),
};

const aMinute: Step = {
  ask: (context, world) => {
    world.time += 61_000;
    return lookAtDue(context);
  },
  learn: () => {},
};

const manages: Step = {
  ask: (context) => setManager(context, byId(nth.user(15)), MANAGER),
  learn: (model) => model.change(nth.user(15), { manager: MANAGER }),
};

/** Those whose country is BR, by the way the directory is set up. */
function brazilians(): readonly string[] {
  return Array.from({ length: 5_000 }, (_, at) => nth.user(at * 5));
}

/** What each client does, one step after another. What is converted has a rule that nobody else's changes touch. */
export type Script = readonly (readonly Step[])[];

/** About 500 calls. */
export const SCENARIO: Script = [
  [
    change(nth.user(0), { department: 'B' }),
    create('user', nth.user(NEW), { ...userAttributes(4), userPrincipalName: 'new@contoso.com' }),
    remove('user', nth.user(3)),
    change(nth.user(5), { country: 'DE' }),
    manages,
    aMinute,
    change(nth.user(7), { streetAddress: 'Elm Street 1' }),
    change(nth.device(2), { displayName: 'Laptop 2', deviceOwnership: 'Company' }, 'device'),
  ],
  [
    edit(ruleAt('user.department -ne "A"'), { state: 'Paused' }),
    edit(ruleAt('user.department -eq "A"'), { rule: textAt('user.city -eq "X" -or user.dep') }),
    breach,
    add(GROUP.byHand, [nth.user(13), nth.device(4)]),
    letGo,
    edit(GROUP.becomesDynamic, { kind: 'dynamic', rule: textAt('user.country -ne') }),
    edit(ruleAt('user.department -ne "A"'), { state: 'On' }),
  ],
];

const LATER: Script = [
  [
    change(nth.user(2), { city: 'X', department: null }),
    change(nth.user(0), { department: 'A' }),
    create('device', nth.device(NEW), { deviceId: 'new', operatingSystem: 'Windows' }),
    change(nth.user(8), { userPrincipalName: 'renamed@contoso.com', employeeHireDate: null }),
    change(nth.user(9), { onPremisesExtensionAttributes: { extensionAttribute1: 'CC-62' } }),
    remove('device', nth.device(1)),
    change(nth.user(10), { accountEnabled: false, otherMails: ['ten@fabrikam.com'] }),
  ],
  [
    take(GROUP.byHand, nth.user(11)),
    found(GROUP.fresh, textAt('user.employeeHireDate -le system.now')),
    edit(GROUP.follower, { rule: memberOfRule([nth.group(1), nth.group(GROUP.source)]) }),
    { ask: (context) => reprocessGroup(context, nth.group(4)), learn: () => {} },
    found(GROUP.freshByHand, null, [nth.user(16), nth.user(21)]),
    {
      ask: (context) => deleteGroup(context, nth.group(GROUP.source)),
      learn: (model) => model.changeGroup(nth.group(GROUP.source), { exists: false }),
    },
    edit(ruleAt('user.displayName'), { state: 'Paused' }),
    add(ruleAt('user.country -eq'), [nth.user(6)]),
    found(GROUP.freshFollower, memberOfRule([nth.group(GROUP.freshByHand)])),
  ],
];

/** The other half: what is converted, deleted and made anew. */
export const SECOND_SCENARIO: Script = [
  LATER[0]!,
  [edit(ruleAt('user.country -eq'), { kind: 'assigned' }, { members: brazilians() }), ...LATER[1]!],
];
