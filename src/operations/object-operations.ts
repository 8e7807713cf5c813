/** The operations that users and devices have in common. */
import {
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
  readonly noun: 'User' | 'Device';
  /** The path of one object: `users/{id|userPrincipalName}`. */
  readonly one: string;
  readonly managerOf: ManagerOf;
}

/** Create, list, get, update, delete. */
export function objectOperations(sort: ObjectSort, traits: ObjectTraits): readonly Operation[] {
  const { noun, one, managerOf } = traits;
  const reading = { method: 'GET', surfaces: GRAPH } as const;
  return [
    {
      name: `create${noun}`,
      method: 'POST',
      path: sort.collection,
      surfaces: GRAPH,
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
      surfaces: GRAPH,
      handle: (call) => patchObject(call, sort),
    },
    {
      name: `delete${noun}`,
      method: 'DELETE',
      path: one,
      surfaces: GRAPH,
      handle: (call) => removeObject(call, sort),
    },
  ];
}
