/** Our own routes of the self-audit. */

import { readAudit } from '../audit/read-audit.ts';
import { repairDrift } from '../audit/repair.ts';
import { startAudit } from '../audit/start-audit.ts';
import { accepted, type HttpAnswer, json, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import type { Audit } from '../ports/audit-ports.ts';
import { badRequest } from '../util/errors.ts';
import { answerPage } from './collection.ts';
import { idAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];

export const AUDIT_OPERATIONS: readonly Operation[] = [
  {
    name: 'listAudits',
    method: 'GET',
    path: 'audits',
    surfaces: OURS,
    handle: getAudits,
  },
  {
    name: 'getAudit',
    method: 'GET',
    path: 'audits/{id}',
    surfaces: OURS,
    handle: getAudit,
  },
  {
    name: 'startAudit',
    method: 'POST',
    path: 'audits',
    surfaces: OURS,
    handle: postAudit,
  },
  {
    name: 'repairAudit',
    method: 'POST',
    path: 'audits/{id}/repair',
    surfaces: OURS,
    handle: postRepair,
  },
];

/** Those of some months, one a night: a page holds them all unless fewer are asked for. */
function getAudits(call: Call): Promise<HttpAnswer> {
  return answerPage(call, {
    type: null,
    list: async ({ top, after }) => {
      const from = after === null ? 0 : Number(after);
      const audits = await call.context.audits.list();
      const items = audits.slice(from, from + top);
      return from + top < audits.length ? { items, next: String(from + top) } : { items };
    },
    view: viewAudit,
  });
}

async function getAudit(call: Call): Promise<HttpAnswer> {
  const { audit, drift } = await readAudit(call.context, idAt(call, 0));
  return ok({ ...viewAudit(audit), drift });
}

/** The answer names the audit to poll; one that is under way already is it. */
async function postAudit(call: Call): Promise<HttpAnswer> {
  const { repair = false, ...others } = await readJsonObject(call.request);
  const [other] = Object.keys(others);
  if (other !== undefined) throw badRequest(`The body has no property '${other.slice(0, 256)}'.`);
  if (typeof repair !== 'boolean') throw badRequest('repair is true or false.');
  const id = await startAudit(call.context, repair);
  return json(202, { id }, { Location: `${call.base}/audits/${id}` });
}

async function postRepair(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  await repairDrift(call.context, id);
  return accepted(`${call.base}/audits/${id}`);
}

function viewAudit(audit: Audit): Readonly<Record<string, unknown>> {
  const { id, status, started, ended, by, repair, error } = audit;
  const { objects, groups, leftOut, memberships } = audit;
  const { driftedGroups, driftedMemberships, repaired } = audit;
  return {
    id,
    status,
    startedDateTime: started,
    endedDateTime: ended,
    actor: by.actor,
    repair,
    objects,
    groups,
    groupsLeftOut: leftOut,
    memberships,
    driftedGroups,
    driftedMemberships,
    repairedGroups: repaired,
    error,
  };
}
