/** What users and devices have in common: create, list, read, change, delete. */
import { DEVICE } from '../contract/device-type.ts';
import type { ResourceType } from '../contract/property.ts';
import { USER } from '../contract/user-type.ts';
import type { Json } from '../directory/attributes.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import { checkVersion, fromIfMatch } from '../http/etag.ts';
import { created, type HttpAnswer, noContent } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { type Selection, selectFrom } from '../http/select.ts';
import { show } from '../http/show.ts';
import { createObject } from '../objects/create-object.ts';
import { deleteObject } from '../objects/delete-object.ts';
import type { ObjectKey } from '../objects/find-object.ts';
import { contextUrl } from './collection.ts';
import { wholeSeconds } from './group-values.ts';
import { deviceKeyOf, keyAt, userKeyOf } from './keys.ts';
import { readNewObject, readObjectPatch } from './object-body.ts';
import type { Call } from './operation.ts';
import { updateObject, versionOf } from './patch-object.ts';

/** One of the two kinds of object. */
export interface ObjectSort {
  readonly kind: RuleScope;
  /** Its collection in addresses. */
  readonly collection: string;
  readonly resource: ResourceType;
}

export const USERS: ObjectSort = { kind: 'user', collection: 'users', resource: USER };
export const DEVICES: ObjectSort = { kind: 'device', collection: 'devices', resource: DEVICE };

/** The properties of a user or device under Graph's names. */
export function valuesOfObject(row: ObjectRow): Readonly<Record<string, Json>> {
  return { ...row.attributes, id: row.id, createdDateTime: wholeSeconds(row.created) };
}

/** The object id of the manager that the references of a body name; refuses references to anything else. */
export type ManagerOf = (
  call: Call,
  binds: Readonly<Record<string, unknown>>,
) => Promise<string | undefined>;

export async function postObject(
  call: Call,
  sort: ObjectSort,
  managerOf: ManagerOf,
): Promise<HttpAnswer> {
  const json = await readJsonObject(call.request);
  const { attributes, id, binds } = await readNewObject(call, sort.resource, json);
  const managerId = await managerOf(call, binds);
  const row = await createObject(call.context, {
    kind: sort.kind,
    attributes,
    ...(id !== undefined && { id }),
    ...(managerId !== undefined && { managerId }),
  });
  const selection = selectFrom(sort.resource, null, call.version);
  const location = `${call.base}/${sort.collection}/${row.id}`;
  return created(oneObject(call, row, { sort, selection }), location);
}

export async function patchObject(call: Call, sort: ObjectSort): Promise<HttpAnswer> {
  const key = keyOf(call, sort);
  const patch = await readObjectPatch(call, sort.resource, await readJsonObject(call.request));
  const version = fromIfMatch(call.request.headers.get('if-match'));
  await updateObject(call.context, { kind: sort.kind, key, patch, version });
  return noContent();
}

export async function removeObject(call: Call, sort: ObjectSort): Promise<HttpAnswer> {
  const version = fromIfMatch(call.request.headers.get('if-match'));
  const check = (row: ObjectRow) => checkVersion(version, versionOf(row));
  await deleteObject(call.context, sort.kind, { ...keyOf(call, sort), check });
  return noContent();
}

export function viewObject(row: ObjectRow, selection: Selection): Readonly<Record<string, Json>> {
  return show({ values: valuesOfObject(row), version: versionOf(row) }, selection);
}

/** The key of the path. */
export function keyOf(call: Call, sort: ObjectSort): ObjectKey {
  return sort.kind === 'user' ? userKeyOf(keyAt(call, 0)) : deviceKeyOf(keyAt(call, 0));
}

/** The answer that is one object. */
export function oneObject(
  call: Call,
  row: ObjectRow,
  as: { readonly sort: ObjectSort; readonly selection: Selection },
): Readonly<Record<string, unknown>> {
  const type = `${as.sort.collection}${as.selection.suffix}/$entity`;
  return { '@odata.context': contextUrl(call, type), ...viewObject(row, as.selection) };
}
