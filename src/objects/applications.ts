/** Applications and the extension properties they own: attributes that rules may use once they are registered. */

import type { Context } from '../membership/context.ts';
import type { Application, ExtensionProperty } from '../ports/application-ports.ts';
import { alreadyExists, resourceNotFound } from '../util/errors.ts';
import { failGroupsNaming, healGroupsNaming } from './extension-rules.ts';

export interface ApplicationDraft {
  readonly displayName: string;
  readonly id?: string;
  readonly appId?: string;
}

export type ApplicationKey = { readonly id: string } | { readonly appId: string };

export type ExtensionDraft = Pick<
  ExtensionProperty,
  'dataType' | 'isMultiValued' | 'targetObjects'
> & { readonly name: string };

/** Throws 400 when the id or appId is taken. */
export async function createApplication(
  context: Context,
  draft: ApplicationDraft,
): Promise<Application> {
  const application: Application = {
    id: (draft.id ?? context.ids.guid()).toLowerCase(),
    appId: (draft.appId ?? context.ids.guid()).toLowerCase(),
    displayName: draft.displayName,
    created: context.clock.now().toISOString(),
  };
  if (await isAppIdTaken(context, application)) throw alreadyExists('appId');
  if (await context.applications.insert(application)) return application;
  throw alreadyExists((await isAppIdTaken(context, application)) ? 'appId' : 'id');
}

async function isAppIdTaken(context: Context, { id, appId }: Application): Promise<boolean> {
  const others = await context.applications.list();
  return others.some((other) => other.appId === appId && other.id !== id);
}

/** Throws 404. */
export async function findApplication(context: Context, key: ApplicationKey): Promise<Application> {
  const wanted = ('id' in key ? key.id : key.appId).toLowerCase();
  const found = (await context.applications.list()).find(
    (one) => wanted === ('id' in key ? one.id : one.appId),
  );
  if (found === undefined) throw resourceNotFound(wanted);
  return found;
}

export function listApplications(context: Context): Promise<readonly Application[]> {
  return context.applications.list();
}

/** Deletes an application with its extension properties. Throws 404. */
export async function deleteApplication(context: Context, key: ApplicationKey): Promise<void> {
  const application = await findApplication(context, key);
  for (const property of await listExtensionProperties(context, application))
    await removeProperty(context, property);
  await context.applications.remove(application);
}

/** Registers an extension property; groups that failed for want of it are evaluated again. Throws 400 when it exists. */
export async function createExtensionProperty(
  context: Context,
  application: Application,
  draft: ExtensionDraft,
): Promise<ExtensionProperty> {
  const property: ExtensionProperty = {
    ...draft,
    id: context.ids.guid(),
    name: `extension_${application.appId.replaceAll('-', '')}_${draft.name}`,
    applicationId: application.id,
    appDisplayName: application.displayName,
  };
  if (!(await context.applications.insertExtension(property))) throw alreadyExists('name');
  await healGroupsNaming(context, property);
  return property;
}

export async function listExtensionProperties(
  context: Context,
  application: Application,
): Promise<readonly ExtensionProperty[]> {
  return (await context.applications.listExtensions()).filter(
    ({ applicationId }) => applicationId === application.id,
  );
}

/** Throws 404. */
export async function findExtensionProperty(
  context: Context,
  application: Application,
  id: string,
): Promise<ExtensionProperty> {
  const found = (await listExtensionProperties(context, application)).find(
    (property) => property.id === id.toLowerCase(),
  );
  if (found === undefined) throw resourceNotFound(id);
  return found;
}

/** Deletes an extension property; groups whose rule names it fail, and keep their members. Throws 404. */
export async function deleteExtensionProperty(
  context: Context,
  application: Application,
  id: string,
): Promise<void> {
  await removeProperty(context, await findExtensionProperty(context, application, id));
}

async function removeProperty(context: Context, property: ExtensionProperty): Promise<void> {
  await context.applications.removeExtension(property);
  await failGroupsNaming(context, property);
}
