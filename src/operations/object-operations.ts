/** The operations that users and devices have in common. */
import { answerCount, answerList } from './directory-list.ts';
import {
  type ManagerOf,
  type ObjectSort,
  patchObject,
  postObject,
  removeObject,
} from './object-handlers.ts';
import { getObject, objectList } from './object-lists.ts';
import {
  COLLECTION_OPTIONS,
  COUNT_OPTIONS,
  GRAPH,
  OBJECT_OPTIONS,
  type Operation,
} from './operation.ts';

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
      options: COLLECTION_OPTIONS,
      handle: (call) => answerList(call, objectList(call, sort)),
    },
    {
      name: `count${noun}s`,
      path: `${sort.collection}/$count`,
      ...reading,
      options: COUNT_OPTIONS,
      handle: (call) => answerCount(call, objectList(call, sort)),
    },
    {
      name: `get${noun}`,
      path: one,
      ...reading,
      options: OBJECT_OPTIONS,
      handle: (call) => getObject(call, sort),
    },
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
