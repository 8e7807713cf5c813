/** What a request takes from its caller's bucket, in units: about the work it makes, a read of one thing being 1 (graph-spec.md 14). */
import type { OperationName } from '../access/access-table.ts';
import type { Operation } from './operation.ts';

const READ = 1;
const WRITE = 2;
const LIST = 3;
/** A page of a list that may have to be searched for, and a number for which all may have to be counted. */
const SEARCH = 10;
const SEARCHES = /^\$?(?:filter|search|orderby|expand|count)$/i;

/** Operations that are not as their kind. */
const COSTS: Readonly<Partial<Record<OperationName, number>>> = {
  // Probes must never be refused.
  getHealth: 0,
  getLiveness: 0,
  getReadiness: 0,
  exportUsers: 10,
  exportDevices: 10,
  exportGroups: 10,
  listMembersAt: 10,
  getMembershipDifference: 15,
  listMembersAddedBetween: 15,
  listMembersRemovedBetween: 15,
  getMemberCounts: 20,
  restoreRuleVersion: 3,
  createImport: 5,
  putImportPart: 50,
  completeImport: 20,
  pauseAll: 10,
  resumeAll: 50,
  startAudit: 50,
  repairAudit: 20,
  reprocessGroup: 10,
  releaseHold: 10,
  createWebhook: 10,
  getLicenceReport: 50,
  getRuleReport: 50,
  testWebhook: 10,
  // Its parts count for themselves.
  batch: 1,
  // Up to 1,000 objects.
  explainMembers: 20,
  explainRule: 20,
  createPreview: 50,
  listPreviewAdditions: 5,
  listPreviewRemovals: 5,
  listPreviewUnchanged: 5,
  runRuleTests: 10,
  whatIfUser: 10,
  whatIfDevice: 10,
  evaluateMembership: 5,
  evaluateGroupMembership: 5,
};

/** The units of a request for an operation. `query`: of its address, in whichever spelling its names come. */
export function costOf({ name, method }: Operation, query: URLSearchParams): number {
  const own = COSTS[name];
  if (own !== undefined) return own;
  if (method !== 'GET') return WRITE;
  if (name.startsWith('count')) return SEARCH;
  if ([...query.keys()].some((option) => SEARCHES.test(option))) return SEARCH;
  return name.startsWith('list') ? LIST : READ;
}

/** Whether the operation is served however much a caller has asked for. */
export function isFree({ name }: Operation): boolean {
  return COSTS[name] === 0;
}

/** Where batches are sent to. */
export const BATCH_PATH = '$batch';

/** Whether the operation only hands out others, which count for themselves. */
export function isBatch({ path }: Pick<Operation, 'path'>): boolean {
  return path === BATCH_PATH;
}
