/** From the body of a user's or device's create or update to attributes. */

import { asReadBy } from '../access/reading.ts';
import {
  checkExtensionCount,
  mentionsExtension,
  withExtensions,
} from '../contract/extension-value.ts';
import type { GraphVersion, ResourceType } from '../contract/property.ts';
import {
  checkObjectSize,
  type ReadOptions,
  type ReadProperties,
  readProperties,
} from '../contract/read-properties.ts';
import {
  type AttributePatch,
  type Attributes,
  applyPatch,
  type Json,
} from '../directory/attributes.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { JsonObject } from '../http/read-body.ts';
import { badRequest } from '../util/errors.ts';
import type { Call } from './operation.ts';

/** A new object. `binds`: values of `…@odata.bind`, unchecked. */
export interface ObjectBody {
  readonly id?: string;
  readonly attributes: Attributes;
  readonly binds: Readonly<Record<string, unknown>>;
}

/** The resource as the caller may read it, with the extension properties that are registered. */
export async function resourceFor(
  call: Call,
  resource: ResourceType,
  names: readonly string[],
): Promise<ResourceType> {
  const whole = await wholeResource(call, resource, names);
  const kind = KINDS.get(resource.name);
  return kind === undefined ? whole : asReadBy(call.caller, kind, whole);
}

/** By the name of the resource; of other kinds nothing but the id is known. */
const KINDS: ReadonlyMap<string, ObjectKind> = new Map([
  ['User', 'user'],
  ['Device', 'device'],
  ['Group', 'group'],
]);

/** The resource with its extension properties, looked up only when a name asks for one, whoever may read it. */
export async function wholeResource(
  call: Call,
  resource: ResourceType,
  names: readonly string[],
): Promise<ResourceType> {
  if (!mentionsExtension(names)) return resource;
  return withExtensions(resource, await call.context.applications.listExtensions());
}

/** The body of a POST. Throws RequestError 400. */
export async function readNewObject(
  call: Call,
  resource: ResourceType,
  body: JsonObject,
): Promise<ObjectBody> {
  return newObjectFrom(await wholeResource(call, resource, Object.keys(body)), body, call.version);
}

/** As readNewObject, for a resource that has its extension properties already. Throws RequestError 400. */
export function newObjectFrom(
  resource: ResourceType,
  body: JsonObject,
  version: GraphVersion,
): ObjectBody {
  const { values, binds } = read(resource, body, { version, purpose: 'create' });
  const { id, ...rest } = values;
  const attributes = applyPatch({}, mergeParts({}, rest));
  checkObjectSize(resource.name, attributes);
  checkExtensionCount(attributes);
  return { ...(typeof id === 'string' && { id }), attributes, binds };
}

/** The body of a PATCH: what to set, null to clear. Throws RequestError 400. */
export async function readObjectPatch(
  call: Call,
  resource: ResourceType,
  body: JsonObject,
): Promise<AttributePatch> {
  return objectPatchFrom(
    await wholeResource(call, resource, Object.keys(body)),
    body,
    call.version,
  );
}

/** As readObjectPatch, for a resource that has its extension properties already. Throws RequestError 400. */
export function objectPatchFrom(
  resource: ResourceType,
  body: JsonObject,
  version: GraphVersion,
): AttributePatch {
  const { values, binds } = read(resource, body, { version, purpose: 'change' });
  refuseBinds(binds);
  return values;
}

/** Throws RequestError 400 for the first reference that can't be set with the object. */
export function refuseBinds(binds: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(binds);
  if (name !== undefined) throw badRequest(`Invalid property '${name.slice(0, 128)}@odata.bind'.`);
}

/**
 * The patch with its complex values (`onPremisesExtensionAttributes`) completed by the parts that stand; parts that are
 * null disappear, and with the last of them the value.
 */
export function mergeParts(attributes: Attributes, patch: AttributePatch): AttributePatch {
  return Object.fromEntries(
    Object.entries(patch).map(([name, value]) => [
      name,
      isComplex(value) ? mergeValue(attributes[name], value) : value,
    ]),
  );
}

function read(resource: ResourceType, body: JsonObject, options: ReadOptions): ReadProperties {
  const { values, binds } = readProperties(resource, body, options);
  // A password is required as Graph does, and never stored.
  const { passwordProfile: _, ...kept } = values;
  return { values: kept, binds };
}

function mergeValue(standing: Json | undefined, value: Readonly<Record<string, Json>>): Json {
  const merged = applyPatch(isComplex(standing) ? standing : {}, value);
  return Object.keys(merged).length === 0 ? null : merged;
}

function isComplex(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
