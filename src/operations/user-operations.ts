/** Users and their managers (graph-spec.md 7). */
import { readReferenceIn } from '../contract/directory-requests.ts';
import { readReference } from '../contract/reference.ts';
import { USER } from '../contract/user-type.ts';
import { type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { selectFrom } from '../http/select.ts';
import { findManager, listReports, setManager } from '../objects/change-object.ts';
import { findObject } from '../objects/find-object.ts';
import { sourceOf } from '../objects/source.ts';
import { contextUrl } from './collection.ts';
import { answerList, type DirectoryList } from './directory-list.ts';
import { keyAt, userKeyOf } from './keys.ts';
import { idOf, type Listed } from './listed.ts';
import { refuseBinds, resourceFor } from './object-body.ts';
import { USERS, viewObject } from './object-handlers.ts';
import { objectOperations } from './object-operations.ts';
import { type Call, GRAPH, type Operation, RELATION_OPTIONS } from './operation.ts';

const ONE = 'users/{id|userPrincipalName}';
const manager = { path: `${ONE}/manager/$ref`, surfaces: GRAPH };

export const USER_OPERATIONS: readonly Operation[] = [
  ...objectOperations(USERS, {
    noun: 'User',
    one: ONE,
    managerOf: managerIn,
  }),
  {
    name: 'getManager',
    method: 'GET',
    path: `${ONE}/manager`,
    surfaces: GRAPH,
    handle: getManager,
  },
  {
    name: 'listDirectReports',
    method: 'GET',
    path: `${ONE}/directReports`,
    surfaces: GRAPH,
    options: RELATION_OPTIONS,
    handle: (call) => answerList(call, reportsOf(call)),
  },
  { name: 'getManagerReference', method: 'GET', ...manager, handle: getManagerReference },
  { name: 'setManager', method: 'PUT', ...manager, handle: putManager },
  {
    name: 'removeManager',
    method: 'DELETE',
    ...manager,
    handle: removeManager,
  },
];

async function getManager(call: Call): Promise<HttpAnswer> {
  const { select } = call.options;
  const resource = await resourceFor(call, USER, select ?? []);
  const selection = selectFrom(resource, select, call.version);
  const row = await findManager(call.context, userKeyOf(keyAt(call, 0)));
  return ok({
    '@odata.context': contextUrl(call, `directoryObjects${selection.suffix}/$entity`),
    '@odata.type': `#${USER.graphType}`,
    ...viewObject(row, selection),
  });
}

function reportsOf(call: Call): DirectoryList {
  const load = async () => {
    const reports = await listReports(call.context, userKeyOf(keyAt(call, 0)));
    return reports.map((row): Listed => ({ kind: 'user', row }));
  };
  return { kinds: ['user'], form: 'relation', open: () => sourceOf(load, idOf) };
}

async function getManagerReference(call: Call): Promise<HttpAnswer> {
  const { id } = await findManager(call.context, userKeyOf(keyAt(call, 0)));
  return ok({
    '@odata.context': contextUrl(call, '$ref'),
    '@odata.id': `${call.base}/directoryObjects/${id}`,
  });
}

async function putManager(call: Call): Promise<HttpAnswer> {
  const body = await readJsonObject(call.request);
  const managerId = await userIdOf(call, readReferenceIn(body));
  await setManager(call.context, userKeyOf(keyAt(call, 0)), managerId);
  return noContent();
}

async function removeManager(call: Call): Promise<HttpAnswer> {
  await setManager(call.context, userKeyOf(keyAt(call, 0)), null);
  return noContent();
}

async function managerIn(
  call: Call,
  binds: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const { manager: reference, ...others } = binds;
  refuseBinds(others);
  return reference === undefined ? undefined : userIdOf(call, reference);
}

/** The object id of the user a reference names, by id or userPrincipalName. Throws 404 when it is nobody. */
export async function userIdOf(call: Call, reference: unknown): Promise<string> {
  const { key } = readReference(reference);
  const row = await findObject(call.context, 'user', userKeyOf({ name: 'id', value: key }));
  return row.id;
}
