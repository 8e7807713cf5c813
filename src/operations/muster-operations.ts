/** Our own routes below /muster/v1 (design.md 11): what the portal shows of groups and alerts. */
import {
  type GroupOverview,
  groupOverview,
  listOverviews,
  overviewsOf,
} from '../groups/overview.ts';
import { discardPoison, listPoison, replayPoison } from '../groups/poison.ts';
import { reprocessGroup } from '../groups/reprocess-group.ts';
import { toWireEtag } from '../http/etag.ts';
import { accepted, type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { describeAlert, severityOf } from '../membership/describe-alert.ts';
import { type Alert, alertIdOf, groupOfAlert } from '../ports/alert-ports.ts';
import { badRequest } from '../util/errors.ts';
import { isGuid } from '../util/ids.ts';
import { answerPage, pageFrom } from './collection.ts';
import { idAt, keyAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];

export const MUSTER_OPERATIONS: readonly Operation[] = [
  {
    name: 'listGroupOverviews',
    method: 'GET',
    path: 'groups',
    surfaces: OURS,
    handle: getOverviews,
  },
  {
    name: 'getGroupOverview',
    method: 'GET',
    path: 'groups/{id|uniqueName}',
    surfaces: OURS,
    handle: async (call) =>
      ok(showOverview(call, await groupOverview(call.context, idAt(call, 0)))),
  },
  {
    name: 'reprocessGroup',
    method: 'POST',
    path: 'groups/{id|uniqueName}/reprocess',
    surfaces: OURS,
    handle: postReprocess,
  },
  {
    name: 'listAlerts',
    method: 'GET',
    path: 'alerts',
    surfaces: OURS,
    handle: getAlerts,
  },
  {
    name: 'listPoison',
    method: 'GET',
    path: 'poison',
    surfaces: OURS,
    handle: async (call) => ok({ value: await listPoison(call.context) }),
  },
  {
    name: 'replayPoison',
    method: 'POST',
    path: 'poison/{id}/replay',
    surfaces: OURS,
    handle: postReplay,
  },
  {
    name: 'discardPoison',
    method: 'DELETE',
    path: 'poison/{id}',
    surfaces: OURS,
    handle: deletePoison,
  },
];

/** As many as a screen shows. */
const MOST_IDS = 100;

async function getOverviews(call: Call): Promise<HttpAnswer> {
  const ids = idsAsked(call);
  if (ids !== null) {
    const found = await overviewsOf(call.context, ids);
    return ok({ value: found.map((overview) => showOverview(call, overview)) });
  }
  return answerPage(call, {
    type: null,
    list: (page) => listOverviews(call.context, page),
    view: (overview) => showOverview(call, overview),
  });
}

/** `ids=…,…`: those groups alone. Throws RequestError 400. */
function idsAsked(call: Call): readonly string[] | null {
  const asked = new URL(call.request.url).searchParams.get('ids');
  if (asked === null) return null;
  const ids = [...new Set(asked.split(',').map((id) => id.trim().toLowerCase()))];
  if (ids.length > MOST_IDS || !ids.every(isGuid))
    throw badRequest(`ids must be 1 to ${MOST_IDS} object ids, with commas between them.`);
  return ids;
}

function showOverview({ mailDomain }: Call, overview: GroupOverview): unknown {
  const { edit, mailEnabled, mailNickname, ...shown } = overview;
  const mail = mailEnabled ? `${mailNickname}@${mailDomain}` : null;
  return { '@odata.etag': toWireEtag(String(edit)), ...shown, mail };
}

async function postReprocess(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  await reprocessGroup(call.context, id);
  return accepted(`${call.base}/groups/${id}`);
}

async function postReplay(call: Call): Promise<HttpAnswer> {
  await replayPoison(call.context, keyAt(call, 0).value);
  return accepted(`${call.base}/poison`);
}

async function deletePoison(call: Call): Promise<HttpAnswer> {
  await discardPoison(call.context, keyAt(call, 0).value);
  return noContent();
}

function getAlerts(call: Call): Promise<HttpAnswer> {
  return answerPage(call, {
    type: null,
    list: async (page) => pageFrom(await call.context.alerts.list(), alertIdOf, page),
    view: showAlert,
  });
}

/** The facts of its kind stand beside what every alert has. */
function showAlert(alert: Alert): unknown {
  const { raised, kind, ...facts } = alert;
  return {
    id: alertIdOf(alert),
    kind,
    severity: severityOf(alert),
    groupId: groupOfAlert(alert),
    createdDateTime: raised,
    message: describeAlert(alert),
    ...facts,
  };
}
