/** Our own routes of history: what happened to a group, to a member of it, to a user or device. */

import type { Readable } from '../access/reading.ts';
import { findSubject } from '../history/find-subject.ts';
import { type GroupHistoryQuery, groupHistory, isHistoryKind } from '../history/group-history.ts';
import { logMembers } from '../history/log-members.ts';
import { memberHistory } from '../history/member-history.ts';
import { objectHistory } from '../history/object-history.ts';
import type { HttpAnswer } from '../http/messages.ts';
import { findObject } from '../objects/find-object.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';
import { isGuid } from '../util/ids.ts';
import { answerPage } from './collection.ts';
import { hideInExplanation, readableFor, requireSeenMembers } from './hidden.ts';
import { viewGroupItem, viewInterval, viewLogMember, viewObjectItem } from './history-views.ts';
import { deviceKeyOf, idAt, keyAt, userKeyOf } from './keys.ts';
import { DEVICES, type ObjectSort, USERS } from './object-handlers.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];
const GROUPS = {
  method: 'GET',
  surfaces: OURS,
} as const;

export const HISTORY_OPERATIONS: readonly Operation[] = [
  {
    name: 'listGroupHistory',
    path: 'groups/{id|uniqueName}/history',
    ...GROUPS,
    handle: getGroupHistory,
  },
  {
    name: 'getMemberHistory',
    path: 'groups/{id|uniqueName}/members/{id}/history',
    ...GROUPS,
    handle: getMemberHistory,
  },
  {
    name: 'listAddedMembers',
    path: 'groups/{id|uniqueName}/log/{sequence}/added',
    ...GROUPS,
    handle: (call) => getLogMembers(call, 'added'),
  },
  {
    name: 'listRemovedMembers',
    path: 'groups/{id|uniqueName}/log/{sequence}/removed',
    ...GROUPS,
    handle: (call) => getLogMembers(call, 'removed'),
  },
  {
    name: 'listUserHistory',
    method: 'GET',
    path: 'users/{id|userPrincipalName}/history',
    surfaces: OURS,
    handle: (call) => getObjectHistory(call, USERS),
  },
  {
    name: 'listDeviceHistory',
    method: 'GET',
    path: 'devices/{id|deviceId}/history',
    surfaces: OURS,
    handle: (call) => getObjectHistory(call, DEVICES),
  },
];

function getGroupHistory(call: Call): Promise<HttpAnswer> {
  const query: GroupHistoryQuery = { groupId: idAt(call, 0), ...kindsOf(call) };
  return answerPage(call, {
    type: null,
    list: (page) => groupHistory(call.context, query, page),
    // A batch may be of users or devices.
    view: (item) => viewGroupItem(item, leastReadable(call)),
  });
}

/** `?kind=ruleChanged,paused` */
function kindsOf({ options }: Call): Pick<GroupHistoryQuery, 'kinds'> {
  const given = options.kept.find(([name]) => name.toLowerCase() === 'kind')?.[1];
  if (given === undefined) return {};
  const kinds = given.split(',').map((kind) => kind.trim());
  const known = kinds.filter(isHistoryKind);
  const unknown = kinds.find((kind) => !isHistoryKind(kind));
  if (unknown !== undefined)
    throw badRequest(`'${unknown.slice(0, 64)}' is no kind of entry in the history of a group.`);
  return { kinds: new Set(known) };
}

async function getMemberHistory(call: Call): Promise<HttpAnswer> {
  const about = { groupId: idAt(call, 0), memberId: idAt(call, 1) };
  await requireSeenMembers(call, about.groupId);
  const list = async (page: PageRequest) => {
    const history = await memberHistory(call.context, about, page);
    const readable = readableFor(call, history.memberKind);
    const { isMember, memberOfSources } = history;
    const evaluation = hideInExplanation(history.evaluation, readable);
    return {
      ...history,
      items: history.items.map((interval) => viewInterval(interval, readable)),
      beside: { ...about, isMember, evaluation, memberOfSources },
    };
  };
  return answerPage(call, { type: null, list, view: (shown) => shown });
}

async function getLogMembers(call: Call, side: 'added' | 'removed'): Promise<HttpAnswer> {
  const { value } = keyAt(call, 1);
  if (!/^[1-9]\d{0,9}$/.test(value)) throw resourceNotFound(value);
  const about = { groupId: idAt(call, 0), seq: Number(value), side };
  await requireSeenMembers(call, about.groupId);
  return answerPage(call, {
    type: null,
    list: (page) => logMembers(call.context, about, page),
    view: (row) => viewLogMember(row, readableFor(call, row.kind)),
  });
}

function leastReadable(call: Call): Readable {
  const [user, device] = [readableFor(call, 'user'), readableFor(call, 'device')];
  return user === 'all' ? device : user;
}

/** By object id those that were deleted are found too. */
async function getObjectHistory(call: Call, sort: ObjectSort): Promise<HttpAnswer> {
  const key = keyAt(call, 0);
  const row =
    key.name === 'id' && isGuid(key.value)
      ? await findSubject(call.context, key.value.toLowerCase())
      : await findObject(
          call.context,
          sort.kind,
          sort.kind === 'user' ? userKeyOf(key) : deviceKeyOf(key),
        );
  if (row.kind !== sort.kind) throw resourceNotFound(key.value);
  return answerPage(call, {
    type: null,
    list: (page) => objectHistory(call.context, row, page),
    view: viewObjectItem,
  });
}
