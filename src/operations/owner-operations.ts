/** Owners of groups (graph-spec.md 6): users and service principals. */
import { readReferenceIn } from '../contract/directory-requests.ts';
import { readOwnerReference } from '../contract/reference.ts';
import { ownedGroups } from '../groups/owned-groups.ts';
import { addOwners, listOwners, removeOwner } from '../groups/owners.ts';
import { type HttpAnswer, noContent } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { findObject } from '../objects/find-object.ts';
import { type Source, sourceOf } from '../objects/source.ts';
import { badRequest } from '../util/errors.ts';
import type { Reading } from './directory-list.ts';
import { idAt, keyAt, userKeyOf } from './keys.ts';
import { idOf, type Listed, type ListedKind, listedGroups } from './listed.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';
import { relationOperations } from './relation.ts';

const references = { path: 'groups/{id|uniqueName}/owners/$ref', surfaces: GRAPH };
const removing = { method: 'DELETE', surfaces: GRAPH } as const;

export const OWNER_OPERATIONS: readonly Operation[] = [
  ...relationOperations({
    path: 'groups/{id|uniqueName}/owners',
    noun: 'Owner',
    types: ['user', 'servicePrincipal'],
    open: (call, type) => () => sourceOf<Listed>(() => ownersOf(call, type), idOf),
  }),
  ...relationOperations({
    path: 'users/{id|userPrincipalName}/ownedObjects',
    noun: 'OwnedObject',
    types: ['group'],
    open: (call) => (reading) => ownedBy(call, reading),
  }),
  { name: 'addOwner', method: 'POST', ...references, handle: postReference },
  { name: 'removeOwnerByReference', ...removing, ...references, handle: deleteReference },
  {
    name: 'removeOwner',
    ...removing,
    path: 'groups/{id|uniqueName}/owners/{id}/$ref',
    handle: deleteOwner,
  },
];

async function postReference(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  const body = await readJsonObject(call.request);
  await addOwners(call.context, id, [readOwnerReference(readReferenceIn(body))]);
  return noContent();
}

async function deleteReference(call: Call): Promise<HttpAnswer> {
  const { reference } = call.options;
  if (reference === null)
    throw badRequest("The owner to remove is missing: '$ref?@id={url}' is expected.");
  await removeOwner(call.context, idAt(call, 0), readOwnerReference(reference).id);
  return noContent();
}

async function deleteOwner(call: Call): Promise<HttpAnswer> {
  await removeOwner(call.context, idAt(call, 0), idAt(call, 1));
  return noContent();
}

/** The groups that a user owns. */
async function ownedBy(call: Call, { withStatus }: Reading): Promise<Source<Listed>> {
  const { context, mailDomain } = call;
  const user = await findObject(context, 'user', userKeyOf(keyAt(call, 0)));
  return listedGroups(ownedGroups(context, user.id, { withStatus, mailDomain }));
}

/** The owners; of one type, or all. */
async function ownersOf(call: Call, type: ListedKind | null): Promise<readonly Listed[]> {
  const owners = await listOwners(call.context, idAt(call, 0));
  return type === null ? owners : owners.filter(({ kind }) => kind === type);
}
