/**
 * Who may do what, written by hand from Microsoft Graph's documentation of permissions and roles, and from what this service
 * promises of pauses, holds and owners. It shares nothing with the table in src/access, which is held against it.
 */

import { both, type Expected, OPEN, type Role } from './expected.ts';
import { NOTICES } from './expected-notices.ts';
import {
  readApplications,
  readDeviceAndGroups,
  readDevices,
  readGroups,
  readPreviews,
  readUserAndGroups,
  readUsers,
} from './expected-reads.ts';
import { RELATIONS } from './expected-relations.ts';

const GROUPS_WRITTEN = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const GROUP_PROPERTIES = ['Group.Read.All', 'Directory.Read.All', ...GROUPS_WRITTEN];

const UNITS_READ = [
  'AdministrativeUnit.Read.All',
  'AdministrativeUnit.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

const ADMINISTRATORS: readonly Role[] = ['Global Administrator', 'Groups Administrator'];
const EDITORS: readonly Role[] = [
  'Global Administrator',
  'Groups Administrator',
  'User Administrator',
  'Directory Writers',
  'Intune Administrator*',
  'Windows 365 Administrator*',
];

const readReports = both(
  ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'everyone',
);
const readDeleted = both(GROUP_PROPERTIES, 'everyone');
const editMembers = both(['GroupMember.ReadWrite.All', ...GROUPS_WRITTEN], EDITORS, 'and owners');
const editOwners = both(GROUPS_WRITTEN, EDITORS, 'and owners');
const editRule = both(GROUPS_WRITTEN, EDITORS);
const pause = both(GROUPS_WRITTEN, ADMINISTRATORS);
const usersWritten = ['User.ReadWrite.All', 'Directory.ReadWrite.All'];
const writeUsers = both(usersWritten, [
  'Global Administrator',
  'User Administrator',
  'Directory Writers',
]);
const devicesWritten = ['Device.ReadWrite.All', 'Directory.ReadWrite.All'];
const writeDevices = both(devicesWritten, [
  'Global Administrator',
  'User Administrator',
  'Directory Writers',
  'Intune Administrator',
]);
const writeApplications = both(['Application.ReadWrite.All'], ['Global Administrator']);
const watch = both(GROUP_PROPERTIES, ADMINISTRATORS);
const readAuditLog = both(
  ['AuditLog.Read.All+Directory.Read.All', 'AuditLog.Read.All+Directory.ReadWrite.All'],
  ADMINISTRATORS,
);
const mend = both(GROUPS_WRITTEN, ADMINISTRATORS);
const importing = both(['Directory.ReadWrite.All'], ['Global Administrator']);
const exporting = both(
  ['Directory.Read.All+Member.Read.Hidden', 'Directory.ReadWrite.All+Member.Read.Hidden'],
  ['Global Administrator'],
);

function previewing(kind: 'User' | 'Device'): Expected {
  const needs = [
    `Group.Read.All+${kind}.Read.All`,
    `Group.ReadWrite.All+${kind}.ReadWrite.All`,
    'Group.Read.All+User.Read.All+Device.Read.All',
  ];
  return both([...needs, 'Directory.Read.All', 'Directory.ReadWrite.All'], 'everyone');
}

function creating(users: readonly Role[]): Expected {
  return { scopes: GROUPS_WRITTEN, applications: ['Group.Create', ...GROUPS_WRITTEN], users };
}

/** By the name of the case: an operation, and in parentheses what its body is about. */
export const EXPECTED: Readonly<Record<string, Expected | typeof OPEN>> = {
  'createGroup (security)': creating(EDITORS),
  'createGroup (Microsoft 365)': creating([
    'Global Administrator',
    'Groups Administrator',
    'User Administrator',
    'Directory Writers',
  ]),
  'createGroup (paused)': creating(ADMINISTRATORS),
  'updateGroup (that is to be created)': creating(EDITORS),
  listGroups: readGroups,
  getGroup: readGroups,
  'updateGroup (names)': both(GROUPS_WRITTEN, EDITORS, 'and owners'),
  'updateGroup (owners)': editOwners,
  'updateGroup (rule)': editRule,
  'updateGroup (the rule it has)': both(GROUPS_WRITTEN, EDITORS, 'and owners'),
  'updateGroup (pause)': pause,
  'updateGroup (resume)': pause,
  'updateGroup (the state it has)': both(GROUPS_WRITTEN, EDITORS, 'and owners'),
  'updateGroup (rule and pause)': pause,
  'updateGroup (names and pause)': pause,
  'updateGroup (to dynamic)': editRule,
  'updateGroup (to dynamic, paused)': pause,
  'updateGroup (to assigned)': editRule,
  'updateGroup (to assigned, paused before)': pause,
  deleteGroup: both(
    GROUPS_WRITTEN,
    [
      'Global Administrator',
      'Groups Administrator',
      'User Administrator',
      'Intune Administrator*',
      'Windows 365 Administrator*',
    ],
    'and owners',
  ),

  listMembers: readGroups,
  countMembers: readGroups,
  listMemberReferences: readGroups,
  listMembersOfType: readGroups,
  countMembersOfType: readGroups,
  listTransitiveMembers: readGroups,
  countTransitiveMembers: readGroups,
  listTransitiveMemberReferences: readGroups,
  listTransitiveMembersOfType: readGroups,
  countTransitiveMembersOfType: readGroups,
  addMember: editMembers,
  removeMember: editMembers,
  removeMemberByReference: editMembers,
  // It would delete the member itself: nobody may.
  deleteMemberObject: { scopes: [], applications: [], users: [] },

  listOwners: readGroups,
  listOwnersOfType: readGroups,
  countOwners: readGroups,
  countOwnersOfType: readGroups,
  listOwnerReferences: readGroups,
  listOwnedObjects: readGroups,
  countOwnedObjects: readGroups,
  listOwnedObjectReferences: readGroups,
  listOwnedObjectsOfType: readGroups,
  countOwnedObjectsOfType: readGroups,
  addOwner: editOwners,
  removeOwner: editOwners,
  removeOwnerByReference: editOwners,

  ...RELATIONS,

  createUser: writeUsers,
  listUsers: readUsers,
  getUser: readUsers,
  updateUser: writeUsers,
  deleteUser: both(usersWritten, ['Global Administrator', 'User Administrator']),
  getManager: readReports,
  getManagerReference: readReports,
  listDirectReports: readReports,
  setManager: writeUsers,
  removeManager: writeUsers,

  createDevice: writeDevices,
  listDevices: readDevices,
  getDevice: readDevices,
  updateDevice: writeDevices,
  deleteDevice: both(devicesWritten, [
    'Global Administrator',
    'User Administrator',
    'Intune Administrator',
  ]),

  createApplication: {
    ...writeApplications,
    applications: ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'],
  },
  listApplications: readApplications,
  getApplication: readApplications,
  deleteApplication: writeApplications,
  createExtensionProperty: writeApplications,
  listExtensionProperties: readApplications,
  getExtensionProperty: readApplications,
  deleteExtensionProperty: writeApplications,

  getMe: {
    ...readUsers,
    scopes: ['User.Read', 'User.ReadWrite', ...readUsers.scopes],
    // It is told that nobody is signed in, whatever it may do else.
    applications: [''],
  },
  batch: both([''], 'everyone'),
  getOpenApi: both([''], 'everyone'),
  getMetadata: OPEN,
  getServiceDocument: OPEN,
  listAdministrativeUnits: both(UNITS_READ, 'everyone'),
  getAdministrativeUnit: both(UNITS_READ, 'everyone'),
  updateAdministrativeUnit: both(
    ['AdministrativeUnit.ReadWrite.All', 'Directory.ReadWrite.All'],
    ADMINISTRATORS,
  ),
  listDeletedItemsOfType: both([''], 'everyone'),

  listDeletedGroups: readDeleted,
  getDeletedItem: readDeleted,
  deleteDeletedItem: mend,
  restoreDeletedItem: both(
    GROUPS_WRITTEN,
    ['Global Administrator', 'Groups Administrator', 'User Administrator'],
    'and owners',
  ),

  listGroupChanges: readGroups,
  listUserChanges: readUsers,
  listDeviceChanges: readDevices,

  listDirectoryAudits: readAuditLog,
  getDirectoryAudit: readAuditLog,

  getMyRights: both([''], 'everyone'),
  listGroupOverviews: readGroups,
  getGroupOverview: readGroups,
  reprocessGroup: editRule,
  listAlerts: readGroups,
  listPoison: watch,
  replayPoison: mend,
  discardPoison: mend,
  getHealth: OPEN,
  getLiveness: OPEN,
  getReadiness: OPEN,
  getMetrics: both(['Monitoring.Read.All'], ADMINISTRATORS),
  listGroupHistory: readGroups,
  getMemberHistory: readGroups,
  listMembersAt: readGroups,
  getMembershipDifference: readGroups,
  listMembersAddedBetween: readGroups,
  listMembersRemovedBetween: readGroups,
  getMemberCounts: readGroups,
  listRuleVersions: readGroups,
  getRuleVersionDifference: readGroups,
  restoreRuleVersion: editRule,
  listAddedMembers: readGroups,
  listRemovedMembers: readGroups,
  listUserHistory: readUserAndGroups,
  listDeviceHistory: readDeviceAndGroups,
  getRuleTests: readGroups,
  putRuleTests: editRule,
  runRuleTests: readGroups,
  whatIfUser: readUserAndGroups,
  whatIfDevice: readDeviceAndGroups,
  explainMembers: readGroups,
  explainRule: readGroups,
  listAudits: watch,
  getAudit: watch,
  startAudit: mend,
  repairAudit: mend,
  'createPreview (users)': previewing('User'),
  'createPreview (devices)': previewing('Device'),
  getPreview: readPreviews,
  deletePreview: readPreviews,
  listPreviewAdditions: readPreviews,
  listPreviewRemovals: readPreviews,
  listPreviewUnchanged: readPreviews,
  ...NOTICES,
  listMailTemplates: readGroups,
  getMailTemplate: readGroups,
  changeGroupSettings: mend,
  getGuard: readGroups,
  changeGuard: mend,
  listHolds: readGroups,
  getHold: readGroups,
  listHeldAdditions: readGroups,
  listHeldRemovals: readGroups,
  listRemovedBefore: readGroups,
  releaseHold: mend,
  rejectHold: mend,
  getPauseAll: readGroups,
  pauseAll: pause,
  resumeAll: pause,
  createImport: importing,
  listImports: importing,
  getImport: importing,
  getImportPart: importing,
  putImportPart: importing,
  completeImport: importing,
  exportUsers: exporting,
  exportDevices: exporting,
  exportGroups: exporting,
};
