/** How each operation about a group is asked. */
import {
  type Asked,
  checks,
  count,
  DEVICE,
  get,
  MEMBER,
  member,
  memberships,
  patch,
  post,
  RULE,
  remove,
} from './asked.ts';

/** What the group is that a request is about. */
export type State = 'assigned' | 'dynamic' | 'paused' | 'deleted';

export const toDynamic = (group: Group) => dynamicTypes(group, { membershipRule: RULE });

function dynamicTypes({ unified }: Group, body: object): object {
  return { groupTypes: [...(unified ? ['Unified'] : []), 'DynamicMembership'], ...body };
}

/** A group that a request is about. */
export interface Group {
  readonly id: string;
  readonly unified: boolean;
}

export interface GroupRequest {
  readonly state: State;
  readonly ask: (group: Group) => Asked;
}

function about(state: State, ask: (group: Group) => Asked): GroupRequest {
  return { state, ask };
}

function change(state: State, body: object | ((group: Group) => object)): GroupRequest {
  return about(state, (group) =>
    patch(`/v1.0/groups/${group.id}`, typeof body === 'function' ? body(group) : body),
  );
}

const of =
  (path: string) =>
  ({ id }: Group) =>
    get(`/v1.0/groups/${id}${path}`);

const counted =
  (path: string) =>
  ({ id }: Group) =>
    count(`/v1.0/groups/${id}${path}/$count`);

const difference =
  (side: string) =>
  ({ id }: Group) =>
    get(`/muster/v1/groups/${id}/membershipDifference${side}?from=2026-11-01T00:00:00Z`);

/** By the name of the case; each is asked of four groups: security and Microsoft 365, the caller's own and another's. */
export const GROUP_REQUESTS: Readonly<Record<string, GroupRequest>> = {
  getGroup: about('assigned', of('')),
  'updateGroup (names)': change('assigned', { displayName: 'New' }),
  'updateGroup (owners)': change('assigned', { 'owners@odata.bind': [member['@odata.id']] }),
  'updateGroup (rule)': change('dynamic', { membershipRule: 'user.department -eq "Legal"' }),
  'updateGroup (the rule it has)': change('dynamic', { membershipRule: RULE }),
  'updateGroup (pause)': change('dynamic', { membershipRuleProcessingState: 'Paused' }),
  'updateGroup (resume)': change('paused', { membershipRuleProcessingState: 'On' }),
  'updateGroup (the state it has)': change('dynamic', { membershipRuleProcessingState: 'on' }),
  'updateGroup (rule and pause)': change('dynamic', {
    membershipRule: 'user.department -eq "Legal"',
    membershipRuleProcessingState: 'Paused',
  }),
  'updateGroup (names and pause)': change('dynamic', {
    displayName: 'New',
    membershipRuleProcessingState: 'Paused',
  }),
  'updateGroup (to dynamic)': change('assigned', toDynamic),
  'updateGroup (to dynamic, paused)': change('assigned', (group) => ({
    ...toDynamic(group),
    membershipRuleProcessingState: 'Paused',
  })),
  'updateGroup (to assigned)': change('dynamic', ({ unified }) => ({
    groupTypes: unified ? ['Unified'] : [],
  })),
  'updateGroup (to assigned, paused before)': change('paused', ({ unified }) => ({
    groupTypes: unified ? ['Unified'] : [],
  })),
  deleteGroup: about('assigned', ({ id }) => remove(`/v1.0/groups/${id}`)),

  listMembers: about('assigned', of('/members')),
  countMembers: about('assigned', counted('/members')),
  listMemberReferences: about('assigned', of('/members/$ref')),
  listMembersOfType: about('assigned', of('/members/microsoft.graph.user')),
  countMembersOfType: about('assigned', counted('/members/microsoft.graph.user')),
  listTransitiveMembers: about('assigned', of('/transitiveMembers')),
  countTransitiveMembers: about('assigned', counted('/transitiveMembers')),
  listTransitiveMemberReferences: about('assigned', of('/transitiveMembers/$ref')),
  listTransitiveMembersOfType: about('assigned', of('/transitiveMembers/graph.device')),
  countTransitiveMembersOfType: about('assigned', counted('/transitiveMembers/graph.device')),
  ...groupMemberships(),
  addMember: about('assigned', ({ id }) => post(`/v1.0/groups/${id}/members/$ref`, member)),
  removeMember: about('assigned', ({ id }) => remove(`/v1.0/groups/${id}/members/${MEMBER}/$ref`)),
  removeMemberByReference: about('assigned', ({ id }) =>
    remove(`/v1.0/groups/${id}/members/$ref?@id=${member['@odata.id']}`),
  ),
  deleteMemberObject: about('assigned', ({ id }) => remove(`/v1.0/groups/${id}/members/${MEMBER}`)),

  listOwners: about('assigned', of('/owners')),
  listOwnersOfType: about('assigned', of('/owners/microsoft.graph.user')),
  countOwners: about('assigned', counted('/owners')),
  countOwnersOfType: about('assigned', counted('/owners/graph.user')),
  listOwnerReferences: about('assigned', of('/owners/$ref')),
  addOwner: about('assigned', ({ id }) => post(`/v1.0/groups/${id}/owners/$ref`, member)),
  removeOwner: about('assigned', ({ id }) => remove(`/v1.0/groups/${id}/owners/${MEMBER}/$ref`)),
  removeOwnerByReference: about('assigned', ({ id }) =>
    remove(`/v1.0/groups/${id}/owners/$ref?@id=${member['@odata.id']}`),
  ),

  getDeletedItem: about('deleted', ({ id }) => get(`/v1.0/directory/deletedItems/${id}`)),
  deleteDeletedItem: about('deleted', ({ id }) => remove(`/v1.0/directory/deletedItems/${id}`)),
  restoreDeletedItem: about('deleted', ({ id }) =>
    post(`/v1.0/directory/deletedItems/${id}/restore`),
  ),

  getGroupOverview: about('dynamic', ({ id }) => get(`/muster/v1/groups/${id}`)),
  reprocessGroup: about('dynamic', ({ id }) => post(`/muster/v1/groups/${id}/reprocess`)),
  changeGroupSettings: about('dynamic', ({ id }) =>
    patch(`/muster/v1/groups/${id}`, { guard: null }),
  ),
  'evaluateGroupMembership (a user)': about('dynamic', ({ id }) =>
    post(`/beta/groups/${id}/evaluateDynamicMembership`, { memberId: MEMBER }),
  ),
  'evaluateGroupMembership (a device)': about('dynamic', ({ id }) =>
    post(`/beta/groups/${id}/evaluateDynamicMembership`, { memberId: DEVICE }),
  ),
  getRuleTests: about('dynamic', ({ id }) => get(`/muster/v1/groups/${id}/ruleTests`)),
  putRuleTests: about('dynamic', ({ id }) => ({
    method: 'PUT',
    path: `/muster/v1/groups/${id}/ruleTests`,
    body: { mustBeIn: [MEMBER] },
  })),
  runRuleTests: about('dynamic', ({ id }) => post(`/muster/v1/groups/${id}/ruleTests/run`)),
  explainMembers: about('dynamic', ({ id }) =>
    post(`/muster/v1/groups/${id}/explain`, { memberIds: [MEMBER] }),
  ),
  listGroupHistory: about('dynamic', ({ id }) => get(`/muster/v1/groups/${id}/history`)),
  getMemberHistory: about('dynamic', ({ id }) =>
    get(`/muster/v1/groups/${id}/members/${MEMBER}/history`),
  ),
  listMembersAt: about('assigned', ({ id }) => get(`/muster/v1/groups/${id}/members`)),
  getMembershipDifference: about('assigned', difference('')),
  listMembersAddedBetween: about('assigned', difference('/added')),
  listMembersRemovedBetween: about('assigned', difference('/removed')),
  getMemberCounts: about('assigned', ({ id }) =>
    get(`/muster/v1/groups/${id}/memberCounts?from=2026-11-01T00:00:00Z`),
  ),
  listRuleVersions: about('dynamic', ({ id }) => get(`/muster/v1/groups/${id}/ruleVersions`)),
  getRuleVersionDifference: about('dynamic', ({ id }) =>
    get(`/muster/v1/groups/${id}/ruleVersions/1/diff`),
  ),
  restoreRuleVersion: about('dynamic', ({ id }) =>
    post(`/muster/v1/groups/${id}/ruleVersions/1/restore`, {}),
  ),
  listAddedMembers: about('dynamic', ({ id }) => get(`/muster/v1/groups/${id}/log/1/added`)),
  listRemovedMembers: about('dynamic', ({ id }) => get(`/muster/v1/groups/${id}/log/1/removed`)),
};

function groupMemberships(): Readonly<Record<string, GroupRequest>> {
  const path = '/v1.0/groups/{id}';
  return Object.fromEntries(
    Object.entries({ ...memberships('Group', path), ...checks('Group', path) }).map(
      ([name, ask]) => [
        name,
        about('assigned', ({ id }) => ({ ...ask(), path: ask().path.replace('{id}', id) })),
      ],
    ),
  );
}
