/** Members of groups (graph-spec.md 6). */
import { readObjectId } from '../contract/reference.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import {
  addMembers,
  countMembers,
  listMembers,
  type Member,
  type MembersAsked,
  removeMember,
} from '../groups/members.ts';
import { readGroup } from '../groups/read-group.ts';
import { type HttpAnswer, noContent } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { badRequest, requestDenied } from '../util/errors.ts';
import { viewsOfAny, viewsOfKind } from './directory-views.ts';
import { idAt } from './keys.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';
import { type Related, type RelationNames, relationOperations } from './relation.ts';

const references = { path: 'groups/{id}/members/$ref', surfaces: GRAPH };
const removing = { method: 'DELETE', surfaces: GRAPH } as const;

/** Objects of the last two types are in no group here. */
const TYPES = ['user', 'device', 'group', 'orgContact', 'servicePrincipal'];

export const MEMBER_OPERATIONS: readonly Operation[] = [
  ...relationOperations({
    path: 'groups/{id}/members',
    names: namesOf('Member'),
    types: TYPES,
    find: (call, type) => find(call, type, {}),
  }),
  ...relationOperations({
    path: 'groups/{id}/transitiveMembers',
    names: namesOf('TransitiveMember'),
    types: TYPES,
    find: (call, type) => find(call, type, { nested: true }),
  }),
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

function namesOf(relation: 'Member' | 'TransitiveMember'): RelationNames {
  return {
    list: `list${relation}s`,
    count: `count${relation}s`,
    references: `list${relation}References`,
    ofType: `list${relation}sOfType`,
    countOfType: `count${relation}sOfType`,
  };
}

async function find(
  call: Call,
  type: string | null,
  asked: MembersAsked,
): Promise<Related<Member>> {
  const id = idAt(call, 0);
  const { context } = call;
  if (type !== null && !isKind(type)) return nobody(call, type);
  const views = type === null ? await viewsOfAny(call) : await viewsOfKind(call, type);
  const kind = type === null ? asked : { ...asked, kind: type };
  return {
    type: views.type,
    list: (page) => listMembers(context, id, { ...page, ...kind }),
    count: () => countMembers(context, id, kind),
    idOf: (member) => (member.kind === 'group' ? member.meta.id : member.row.id),
    view: views.view,
  };
}

/** The group has to be there all the same. */
async function nobody(call: Call, type: string): Promise<Related<Member>> {
  await readGroup(call.context, idAt(call, 0));
  return {
    type: `${type}s`,
    list: async () => ({ items: [] }),
    count: async () => 0,
    idOf: () => '',
    view: () => null,
  };
}

function isKind(type: string): type is ObjectKind {
  return type === 'user' || type === 'device' || type === 'group';
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
