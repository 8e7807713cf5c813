/**
 * What each operation asks of its caller (graph-spec.md 13): one row a name, and nothing is served without one. In a list
 * of permissions one is enough, the least first; a list within it is needed as a whole.
 */
import { type Access, both, type Permissions, readGroups, WRITE_GROUPS } from './access-row.ts';
import { MUSTER_ROWS } from './access-table-muster.ts';

const WRITE_MEMBERS = ['GroupMember.ReadWrite.All', ...WRITE_GROUPS];
const READ_USERS = ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'];
const READ_WHOLE_USERS = ['User.Read.All', 'Directory.Read.All'];
const WRITE_USERS = ['User.ReadWrite.All', 'Directory.ReadWrite.All'];
const READ_DEVICES = ['Device.Read.All', 'Directory.Read.All'];
const WRITE_DEVICES = ['Device.ReadWrite.All', 'Directory.ReadWrite.All'];
const READ_APPLICATIONS = ['Application.Read.All', 'Directory.Read.All'];
/** Application.ReadWrite.OwnedBy is not enough for an application that exists: who made it is not kept. */
const WRITE_APPLICATIONS = ['Application.ReadWrite.All'];
const readUsers = both(READ_USERS, 'read');
const readDevices = both(READ_DEVICES, 'read');
const checkUsers = both(withGroups(READ_USERS), 'read');
const checkDevices = both(withGroups(READ_DEVICES), 'read');
/** Of whatever kind the object is. */
const checkObjects = both(withGroups([...READ_USERS, ...READ_DEVICES]), 'read');
const readObjects = both(['Directory.Read.All'], 'read');
const readApplications = both(READ_APPLICATIONS, 'read');
const readUnits = both(['AdministrativeUnit.Read.All', 'Directory.Read.All'], 'read');
const writeUnits = both(
  ['AdministrativeUnit.ReadWrite.All', 'Directory.ReadWrite.All'],
  'pauseGroup',
);
const readDeletedGroups = both(['Group.Read.All', 'Directory.Read.All'], 'read');
const editMembers = { ...both(WRITE_MEMBERS, 'editGroup'), about: 'group' } as const;
const editOwners = { ...both(WRITE_GROUPS, 'editGroup'), about: 'group' } as const;
const writeUsers = both(WRITE_USERS, 'writeUser');
const writeApplications = both(WRITE_APPLICATIONS, 'writeApplication');
const readDirectoryAudits = both([['AuditLog.Read.All', 'Directory.Read.All']], 'operate');

const ROWS = {
  createGroup: {
    delegated: WRITE_GROUPS,
    application: ['Group.Create', ...WRITE_GROUPS],
    right: 'createGroup',
    also: ['pauseGroup'],
    about: 'body',
  },
  listGroups: readGroups,
  countGroups: readGroups,
  getGroup: readGroups,
  updateGroup: {
    ...both(WRITE_GROUPS, 'editGroup'),
    also: ['changeRule', 'pauseGroup'],
    about: 'body',
  },
  deleteGroup: { ...both(WRITE_GROUPS, 'deleteGroup'), about: 'group' },

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
  removeMemberByReference: editMembers,
  removeMember: editMembers,
  deleteMemberObject: editMembers,

  listOwners: readGroups,
  countOwners: readGroups,
  listOwnersOfType: readGroups,
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

  listUserMemberships: readGroups,
  countUserMemberships: readGroups,
  listUserMembershipReferences: readGroups,
  listUserMembershipsOfType: readGroups,
  countUserMembershipsOfType: readGroups,
  listUserTransitiveMemberships: readGroups,
  countUserTransitiveMemberships: readGroups,
  listUserTransitiveMembershipReferences: readGroups,
  listUserTransitiveMembershipsOfType: readGroups,
  countUserTransitiveMembershipsOfType: readGroups,
  listDeviceMemberships: readGroups,
  countDeviceMemberships: readGroups,
  listDeviceMembershipReferences: readGroups,
  listDeviceMembershipsOfType: readGroups,
  countDeviceMembershipsOfType: readGroups,
  listDeviceTransitiveMemberships: readGroups,
  countDeviceTransitiveMemberships: readGroups,
  listDeviceTransitiveMembershipReferences: readGroups,
  listDeviceTransitiveMembershipsOfType: readGroups,
  countDeviceTransitiveMembershipsOfType: readGroups,
  listGroupMemberships: readGroups,
  countGroupMemberships: readGroups,
  listGroupMembershipReferences: readGroups,
  listGroupMembershipsOfType: readGroups,
  countGroupMembershipsOfType: readGroups,
  listGroupTransitiveMemberships: readGroups,
  countGroupTransitiveMemberships: readGroups,
  listGroupTransitiveMembershipReferences: readGroups,
  listGroupTransitiveMembershipsOfType: readGroups,
  countGroupTransitiveMembershipsOfType: readGroups,

  checkUserMemberGroups: checkUsers,
  checkUserMemberObjects: checkUsers,
  getUserMemberGroups: checkUsers,
  getUserMemberObjects: checkUsers,
  checkDeviceMemberGroups: checkDevices,
  checkDeviceMemberObjects: checkDevices,
  getDeviceMemberGroups: checkDevices,
  getDeviceMemberObjects: checkDevices,
  checkGroupMemberGroups: readGroups,
  checkGroupMemberObjects: readGroups,
  getGroupMemberGroups: readGroups,
  getGroupMemberObjects: readGroups,
  checkDirectoryObjectMemberGroups: checkObjects,
  checkDirectoryObjectMemberObjects: checkObjects,
  getDirectoryObjectMemberGroups: checkObjects,
  getDirectoryObjectMemberObjects: checkObjects,

  // Graph lets nobody but users evaluate; a program that checks rules needs no person for it here.
  evaluateGroupMembership: both(
    [
      ['Group.Read.All', 'User.Read.All'],
      ['Group.Read.All', 'Device.Read.All'],
      'Directory.Read.All',
    ],
    'read',
  ),
  evaluateMembership: both(['User.Read.All', 'Device.Read.All', 'Directory.Read.All'], 'read'),

  getDirectoryObject: readObjects,
  getObjectsById: readObjects,
  getAvailableExtensionProperties: readApplications,

  createUser: writeUsers,
  listUsers: readUsers,
  countUsers: readUsers,
  getUser: readUsers,
  updateUser: writeUsers,
  deleteUser: both(WRITE_USERS, 'deleteUser'),
  // Who reports to whom is no part of a user's basic profile.
  getManager: both(READ_WHOLE_USERS, 'read'),
  getManagerReference: both(READ_WHOLE_USERS, 'read'),
  listDirectReports: both(READ_WHOLE_USERS, 'read'),
  setManager: writeUsers,
  removeManager: writeUsers,

  createDevice: both(WRITE_DEVICES, 'writeDevice'),
  listDevices: readDevices,
  countDevices: readDevices,
  getDevice: readDevices,
  updateDevice: both(WRITE_DEVICES, 'writeDevice'),
  deleteDevice: both(WRITE_DEVICES, 'deleteDevice'),

  createApplication: {
    delegated: WRITE_APPLICATIONS,
    application: ['Application.ReadWrite.OwnedBy', ...WRITE_APPLICATIONS],
    right: 'writeApplication',
  },
  listApplications: readApplications,
  getApplication: readApplications,
  deleteApplication: writeApplications,
  createExtensionProperty: writeApplications,
  listExtensionProperties: readApplications,
  getExtensionProperty: readApplications,
  deleteExtensionProperty: writeApplications,

  // An application is told by the operation itself that it is nobody who could be shown.
  getMe: { delegated: ['User.Read', ...READ_USERS], application: [[]], right: 'read' },
  // Each of its parts is asked for what it needs.
  batch: both([[]], 'read'),
  getMetadata: 'open',
  getServiceDocument: 'open',

  listAdministrativeUnits: readUnits,
  getAdministrativeUnit: readUnits,
  updateAdministrativeUnit: writeUnits,

  listGroupChanges: readGroups,
  listUserChanges: readUsers,
  listDeviceChanges: readDevices,

  listDeletedGroups: readDeletedGroups,
  // There are none.
  listDeletedItemsOfType: both([[]], 'read'),
  getDeletedItem: readDeletedGroups,
  deleteDeletedItem: both(WRITE_GROUPS, 'purgeGroup'),
  restoreDeletedItem: { ...both(WRITE_GROUPS, 'restoreGroup'), about: 'group' },
  listDirectoryAudits: readDirectoryAudits,
  getDirectoryAudit: readDirectoryAudits,

  ...MUSTER_ROWS,
} as const satisfies Readonly<Record<string, Access>>;

/** Every operation there is. */
export type OperationName = keyof typeof ROWS;

export const ACCESS_TABLE: Readonly<Record<OperationName, Access>> = ROWS;

/** With each of some permissions that of reading groups, unless it is enough for both. */
function withGroups(permissions: readonly string[]): Permissions {
  return permissions.map((permission) =>
    permission === 'Directory.Read.All' ? permission : [permission, 'GroupMember.Read.All'],
  );
}
