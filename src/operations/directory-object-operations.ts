/** Objects of any kind by their ids (graph-spec.md 6), and the extension properties that are registered for any of them. */
import { EXTENSION_PROPERTY } from '../contract/application-type.ts';
import { readIsSynced, readObjectsById } from '../contract/directory-requests.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import { findDirectoryObject, findDirectoryObjects } from '../groups/directory-objects.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { selectFrom } from '../http/select.ts';
import { show } from '../http/show.ts';
import { valuesOfProperty } from './application-operations.ts';
import { contextUrl } from './collection.ts';
import { idAt } from './keys.ts';
import { ANY_KIND } from './listed.ts';
import { viewsFor, viewTyped } from './listed-view.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const KINDS: readonly ObjectKind[] = ['user', 'device', 'group'];

export const DIRECTORY_OBJECT_OPERATIONS: readonly Operation[] = [
  {
    name: 'getDirectoryObject',
    method: 'GET',
    path: 'directoryObjects/{id}',
    surfaces: GRAPH,
    handle: getObject,
  },
  {
    name: 'getObjectsById',
    method: 'POST',
    path: 'directoryObjects/getByIds',
    surfaces: GRAPH,
    handle: postGetByIds,
  },
  {
    name: 'getAvailableExtensionProperties',
    method: 'POST',
    path: 'directoryObjects/getAvailableExtensionProperties',
    surfaces: GRAPH,
    handle: postGetAvailable,
  },
];

async function getObject(call: Call): Promise<HttpAnswer> {
  const views = await viewsFor(call, ANY_KIND, call.options.select);
  const found = await findDirectoryObject(call.context, idAt(call, 0));
  return ok({
    '@odata.context': contextUrl(call, `directoryObjects${views.suffix}/$entity`),
    ...viewTyped(call, found, views),
  });
}

async function postGetByIds(call: Call): Promise<HttpAnswer> {
  const { ids, types } = readObjectsById(await readJsonObject(call.request));
  const views = await viewsFor(call, ANY_KIND, call.options.select);
  const isAny = types === null || types.includes('directoryobject');
  const kinds = isAny ? KINDS : KINDS.filter((kind) => types.includes(kind));
  const found = await findDirectoryObjects(call.context, ids, kinds);
  return ok({
    '@odata.context': contextUrl(call, `directoryObjects${views.suffix}`),
    value: found.map((one) => viewTyped(call, one, views)),
  });
}

/** None is synchronised from elsewhere: all are registered here. */
async function postGetAvailable(call: Call): Promise<HttpAnswer> {
  const isSynced = readIsSynced(await readJsonObject(call.request));
  const selection = selectFrom(EXTENSION_PROPERTY, call.options.select, call.version);
  const extensions = isSynced === true ? [] : await call.context.applications.listExtensions();
  return ok({
    '@odata.context': contextUrl(call, `extensionProperties${selection.suffix}`),
    value: extensions.map((item) => show({ values: valuesOfProperty(item) }, selection)),
  });
}
