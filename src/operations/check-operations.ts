/** Which groups an object is in, of some or of all, over groups in groups (graph-spec.md 6). */
import { readCheckedIds, readSecurityEnabledOnly } from '../contract/directory-requests.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { findRow } from '../groups/directory-objects.ts';
import { groupsOf } from '../groups/groups-of.ts';
import { listNestedMemberships, membershipsAmong } from '../groups/nested-memberships.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import type { Context } from '../membership/context.ts';
import { badRequest, RequestError } from '../util/errors.ts';
import { contextUrl } from './collection.ts';
import { idAt } from './keys.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';
import { SUBJECTS } from './subjects.ts';

/** More groups than this are not told (graph-spec.md 15). */
const MOST_GROUPS = 11_000;

interface Checked {
  readonly noun: 'User' | 'Device' | 'Group' | 'DirectoryObject';
  readonly path: string;
  readonly find: (call: Call) => Promise<ObjectRow>;
}

const ANY: Checked = {
  noun: 'DirectoryObject',
  path: 'directoryObjects/{id}',
  find: (call) => findRow(call.context, idAt(call, 0)),
};

export const CHECK_OPERATIONS: readonly Operation[] = [...SUBJECTS, ANY].flatMap(operationsOf);

/** Groups are the only objects here that have members: asked for all, the answer is the same. */
function operationsOf({ noun, path, find }: Checked): readonly Operation[] {
  const asking = { method: 'POST', surfaces: GRAPH } as const;
  return [
    {
      name: `check${noun}MemberGroups`,
      path: `${path}/checkMemberGroups`,
      ...asking,
      handle: async (call) => check(call, find, 'groupIds'),
    },
    {
      name: `check${noun}MemberObjects`,
      path: `${path}/checkMemberObjects`,
      ...asking,
      handle: async (call) => check(call, find, 'ids'),
    },
    {
      name: `get${noun}MemberGroups`,
      path: `${path}/getMemberGroups`,
      ...asking,
      handle: async (call) => listAll(call, find),
    },
    {
      name: `get${noun}MemberObjects`,
      path: `${path}/getMemberObjects`,
      ...asking,
      handle: async (call) => listAll(call, find),
    },
  ];
}

async function check(
  call: Call,
  find: Checked['find'],
  name: 'groupIds' | 'ids',
): Promise<HttpAnswer> {
  const ids = readCheckedIds(await readJsonObject(call.request), name);
  const { context } = call;
  const found = await membershipsAmong(context, await find(call), ids);
  return answerIds(call, context.reader.seesAll ? found : await seenAmong(context, found));
}

async function listAll(call: Call, find: Checked['find']): Promise<HttpAnswer> {
  const securityOnly = readSecurityEnabledOnly(await readJsonObject(call.request));
  const object = await find(call);
  if (securityOnly && object.kind !== 'user')
    throw badRequest('securityEnabledOnly can be true only for users.');
  const memberships = await listNestedMemberships(call.context, object);
  if (!securityOnly && call.context.reader.seesAll)
    return answerIds(call, memberships.map(({ id }) => id).sort());
  const groups = await groupsOf(call.context, memberships, 'names');
  const secure = groups.filter(({ resource }) => !securityOnly || resource.securityEnabled);
  return answerIds(
    call,
    secure.map(({ id }) => id),
  );
}

/** Those that do not hide from the caller who is in them. */
async function seenAmong(context: Context, ids: readonly string[]): Promise<readonly string[]> {
  const memberships = ids.map((id) => ({ id, meta: null }));
  const seen = new Set((await groupsOf(context, memberships, 'names')).map(({ id }) => id));
  return ids.filter((id) => seen.has(id));
}

function answerIds(call: Call, ids: readonly string[]): HttpAnswer {
  if (ids.length > MOST_GROUPS) throw tooMany();
  return ok({ '@odata.context': contextUrl(call, 'Collection(Edm.String)'), value: ids });
}

function tooMany(): RequestError {
  const message = `The size of the result set has exceeded the maximum of ${MOST_GROUPS.toLocaleString('en')}; list transitiveMemberOf in pages instead.`;
  return new RequestError({ status: 400, code: 'Directory_ResultSizeLimitExceeded', message });
}
