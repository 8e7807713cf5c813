/** Applications and the extension properties they register (graph-spec.md 7). */
import { APPLICATION, EXTENSION_PROPERTY } from '../contract/application-type.ts';
import { readProperties } from '../contract/read-properties.ts';
import type { Json } from '../directory/attributes.ts';
import { created, type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { type Selection, selectFrom } from '../http/select.ts';
import { show } from '../http/show.ts';
import {
  createApplication,
  createExtensionProperty,
  deleteApplication,
  deleteExtensionProperty,
  findApplication,
  findExtensionProperty,
  listApplications,
  listExtensionProperties,
} from '../objects/applications.ts';
import type { Application, ExtensionProperty } from '../ports/application-ports.ts';
import { answerPage, contextUrl, pageFrom } from './collection.ts';
import { wholeSeconds } from './group-values.ts';
import { applicationKeyOf, idAt, keyAt } from './keys.ts';
import { refuseBinds } from './object-body.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const all = { path: 'applications', surfaces: GRAPH };
const one = { path: 'applications/{id|appId}', surfaces: GRAPH };
const properties = { path: 'applications/{id|appId}/extensionProperties', surfaces: GRAPH };
const property = { path: 'applications/{id|appId}/extensionProperties/{id}', surfaces: GRAPH };
const reading = { method: 'GET' } as const;
const creating = { method: 'POST' } as const;
const deleting = { method: 'DELETE' } as const;

export const APPLICATION_OPERATIONS: readonly Operation[] = [
  { name: 'createApplication', ...all, ...creating, handle: postApplication },
  { name: 'listApplications', ...all, ...reading, handle: getApplications },
  { name: 'getApplication', ...one, ...reading, handle: getApplication },
  { name: 'deleteApplication', ...one, ...deleting, handle: removeApplication },
  { name: 'createExtensionProperty', ...properties, ...creating, handle: postProperty },
  { name: 'listExtensionProperties', ...properties, ...reading, handle: getProperties },
  { name: 'getExtensionProperty', ...property, ...reading, handle: getProperty },
  { name: 'deleteExtensionProperty', ...property, ...deleting, handle: removeProperty },
];

async function postApplication(call: Call): Promise<HttpAnswer> {
  const body = await readJsonObject(call.request);
  const { version } = call;
  const { values, binds } = readProperties(APPLICATION, body, { version, purpose: 'create' });
  refuseBinds(binds);
  const { id, appId, displayName } = values;
  const application = await createApplication(call.context, {
    displayName: String(displayName),
    ...(typeof id === 'string' && { id }),
    ...(typeof appId === 'string' && { appId }),
  });
  const shown = show({ values: valuesOf(application) }, selectFrom(APPLICATION, null, version));
  const context = contextUrl(call, 'applications/$entity');
  const location = `${call.base}/applications/${application.id}`;
  return created({ '@odata.context': context, ...shown }, location);
}

async function getApplications(call: Call): Promise<HttpAnswer> {
  const selection = selectFrom(APPLICATION, call.options.select, call.version);
  const applications = await listApplications(call.context);
  return answerPage(call, {
    type: `applications${selection.suffix}`,
    list: async (page) => pageFrom(applications, ({ id }) => id, page),
    view: (application) => show({ values: valuesOf(application) }, selection),
  });
}

async function getApplication(call: Call): Promise<HttpAnswer> {
  const selection = selectFrom(APPLICATION, call.options.select, call.version);
  const application = await applicationOf(call);
  return ok({
    '@odata.context': contextUrl(call, `applications${selection.suffix}/$entity`),
    ...show({ values: valuesOf(application) }, selection),
  });
}

async function removeApplication(call: Call): Promise<HttpAnswer> {
  await deleteApplication(call.context, applicationKeyOf(keyAt(call, 0)));
  return noContent();
}

async function postProperty(call: Call): Promise<HttpAnswer> {
  const body = await readJsonObject(call.request);
  const { version } = call;
  const { values, binds } = readProperties(EXTENSION_PROPERTY, body, {
    version,
    purpose: 'create',
  });
  refuseBinds(binds);
  const application = await applicationOf(call);
  const { name, dataType, isMultiValued, targetObjects } = values;
  const made = await createExtensionProperty(call.context, application, {
    name: String(name),
    dataType: String(dataType),
    isMultiValued: isMultiValued === true,
    targetObjects: Array.isArray(targetObjects) ? targetObjects.map(String) : [],
  });
  const location = `${call.base}/applications/${application.id}/extensionProperties/${made.id}`;
  return created(oneProperty(call, made, selectFrom(EXTENSION_PROPERTY, null, version)), location);
}

async function getProperties(call: Call): Promise<HttpAnswer> {
  const selection = selectFrom(EXTENSION_PROPERTY, call.options.select, call.version);
  const application = await applicationOf(call);
  const found = await listExtensionProperties(call.context, application);
  return answerPage(call, {
    type: `applications('${application.id}')/extensionProperties${selection.suffix}`,
    list: async (page) => pageFrom(found, ({ id }) => id, page),
    view: (item) => show({ values: valuesOfProperty(item) }, selection),
  });
}

async function getProperty(call: Call): Promise<HttpAnswer> {
  const selection = selectFrom(EXTENSION_PROPERTY, call.options.select, call.version);
  const application = await applicationOf(call);
  const found = await findExtensionProperty(call.context, application, idAt(call, 1));
  return ok(oneProperty(call, found, selection));
}

async function removeProperty(call: Call): Promise<HttpAnswer> {
  await deleteExtensionProperty(call.context, await applicationOf(call), idAt(call, 1));
  return noContent();
}

function applicationOf(call: Call): Promise<Application> {
  return findApplication(call.context, applicationKeyOf(keyAt(call, 0)));
}

function oneProperty(call: Call, item: ExtensionProperty, selection: Selection): unknown {
  const type = `applications('${item.applicationId}')/extensionProperties${selection.suffix}/$entity`;
  return {
    '@odata.context': contextUrl(call, type),
    ...show({ values: valuesOfProperty(item) }, selection),
  };
}

function valuesOf(application: Application): Readonly<Record<string, Json>> {
  const { id, appId, displayName, created: time } = application;
  return { id, appId, displayName, createdDateTime: wholeSeconds(time) };
}

/** An extension property under Graph's names. */
export function valuesOfProperty(item: ExtensionProperty): Readonly<Record<string, Json>> {
  const { id, appDisplayName, dataType, isMultiValued, name, targetObjects } = item;
  const isSyncedFromOnPremises = false;
  return {
    id,
    appDisplayName,
    dataType,
    isMultiValued,
    isSyncedFromOnPremises,
    name,
    targetObjects,
  };
}
