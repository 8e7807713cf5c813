/** Whose memberships are asked for: a user, device or group by its key. */
import type { ObjectRow } from '../directory/object-row.ts';
import { readGroupObject } from '../groups/read-group.ts';
import { findObject } from '../objects/find-object.ts';
import { deviceKeyOf, idAt, keyAt, userKeyOf } from './keys.ts';
import type { Call } from './operation.ts';

export interface Subject {
  readonly noun: 'User' | 'Device' | 'Group';
  readonly path: string;
  /** Throws 404. */
  readonly find: (call: Call) => Promise<ObjectRow>;
}

export const SUBJECTS: readonly Subject[] = [
  {
    noun: 'User',
    path: 'users/{id|userPrincipalName}',
    find: (call) => findObject(call.context, 'user', userKeyOf(keyAt(call, 0))),
  },
  {
    noun: 'Device',
    path: 'devices/{id|deviceId}',
    find: (call) => findObject(call.context, 'device', deviceKeyOf(keyAt(call, 0))),
  },
  {
    noun: 'Group',
    path: 'groups/{id|uniqueName}',
    find: (call) => readGroupObject(call.context, idAt(call, 0)),
  },
];
