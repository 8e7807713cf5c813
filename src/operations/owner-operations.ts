/** Owners of groups (graph-spec.md 6): users and service principals. */
import { readOwnerReference } from '../contract/reference.ts';
import { USER } from '../contract/user-type.ts';
import { addOwners, listOwners, removeOwner, type ShownOwner } from '../groups/owners.ts';
import { type HttpAnswer, noContent, plainText } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { type Selection, selectFrom } from '../http/select.ts';
import { show } from '../http/show.ts';
import { badRequest } from '../util/errors.ts';
import { answerPage, isEventual, pageFrom } from './collection.ts';
import { idAt, keyAt } from './keys.ts';
import { resourceFor } from './object-body.ts';
import { viewObject } from './object-handlers.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const all = { path: 'groups/{id}/owners', surfaces: GRAPH };
const cast = 'groups/{id}/owners/microsoft.graph.{user|servicePrincipal}';
const references = { path: 'groups/{id}/owners/$ref', surfaces: GRAPH };
const reading = { method: 'GET', surfaces: GRAPH } as const;
const removing = { method: 'DELETE', surfaces: GRAPH } as const;

export const OWNER_OPERATIONS: readonly Operation[] = [
  { name: 'listOwners', ...reading, ...all, handle: getOwners },
  { name: 'countOwners', ...reading, path: `${all.path}/$count`, handle: getCount },
  { name: 'listOwnersOfType', ...reading, path: cast, handle: getOwners },
  { name: 'countOwnersOfType', ...reading, path: `${cast}/$count`, handle: getCount },
  { name: 'listOwnerReferences', ...reading, ...references, handle: getReferences },
  { name: 'addOwner', method: 'POST', ...references, handle: postReference },
  { name: 'removeOwnerByReference', ...removing, ...references, handle: deleteReference },
  { name: 'removeOwner', ...removing, path: `${all.path}/{id}/$ref`, handle: deleteOwner },
];

async function getOwners(call: Call): Promise<HttpAnswer> {
  const { select } = call.options;
  const selection = selectFrom(await resourceFor(call, USER, select ?? []), select, call.version);
  const owners = await ownersOf(call);
  return answerPage(call, {
    type: `directoryObjects${selection.suffix}`,
    list: async (page) => pageFrom(owners, ({ id }) => id, page),
    view: (owner) => viewOwner(owner, selection),
    ...(isEventual(call) && { count: async () => owners.length }),
  });
}

async function getCount(call: Call): Promise<HttpAnswer> {
  if (!isEventual(call)) throw badRequest('$count is not currently supported.');
  return plainText(String((await ownersOf(call)).length));
}

async function getReferences(call: Call): Promise<HttpAnswer> {
  const owners = await ownersOf(call);
  return answerPage(call, {
    type: 'Collection($ref)',
    list: async (page) => pageFrom(owners, ({ id }) => id, page),
    view: ({ id }) => ({ '@odata.id': `${call.base}/directoryObjects/${id}` }),
  });
}

async function postReference(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  const body = await readJsonObject(call.request);
  await addOwners(call.context, id, [readOwnerReference(body['@odata.id'])]);
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

/** The owners; of the type in the path, where there is one. */
async function ownersOf(call: Call): Promise<readonly ShownOwner[]> {
  const owners = await listOwners(call.context, idAt(call, 0));
  if (call.keys.length === 1) return owners;
  const { value: type } = keyAt(call, 1);
  return owners.filter(({ kind }) => kind === type);
}

/** Of a service principal nothing is known but its id. */
function viewOwner(owner: ShownOwner, selection: Selection): unknown {
  if (owner.kind === 'user')
    return { '@odata.type': `#${USER.graphType}`, ...viewObject(owner.row, selection) };
  return {
    '@odata.type': '#microsoft.graph.servicePrincipal',
    ...show({ values: { id: owner.id } }, selection),
  };
}
