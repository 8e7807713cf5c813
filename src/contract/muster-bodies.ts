/** What each of our own operations is sent and answers, by its name: what the OpenAPI document says of it. */
import type { z } from 'zod';
import { pageOf } from './body-schemas.ts';
import * as brakes from './brake-bodies.ts';
import { explainBody, explainRuleBody, explanation, whatIf } from './explanation-type.ts';
import * as groups from './group-bodies.ts';
import { groupSettings, pauseAll, reject, release, tenantGuard } from './guard-type.ts';
import * as history from './history-bodies.ts';
import * as mails from './mail-type.ts';
import * as notices from './notice-bodies.ts';
import * as past from './past-bodies.ts';
import { previewEntry, previewRequest, previewResource } from './preview-type.ts';
import * as processing from './processing-bodies.ts';
import { ruleTestRun, ruleTestRunBody, ruleTests } from './rule-test-type.ts';
import { webhookBody } from './webhook-type.ts';

export interface Bodies {
  /** The body of a request; where there is none, it has none. */
  readonly request?: z.ZodType;
  /** The body of an answer that is no error; where there is none, it is empty. */
  readonly answer?: z.ZodType;
  /** The media type of an answer that is a text. */
  readonly text?: string;
}

const held = { answer: brakes.heldMembers };
const logged = { answer: history.logMembers };
const objectHistory = { answer: history.objectHistory };
const exported = { answer: processing.exportPage };
const importing = { answer: processing.importOverview };
const previewed = { answer: pageOf(previewEntry) };
const between = { answer: past.membersBetween };
const supposed = { request: past.whatIfRequest, answer: whatIf };
const nothing: Bodies = {};

/** By the names of the table of operations; an operation of ours that is not here is missing. */
export const MUSTER_BODIES: Readonly<Record<string, Bodies>> = {
  getMyRights: { answer: groups.myRights },
  listGroupOverviews: { answer: groups.groupOverviews },
  getGroupOverview: { answer: groups.groupOverview },
  changeGroupSettings: { request: groupSettings },
  reprocessGroup: nothing,
  listAlerts: { answer: processing.alerts },
  listPoison: { answer: processing.poison },
  replayPoison: nothing,
  discardPoison: nothing,

  getGuard: { answer: brakes.tenantGuardAnswer },
  changeGuard: { request: tenantGuard, answer: brakes.tenantGuardAnswer },
  listHolds: { answer: brakes.holds },
  getHold: { answer: brakes.hold },
  listHeldAdditions: held,
  listHeldRemovals: held,
  listRemovedBefore: held,
  releaseHold: { request: release },
  rejectHold: { request: reject },
  getPauseAll: { answer: brakes.pauseAllAnswer },
  pauseAll: { request: pauseAll, answer: brakes.pauseAllAnswer },
  resumeAll: nothing,

  listMails: { answer: mails.mails },
  listMailTemplates: { answer: mails.mailTemplates },
  getMailTemplate: { answer: mails.mailTemplate },
  changeMailTemplate: { request: mails.mailTemplateRequest, answer: mails.mailTemplate },
  resetMailTemplate: nothing,

  createPreview: { request: previewRequest, answer: previewResource },
  getPreview: { answer: previewResource },
  deletePreview: nothing,
  listPreviewAdditions: previewed,
  listPreviewRemovals: previewed,
  listPreviewUnchanged: previewed,

  whatIfUser: supposed,
  whatIfDevice: supposed,
  explainMembers: { request: explainBody, answer: explanation },
  explainRule: { request: explainRuleBody, answer: explanation },
  getRuleTests: { answer: ruleTests },
  putRuleTests: { request: ruleTests },
  runRuleTests: { request: ruleTestRunBody, answer: ruleTestRun },

  listGroupHistory: { answer: history.groupHistory },
  getMemberHistory: { answer: history.memberHistory },
  listAddedMembers: logged,
  listRemovedMembers: logged,
  listUserHistory: objectHistory,
  listDeviceHistory: objectHistory,

  listMembersAt: { answer: past.membersAt },
  getMembershipDifference: { answer: past.membershipDifference },
  listMembersAddedBetween: between,
  listMembersRemovedBetween: between,
  getMemberCounts: { answer: past.memberCounts },
  listRuleVersions: { answer: past.ruleVersions },
  getRuleVersionDifference: { answer: past.ruleVersionDifference },
  restoreRuleVersion: { request: reject },

  listAudits: { answer: processing.audits },
  getAudit: { answer: processing.auditWithDrift },
  startAudit: { request: processing.auditRequest, answer: processing.auditStarted },
  repairAudit: nothing,

  createWebhook: { request: webhookBody, answer: notices.webhookCreated },
  listWebhooks: { answer: notices.webhooks },
  getWebhook: { answer: notices.webhook },
  deleteWebhook: nothing,
  listWebhookDeliveries: { answer: notices.webhookDeliveries },
  testWebhook: { answer: notices.webhookTested },
  replayWebhook: nothing,
  getLicenceReport: { answer: notices.licenceReport },
  getLatencyReport: { answer: notices.latencyReport },
  getRuleReport: { answer: notices.ruleReport },

  createImport: importing,
  listImports: { answer: processing.imports },
  getImport: importing,
  getImportPart: { answer: processing.importPart },
  putImportPart: { answer: processing.importedPart },
  completeImport: importing,
  exportUsers: exported,
  exportDevices: exported,
  exportGroups: exported,

  getHealth: { answer: processing.health },
  getLiveness: { answer: processing.liveness },
  getReadiness: { answer: processing.health },
  getOpenApi: { answer: processing.openApi },
  getMetrics: { text: 'text/plain' },
};
