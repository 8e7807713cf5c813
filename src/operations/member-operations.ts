/** Members of groups (graph-spec.md 6). */
import { readReferenceIn } from '../contract/directory-requests.ts';
import { readObjectId } from '../contract/reference.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import { memberIdSource, memberSource } from '../groups/member-source.ts';
import { addMembers, removeMember } from '../groups/members.ts';
import { readGroup } from '../groups/read-group.ts';
import { type HttpAnswer, noContent } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { sourceOf } from '../objects/source.ts';
import { badRequest, requestDenied } from '../util/errors.ts';
import type { DirectoryList } from './directory-list.ts';
import { idAt } from './keys.ts';
import { idOf, type Listed, type ListedKind, listedSource } from './listed.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';
import { relationOperations } from './relation.ts';

const references = { path: 'groups/{id|uniqueName}/members/$ref', surfaces: GRAPH };
const removing = { method: 'DELETE', surfaces: GRAPH } as const;

/** Objects of the last two types are in no group here. */
const TYPES: readonly ListedKind[] = ['user', 'device', 'group', 'orgContact', 'servicePrincipal'];

export const MEMBER_OPERATIONS: readonly Operation[] = [
  ...relationOperations({
    path: 'groups/{id|uniqueName}/members',
    noun: 'Member',
    types: TYPES,
    open: (call, type) => membersOpener(call, type, false),
    openIds: (call, type) => idsOpener(call, type, false),
  }),
  ...relationOperations({
    path: 'groups/{id|uniqueName}/transitiveMembers',
    noun: 'TransitiveMember',
    types: TYPES,
    open: (call, type) => membersOpener(call, type, true),
    openIds: (call, type) => idsOpener(call, type, true),
  }),
  { name: 'addMember', method: 'POST', ...references, handle: postReference },
  { name: 'removeMemberByReference', ...removing, ...references, handle: deleteReference },
  {
    name: 'removeMember',
    path: 'groups/{id|uniqueName}/members/{id}/$ref',
    ...removing,
    handle: deleteMember,
  },
  // Without `/$ref` Graph deletes the member object itself, if the caller may: here nobody may (graph-spec.md 6).
  {
    name: 'deleteMemberObject',
    path: 'groups/{id|uniqueName}/members/{id}',
    ...removing,
    handle: () => Promise.reject(requestDenied()),
  },
];

function membersOpener(
  call: Call,
  type: ListedKind | null,
  nested: boolean,
): DirectoryList['open'] {
  const id = idAt(call, 0);
  return async ({ size }) => {
    if (type !== null && !isKind(type)) {
      // There are none, but the group has to be there all the same.
      await readGroup(call.context, id);
      return sourceOf<Listed>(async () => [], idOf);
    }
    const asked = { nested, size, ...(type !== null && { kind: type }) };
    return listedSource(await memberSource(call.context, id, asked));
  };
}

function idsOpener(call: Call, type: ListedKind | null, nested: boolean): DirectoryList['openIds'] {
  if (type !== null && !isKind(type)) return undefined;
  const kind = type === null ? {} : { kind: type };
  return (size) => memberIdSource(call.context, idAt(call, 0), { nested, size, ...kind });
}

function isKind(type: ListedKind): type is ObjectKind {
  return type === 'user' || type === 'device' || type === 'group';
}

async function postReference(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  const body = await readJsonObject(call.request);
  await addMembers(call.context, id, [readObjectId(readReferenceIn(body))]);
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
