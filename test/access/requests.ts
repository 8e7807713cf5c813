/** How each operation is asked, in a directory that has one of everything. */
import { dynamic, groupBody, userBody } from '../operations/test-server.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the group is that a request is about. */
export type State = 'assigned' | 'dynamic' | 'paused' | 'deleted';

export const CALLER = '99999999-9999-4999-8999-999999999999';

const RULE = 'user.department -eq "Sales"';
export const MEMBER = '88888888-8888-4888-8888-888888888888';
export const DEVICE = '77777777-7777-4777-8777-777777777777';
export const APPLICATION = '66666666-6666-4666-8666-666666666666';
const NOBODY = '55555555-5555-4555-8555-555555555555';

const member = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${MEMBER}` };
const eventual = { consistencylevel: 'eventual' };

function get(path: string): Asked {
  return { method: 'GET', path };
}

function post(path: string, body: unknown = {}): Asked {
  return { method: 'POST', path, body };
}

function patch(path: string, body: unknown): Asked {
  return { method: 'PATCH', path, body };
}

function remove(path: string): Asked {
  return { method: 'DELETE', path };
}

function count(path: string): Asked {
  return { ...get(path), headers: eventual };
}

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
  countMembers: about('assigned', ({ id }) => count(`/v1.0/groups/${id}/members/$count`)),
  listMemberReferences: about('assigned', of('/members/$ref')),
  addMember: about('assigned', ({ id }) => post(`/v1.0/groups/${id}/members/$ref`, member)),
  removeMember: about('assigned', ({ id }) => remove(`/v1.0/groups/${id}/members/${MEMBER}/$ref`)),
  removeMemberByReference: about('assigned', ({ id }) =>
    remove(`/v1.0/groups/${id}/members/$ref?@id=${member['@odata.id']}`),
  ),
  deleteMemberObject: about('assigned', ({ id }) => remove(`/v1.0/groups/${id}/members/${MEMBER}`)),

  listOwners: about('assigned', of('/owners')),
  listOwnersOfType: about('assigned', of('/owners/microsoft.graph.user')),
  countOwners: about('assigned', ({ id }) => count(`/v1.0/groups/${id}/owners/$count`)),
  countOwnersOfType: about('assigned', ({ id }) =>
    count(`/v1.0/groups/${id}/owners/graph.user/$count`),
  ),
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
  listGroupHistory: about('dynamic', ({ id }) => get(`/muster/v1/groups/${id}/history`)),
  getMemberHistory: about('dynamic', ({ id }) =>
    get(`/muster/v1/groups/${id}/members/${MEMBER}/history`),
  ),
  listAddedMembers: about('dynamic', ({ id }) => get(`/muster/v1/groups/${id}/log/1/added`)),
  listRemovedMembers: about('dynamic', ({ id }) => get(`/muster/v1/groups/${id}/log/1/removed`)),
};

/** By the name of the case; those that are about no group. */
export const OTHER_REQUESTS: Readonly<Record<string, () => Asked>> = {
  'createGroup (security)': () => post('/v1.0/groups', { ...groupBody(), ...dynamic(RULE) }),
  'createGroup (Microsoft 365)': () => post('/v1.0/groups', unifiedBody(NOBODY)),
  'createGroup (paused)': () =>
    post('/v1.0/groups', {
      ...groupBody(),
      ...dynamic(RULE),
      membershipRuleProcessingState: 'Paused',
    }),
  listGroups: () => get('/v1.0/groups'),

  createUser: () => post('/v1.0/users', userBody()),
  listUsers: () => get('/v1.0/users'),
  getUser: () => get(`/v1.0/users/${MEMBER}`),
  updateUser: () => patch(`/v1.0/users/${MEMBER}`, { department: 'Legal' }),
  deleteUser: () => remove(`/v1.0/users/${MEMBER}`),
  listUserMemberships: () => get(`/v1.0/users/${MEMBER}/memberOf`),
  getManager: () => get(`/v1.0/users/${MEMBER}/manager`),
  listDirectReports: () => get(`/v1.0/users/${MEMBER}/directReports`),
  setManager: () => ({
    method: 'PUT',
    path: `/v1.0/users/${MEMBER}/manager/$ref`,
    body: { '@odata.id': `https://graph.microsoft.com/v1.0/users/${CALLER}` },
  }),
  removeManager: () => remove(`/v1.0/users/${MEMBER}/manager/$ref`),

  createDevice: () => post('/v1.0/devices', deviceBody()),
  listDevices: () => get('/v1.0/devices'),
  getDevice: () => get(`/v1.0/devices/${DEVICE}`),
  updateDevice: () => patch(`/v1.0/devices/${DEVICE}`, { displayName: 'PC 2' }),
  deleteDevice: () => remove(`/v1.0/devices/${DEVICE}`),
  listDeviceMemberships: () => get(`/v1.0/devices/${DEVICE}/memberOf`),

  createApplication: () => post('/v1.0/applications', { displayName: 'HR' }),
  listApplications: () => get('/v1.0/applications'),
  getApplication: () => get(`/v1.0/applications/${APPLICATION}`),
  deleteApplication: () => remove(`/v1.0/applications/${APPLICATION}`),
  createExtensionProperty: () =>
    post(`/v1.0/applications/${APPLICATION}/extensionProperties`, {
      name: 'team',
      dataType: 'String',
      targetObjects: ['User'],
    }),
  listExtensionProperties: () => get(`/v1.0/applications/${APPLICATION}/extensionProperties`),
  getExtensionProperty: () =>
    get(`/v1.0/applications/${APPLICATION}/extensionProperties/${NOBODY}`),
  deleteExtensionProperty: () =>
    remove(`/v1.0/applications/${APPLICATION}/extensionProperties/${NOBODY}`),

  getMe: () => get('/v1.0/me'),
  getMetadata: () => get('/v1.0/$metadata'),
  listDeletedGroups: () => get('/v1.0/directory/deletedItems/microsoft.graph.group'),

  listGroupOverviews: () => get('/muster/v1/groups'),
  listAlerts: () => get('/muster/v1/alerts'),
  listPoison: () => get('/muster/v1/poison'),
  replayPoison: () => post(`/muster/v1/poison/${NOBODY}/replay`),
  discardPoison: () => remove(`/muster/v1/poison/${NOBODY}`),
  getHealth: () => get('/muster/v1/health'),
  listUserHistory: () => get(`/muster/v1/users/${MEMBER}/history`),
  listDeviceHistory: () => get(`/muster/v1/devices/${DEVICE}/history`),
  listAudits: () => get('/muster/v1/audits'),
  getAudit: () => get(`/muster/v1/audits/${NOBODY}`),
  startAudit: () => post('/muster/v1/audits', {}),
  repairAudit: () => post(`/muster/v1/audits/${NOBODY}/repair`),
  getGuard: () => get('/muster/v1/guard'),
  changeGuard: () => patch('/muster/v1/guard', { blankedShare: 40 }),
  listHolds: () => get('/muster/v1/holds'),
  getHold: () => get(`/muster/v1/holds/${NOBODY}`),
  listHeldAdditions: () => get(`/muster/v1/holds/${NOBODY}/additions`),
  listHeldRemovals: () => get(`/muster/v1/holds/${NOBODY}/removals`),
  listRemovedBefore: () => get(`/muster/v1/holds/${NOBODY}/alreadyRemoved`),
  releaseHold: () => post(`/muster/v1/holds/${NOBODY}/release`, { diffHash: 'x' }),
  rejectHold: () => post(`/muster/v1/holds/${NOBODY}/reject`, { note: 'no' }),
  getPauseAll: () => get('/muster/v1/pause-all'),
  pauseAll: () => post('/muster/v1/pause-all', { reason: 'move', exceptions: [] }),
  resumeAll: () => post('/muster/v1/resume-all'),

  createImport: () => post('/muster/v1/imports', {}),
  listImports: () => get('/muster/v1/imports'),
  getImport: () => get(`/muster/v1/imports/${NOBODY}`),
  getImportPart: () => get(`/muster/v1/imports/${NOBODY}/parts/1`),
  putImportPart: () => ({
    method: 'PUT',
    path: `/muster/v1/imports/${NOBODY}/parts/1`,
    body: '',
    headers: { 'content-type': 'application/x-ndjson' },
  }),
  completeImport: () => post(`/muster/v1/imports/${NOBODY}/complete`),
  exportUsers: () => get('/muster/v1/exports/users'),
  exportDevices: () => get('/muster/v1/exports/devices'),
  exportGroups: () => get('/muster/v1/exports/groups'),
};

let nicknames = 0;

export function unifiedBody(name: string): Readonly<Record<string, unknown>> {
  nicknames++;
  return {
    displayName: name,
    mailEnabled: true,
    mailNickname: `group${nicknames}`,
    securityEnabled: false,
    groupTypes: ['Unified'],
  };
}

let devices = 0;

export function deviceBody(): Readonly<Record<string, unknown>> {
  devices++;
  return {
    accountEnabled: true,
    deviceId: `44444444-4444-4444-8444-${String(devices).padStart(12, '0')}`,
    displayName: 'PC',
    operatingSystem: 'Windows',
    operatingSystemVersion: '11',
    alternativeSecurityIds: [{ type: 2, identityProvider: null, key: 'a2V5' }],
  };
}
