/** Members of groups (graph-spec.md 6). */
import { DEVICE } from '../contract/device-type.ts';
import { GROUP } from '../contract/group-type.ts';
import { readObjectId } from '../contract/reference.ts';
import { USER } from '../contract/user-type.ts';
import {
  addMembers,
  countMembers,
  listMembers,
  type Member,
  removeMember,
} from '../groups/members.ts';
import { type HttpAnswer, noContent, plainText } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { type Selection, selectFromEach } from '../http/select.ts';
import { badRequest, requestDenied } from '../util/errors.ts';
import { answerPage, isEventual } from './collection.ts';
import { showGroup } from './group-values.ts';
import { idAt } from './keys.ts';
import { resourceFor } from './object-body.ts';
import { viewObject } from './object-handlers.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const references = { path: 'groups/{id}/members/$ref', surfaces: GRAPH };
const reading = { method: 'GET', surfaces: GRAPH } as const;
const removing = { method: 'DELETE', surfaces: GRAPH } as const;

export const MEMBER_OPERATIONS: readonly Operation[] = [
  { name: 'listMembers', path: 'groups/{id}/members', ...reading, handle: getMembers },
  { name: 'countMembers', path: 'groups/{id}/members/$count', ...reading, handle: getCount },
  { name: 'listMemberReferences', ...reading, ...references, handle: getReferences },
  { name: 'addMember', method: 'POST', ...references, handle: postReference },
  { name: 'removeMemberByReference', ...removing, ...references, handle: deleteReference },
  {
    name: 'removeMember',
    path: 'groups/{id}/members/{id}/$ref',
    ...removing,
    handle: deleteMember,
  },
  // Without `/$ref` Graph deletes the member object itself, if the caller may: here nobody may (graph-spec.md 6).
  {
    name: 'deleteMemberObject',
    path: 'groups/{id}/members/{id}',
    ...removing,
    handle: () => Promise.reject(requestDenied()),
  },
];

async function getMembers(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  const views = await viewsOf(call);
  return answerPage(call, {
    type: `directoryObjects${views.suffix}`,
    list: (page) => listMembers(call.context, id, page),
    view: (member) => viewMember(call, member, views),
    ...(isEventual(call) && { count: () => countMembers(call.context, id) }),
  });
}

async function getCount(call: Call): Promise<HttpAnswer> {
  if (!isEventual(call)) throw badRequest('$count is not currently supported.');
  return plainText(String(await countMembers(call.context, idAt(call, 0))));
}

async function getReferences(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  return answerPage(call, {
    type: 'Collection($ref)',
    list: (page) => listMembers(call.context, id, page),
    view: (member) => ({ '@odata.id': `${call.base}/directoryObjects/${idOf(member)}` }),
  });
}

async function postReference(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  const body = await readJsonObject(call.request);
  await addMembers(call.context, id, [readObjectId(body['@odata.id'])]);
  return noContent();
}

async function deleteReference(call: Call): Promise<HttpAnswer> {
  const { reference } = call.options;
  if (reference === null)
    throw badRequest("The member to remove is missing: '$ref?@id={url}' is expected.");
  await removeMember(call.context, idAt(call, 0), readObjectId(reference));
  return noContent();
}

async function deleteMember(call: Call): Promise<HttpAnswer> {
  await removeMember(call.context, idAt(call, 0), idAt(call, 1));
  return noContent();
}

/** How members of each type are shown; a property only has to be known to one of the types. */
interface Views {
  readonly user: Selection;
  readonly device: Selection;
  readonly group: Selection;
  readonly suffix: string;
}

async function viewsOf(call: Call): Promise<Views> {
  const { select } = call.options;
  const resources = [
    await resourceFor(call, USER, select ?? []),
    await resourceFor(call, DEVICE, select ?? []),
    GROUP,
  ];
  const [user, device, group] = selectFromEach(resources, select, call.version);
  if (user === undefined || device === undefined || group === undefined)
    throw new RangeError('There is one selection a type.');
  const names = [user, device, group].flatMap(({ properties }) => properties);
  const distinct = [...new Set(names.map(({ name }) => name))];
  return { user, device, group, suffix: select === null ? '' : `(${distinct.join(',')})` };
}

function viewMember(call: Call, member: Member, views: Views): unknown {
  switch (member.kind) {
    case 'user':
      return { '@odata.type': `#${USER.graphType}`, ...viewObject(member.row, views.user) };
    case 'device':
      return { '@odata.type': `#${DEVICE.graphType}`, ...viewObject(member.row, views.device) };
    case 'group': {
      const shown = showGroup(member.meta, views.group, call.mailDomain);
      return { '@odata.type': `#${GROUP.graphType}`, ...shown };
    }
  }
}

function idOf(member: Member): string {
  return member.kind === 'group' ? member.meta.id : member.row.id;
}
