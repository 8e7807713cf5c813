/** Keys of paths as use cases want them. What can't be a key of anything is answered 404 without asking storage. */
import { PRINCIPAL_NAME } from '../contract/value-types.ts';
import type { Key } from '../http/path-template.ts';
import type { ApplicationKey } from '../objects/applications.ts';
import type { ObjectKey } from '../objects/find-object.ts';
import { resourceNotFound } from '../util/errors.ts';
import { isGuid } from '../util/ids.ts';
import type { Call } from './operation.ts';

/** The key at a place of the path, counted from 0. */
export function keyAt(call: Call, place: number): Key {
  const key = call.keys[place];
  if (key === undefined) throw new RangeError(`The path of the operation has no key ${place}.`);
  return key;
}

/** An object id in lower case. Throws 404 for what is no GUID. */
export function idAt(call: Call, place: number): string {
  const { value } = keyAt(call, place);
  if (!isGuid(value)) throw resourceNotFound(value);
  return value.toLowerCase();
}

/** A user by id or userPrincipalName, in whichever spelling it is written. */
export function userKeyOf(key: Key): ObjectKey {
  if (key.name === 'id' && isGuid(key.value)) return { name: 'id', value: key.value };
  if (PRINCIPAL_NAME.test(key.value)) return { name: 'userPrincipalName', value: key.value };
  throw resourceNotFound(key.value);
}

/** A device by id or deviceId. */
export function deviceKeyOf(key: Key): ObjectKey {
  if (!isGuid(key.value)) throw resourceNotFound(key.value);
  return { name: key.name === 'deviceId' ? 'deviceId' : 'id', value: key.value };
}

/** An application by id or appId. */
export function applicationKeyOf(key: Key): ApplicationKey {
  if (!isGuid(key.value)) throw resourceNotFound(key.value);
  return key.name === 'appId' ? { appId: key.value } : { id: key.value };
}
