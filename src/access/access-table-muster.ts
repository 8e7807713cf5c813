/** What our own operations below /muster/v1 ask of their callers. */
import { type Access, both, readGroups, WRITE_GROUPS } from './access-row.ts';

/** It shows every attribute of everybody, and the members of groups that hide theirs. */
const EXPORT = [['Directory.Read.All', 'Member.Read.Hidden']];
/** A file can hold users, devices and groups. */
const IMPORT = ['Directory.ReadWrite.All'];
const releaseHolds = both(WRITE_GROUPS, 'releaseHold');
const pauseGroups = both(WRITE_GROUPS, 'pauseGroup');
const watch = both(['Group.Read.All', 'Directory.Read.All'], 'operate');
const mend = both(WRITE_GROUPS, 'operate');
const importFiles = both(IMPORT, 'moveDirectory');
/** A rule can ask for any attribute of the objects it is about. */
const preview = both(
  [
    ['Group.Read.All', 'User.Read.All'],
    ['Group.Read.All', 'Device.Read.All'],
    'Directory.Read.All',
  ],
  'read',
);
const exportAll = both(EXPORT, 'moveDirectory');

const readUserAndGroups = both(
  [['User.Read.All', 'GroupMember.Read.All'], 'Directory.Read.All'],
  'read',
);
const readDeviceAndGroups = both(
  [['Device.Read.All', 'GroupMember.Read.All'], 'Directory.Read.All'],
  'read',
);

export const MUSTER_ROWS = {
  // Whoever is known may know who he is taken for.
  getMyRights: both([[]], 'read'),
  listGroupOverviews: readGroups,
  getGroupOverview: readGroups,
  // It does what a new rule would: members are worked out anew.
  reprocessGroup: { ...both(WRITE_GROUPS, 'changeRule'), about: 'group' },
  listAlerts: readGroups,
  listPoison: watch,
  replayPoison: mend,
  discardPoison: mend,
  getHealth: 'open',
  getLiveness: 'open',
  getReadiness: 'open',
  // A permission of our own: whoever scrapes metrics needs to read no group.
  getMetrics: both(['Monitoring.Read.All'], 'operate'),

  // It says what anybody can read in the documentation.
  getOpenApi: both([[]], 'read'),

  listGroupHistory: readGroups,
  getMemberHistory: readGroups,
  listAddedMembers: readGroups,
  listRemovedMembers: readGroups,
  listMembersAt: readGroups,
  getMembershipDifference: readGroups,
  listMembersAddedBetween: readGroups,
  listMembersRemovedBetween: readGroups,
  getMemberCounts: readGroups,
  listRuleVersions: readGroups,
  getRuleVersionDifference: readGroups,
  restoreRuleVersion: { ...both(WRITE_GROUPS, 'changeRule'), about: 'group' },
  // It tells every attribute, and the groups the object came into.
  listUserHistory: readUserAndGroups,
  listDeviceHistory: readDeviceAndGroups,
  getRuleTests: readGroups,
  // What it keeps from being saved is the rule.
  putRuleTests: { ...both(WRITE_GROUPS, 'changeRule'), about: 'group' },
  runRuleTests: readGroups,
  // It tells what rules say of any attribute.
  whatIfUser: readUserAndGroups,
  whatIfDevice: readDeviceAndGroups,

  // What the caller may not read of an object is left out of the answer.
  explainMembers: readGroups,
  explainRule: readGroups,

  // Its findings name members.
  listAudits: watch,
  getAudit: watch,
  startAudit: mend,
  repairAudit: mend,

  createPreview: preview,
  getPreview: preview,
  deletePreview: preview,
  listPreviewAdditions: preview,
  listPreviewRemovals: preview,
  listPreviewUnchanged: preview,
  getLicenceReport: watch,
  getLatencyReport: watch,
  getRuleReport: watch,

  // What they are told leaves the directory.
  createWebhook: mend,
  listWebhooks: watch,
  getWebhook: watch,
  deleteWebhook: mend,
  listWebhookDeliveries: watch,
  testWebhook: mend,
  replayWebhook: mend,
  // They name who was to get one.
  listMails: watch,
  listMailTemplates: readGroups,
  getMailTemplate: readGroups,
  changeMailTemplate: mend,
  resetMailTemplate: mend,

  changeGroupSettings: releaseHolds,
  getGuard: readGroups,
  changeGuard: releaseHolds,
  listHolds: readGroups,
  getHold: readGroups,
  listHeldAdditions: readGroups,
  listHeldRemovals: readGroups,
  listRemovedBefore: readGroups,
  releaseHold: releaseHolds,
  rejectHold: releaseHolds,
  getPauseAll: readGroups,
  pauseAll: pauseGroups,
  resumeAll: pauseGroups,
  createImport: importFiles,
  listImports: importFiles,
  getImport: importFiles,
  getImportPart: importFiles,
  putImportPart: importFiles,
  completeImport: importFiles,
  exportUsers: exportAll,
  exportDevices: exportAll,
  exportGroups: exportAll,
} as const satisfies Readonly<Record<string, Access>>;
