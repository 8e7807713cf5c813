/** How each operation is asked that is about no group. */
import { dynamic, groupBody, userBody } from '../operations/test-server.ts';
import {
  APPLICATION,
  type Asked,
  CALLER,
  checks,
  count,
  DEVICE,
  get,
  MEMBER,
  memberships,
  NOBODY,
  patch,
  post,
  RULE,
  remove,
} from './asked.ts';

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
  'updateGroup (that is to be created)': () => ({
    ...patch("/v1.0/groups(uniqueName='nobody')", groupBody()),
    headers: { prefer: 'create-if-missing' },
  }),
  listGroups: () => get('/v1.0/groups'),
  countGroups: () => count('/v1.0/groups/$count'),
  countUsers: () => count('/v1.0/users/$count'),
  countDevices: () => count('/v1.0/devices/$count'),

  createUser: () => post('/v1.0/users', userBody()),
  listUsers: () => get('/v1.0/users'),
  getUser: () => get(`/v1.0/users/${MEMBER}`),
  updateUser: () => patch(`/v1.0/users/${MEMBER}`, { department: 'Legal' }),
  deleteUser: () => remove(`/v1.0/users/${MEMBER}`),
  ...memberships('User', `/v1.0/users/${MEMBER}`),
  ...checks('User', `/v1.0/users/${MEMBER}`),
  getManagerReference: () => get(`/v1.0/users/${MEMBER}/manager/$ref`),
  listOwnedObjects: () => get(`/v1.0/users/${MEMBER}/ownedObjects`),
  countOwnedObjects: () => count(`/v1.0/users/${MEMBER}/ownedObjects/$count`),
  listOwnedObjectReferences: () => get(`/v1.0/users/${MEMBER}/ownedObjects/$ref`),
  listOwnedObjectsOfType: () =>
    count(`/v1.0/users/${MEMBER}/ownedObjects/microsoft.graph.group?$count=true`),
  countOwnedObjectsOfType: () =>
    count(`/v1.0/users/${MEMBER}/ownedObjects/microsoft.graph.group/$count`),
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
  ...memberships('Device', `/v1.0/devices/${DEVICE}`),
  ...checks('Device', `/v1.0/devices/${DEVICE}`),

  ...checks('DirectoryObject', `/v1.0/directoryObjects/${MEMBER}`),
  getDirectoryObject: () => get(`/v1.0/directoryObjects/${MEMBER}`),
  getObjectsById: () => post('/v1.0/directoryObjects/getByIds', { ids: [MEMBER] }),
  getAvailableExtensionProperties: () =>
    post('/v1.0/directoryObjects/getAvailableExtensionProperties'),
  'evaluateMembership (a user)': () =>
    post('/beta/groups/evaluateDynamicMembership', { memberId: MEMBER, membershipRule: RULE }),
  'evaluateMembership (a device)': () =>
    post('/beta/groups/evaluateDynamicMembership', { memberId: DEVICE, membershipRule: RULE }),

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
  getOpenApi: () => get('/muster/v1/openapi.json'),
  batch: () => post('/v1.0/$batch', { requests: [{ id: '1', method: 'GET', url: '/flavour' }] }),
  getMetadata: () => get('/v1.0/$metadata'),
  getServiceDocument: () => get('/v1.0'),
  listAdministrativeUnits: () => get('/v1.0/directory/administrativeUnits'),
  getAdministrativeUnit: () => get(`/v1.0/directory/administrativeUnits/${NOBODY}`),
  updateAdministrativeUnit: () =>
    patch(`/v1.0/directory/administrativeUnits/${NOBODY}`, {
      membershipRuleProcessingState: 'Paused',
    }),
  listDeletedItemsOfType: () => get('/v1.0/directory/deletedItems/microsoft.graph.user'),
  listDeletedGroups: () => get('/v1.0/directory/deletedItems/microsoft.graph.group'),

  listGroupChanges: () => get('/v1.0/groups/delta'),
  listUserChanges: () => get('/v1.0/users/delta'),
  listDeviceChanges: () => get('/v1.0/devices/delta'),

  listDirectoryAudits: () => get('/v1.0/auditLogs/directoryAudits'),
  getDirectoryAudit: () => get(`/v1.0/auditLogs/directoryAudits/${NOBODY}`),

  getMyRights: () => get('/muster/v1/me'),
  listGroupOverviews: () => get('/muster/v1/groups'),
  listAlerts: () => get('/muster/v1/alerts'),
  listPoison: () => get('/muster/v1/poison'),
  replayPoison: () => post(`/muster/v1/poison/${NOBODY}/replay`),
  discardPoison: () => remove(`/muster/v1/poison/${NOBODY}`),
  getHealth: () => get('/muster/v1/health'),
  getLiveness: () => get('/muster/v1/health/live'),
  getReadiness: () => get('/muster/v1/health/ready'),
  getMetrics: () => get('/muster/v1/metrics'),
  listUserHistory: () => get(`/muster/v1/users/${MEMBER}/history`),
  listDeviceHistory: () => get(`/muster/v1/devices/${DEVICE}/history`),
  whatIfUser: () => post(`/muster/v1/users/${MEMBER}/whatIf`, { department: 'Sales' }),
  whatIfDevice: () => post(`/muster/v1/devices/${DEVICE}/whatIf`, { displayName: 'PC 3' }),
  explainRule: () => post('/muster/v1/explain', { memberIds: [MEMBER], membershipRule: RULE }),
  listAudits: () => get('/muster/v1/audits'),
  getAudit: () => get(`/muster/v1/audits/${NOBODY}`),
  startAudit: () => post('/muster/v1/audits', {}),
  repairAudit: () => post(`/muster/v1/audits/${NOBODY}/repair`),
  getLicenceReport: () => get('/muster/v1/reports/licences'),
  getLatencyReport: () => get('/muster/v1/reports/latency'),
  getRuleReport: () => get('/muster/v1/reports/rules'),
  createWebhook: () =>
    post('/muster/v1/webhooks', {
      url: 'https://hook.example.com/',
      events: ['membershipChanged'],
      groupIds: [NOBODY],
    }),
  listWebhooks: () => get('/muster/v1/webhooks'),
  getWebhook: () => get(`/muster/v1/webhooks/${NOBODY}`),
  deleteWebhook: () => remove(`/muster/v1/webhooks/${NOBODY}`),
  listWebhookDeliveries: () => get(`/muster/v1/webhooks/${NOBODY}/deliveries`),
  testWebhook: () => post(`/muster/v1/webhooks/${NOBODY}/test`),
  replayWebhook: () => post(`/muster/v1/webhooks/${NOBODY}/replay`),
  listMails: () => get('/muster/v1/mails'),
  listMailTemplates: () => get('/muster/v1/mailTemplates'),
  getMailTemplate: () => get('/muster/v1/mailTemplates/en'),
  changeMailTemplate: () => ({
    method: 'PUT',
    path: '/muster/v1/mailTemplates/pt-BR',
    body: { subject: 'Oi', text: 'Oi, {{displayName}}' },
  }),
  resetMailTemplate: () => remove('/muster/v1/mailTemplates/ru-RU'),
  getGuard: () => get('/muster/v1/guard'),
  changeGuard: () => patch('/muster/v1/guard', { blankedShare: 40 }),
  listHolds: () => get('/muster/v1/holds'),
  getHold: () => get(`/muster/v1/holds/${NOBODY}`),
  listHeldAdditions: () => get(`/muster/v1/holds/${NOBODY}/additions`),
  listHeldRemovals: () => get(`/muster/v1/holds/${NOBODY}/removals`),
  listRemovedBefore: () => get(`/muster/v1/holds/${NOBODY}/alreadyRemoved`),
  'createPreview (users)': () => post('/muster/v1/previews', { membershipRule: RULE }),
  'createPreview (devices)': () =>
    post('/muster/v1/previews', { membershipRule: 'device.displayName -eq "PC"' }),
  getPreview: () => get(`/muster/v1/previews/${NOBODY}`),
  deletePreview: () => remove(`/muster/v1/previews/${NOBODY}`),
  listPreviewAdditions: () => get(`/muster/v1/previews/${NOBODY}/additions`),
  listPreviewRemovals: () => get(`/muster/v1/previews/${NOBODY}/removals`),
  listPreviewUnchanged: () => get(`/muster/v1/previews/${NOBODY}/unchanged`),
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
