/** The operations that users and devices have in common. */
import {
  getMemberOf,
  getObject,
  getObjects,
  type ManagerOf,
  type ObjectSort,
  patchObject,
  postObject,
  removeObject,
} from './object-handlers.ts';
import { GRAPH, type Operation } from './operation.ts';

export interface ObjectTraits {
  /** As names of operations have it: `User`. */
  readonly noun: string;
  /** The path of one object: `users/{id|userPrincipalName}`. */
  readonly one: string;
  /** Permissions of which reading and writing need one each, least first. */
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly managerOf: ManagerOf;
}

/** Create, list, get, update, delete, and the list of an object's groups. */
export function objectOperations(sort: ObjectSort, traits: ObjectTraits): readonly Operation[] {
  const { noun, one, managerOf } = traits;
  const reading = { method: 'GET', surfaces: GRAPH, permissions: traits.read } as const;
  const writing = { surfaces: GRAPH, permissions: traits.write };
  return [
    {
      name: `create${noun}`,
      method: 'POST',
      path: sort.collection,
      ...writing,
      handle: (call) => postObject(call, sort, managerOf),
    },
    {
      name: `list${noun}s`,
      path: sort.collection,
      ...reading,
      handle: (call) => getObjects(call, sort),
    },
    { name: `get${noun}`, path: one, ...reading, handle: (call) => getObject(call, sort) },
    {
      name: `update${noun}`,
      method: 'PATCH',
      path: one,
      ...writing,
      handle: (call) => patchObject(call, sort),
    },
    {
      name: `delete${noun}`,
      method: 'DELETE',
      path: one,
      ...writing,
      handle: (call) => removeObject(call, sort),
    },
    {
      name: `list${noun}Memberships`,
      path: `${one}/memberOf`,
      ...reading,
      permissions: ['GroupMember.Read.All', 'Directory.Read.All'],
      handle: (call) => getMemberOf(call, sort),
    },
  ];
}
