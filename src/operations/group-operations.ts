/** Groups: create, list, read, change, delete (graph-spec.md 4). */
import { GROUP } from '../contract/group-type.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import { changeGroup } from '../groups/change-group.ts';
import { createGroup } from '../groups/create-group.ts';
import { deleteGroup } from '../groups/delete-group.ts';
import { groupSource } from '../groups/group-source.ts';
import { readGroup } from '../groups/read-group.ts';
import { fromIfMatch } from '../http/etag.ts';
import { created, type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { type JsonObject, readJsonObject } from '../http/read-body.ts';
import { type Selection, selectFrom } from '../http/select.ts';
import { badRequest } from '../util/errors.ts';
import { contextUrl } from './collection.ts';
import { answerCount, answerList, type DirectoryList, type Reading } from './directory-list.ts';
import { expandAll } from './expand.ts';
import { readGroupChange, readGroupDraft } from './group-body.ts';
import { createsIfMissing, uniqueNameIn } from './group-key.ts';
import { allowedChange, checkCreation, withCreator } from './group-rights.ts';
import { showGroup } from './group-values.ts';
import { idAt } from './keys.ts';
import { readExpand } from './list-query.ts';
import { listedGroups } from './listed.ts';
import {
  type Call,
  COLLECTION_OPTIONS,
  COUNT_OPTIONS,
  GRAPH,
  OBJECT_OPTIONS,
  type Operation,
} from './operation.ts';
import { overrideIn } from './rule-test-override.ts';
import { upsertGroup } from './upsert-group.ts';

export const GROUP_OPERATIONS: readonly Operation[] = [
  {
    name: 'createGroup',
    method: 'POST',
    path: 'groups',
    surfaces: GRAPH,
    handle: postGroup,
  },
  {
    name: 'listGroups',
    method: 'GET',
    path: 'groups',
    surfaces: GRAPH,
    options: COLLECTION_OPTIONS,
    handle: (call) => answerList(call, groupList(call)),
  },
  {
    name: 'countGroups',
    method: 'GET',
    path: 'groups/$count',
    surfaces: GRAPH,
    options: COUNT_OPTIONS,
    handle: (call) => answerCount(call, groupList(call)),
  },
  {
    name: 'getGroup',
    method: 'GET',
    path: 'groups/{id|uniqueName}',
    surfaces: GRAPH,
    options: OBJECT_OPTIONS,
    handle: getGroup,
  },
  {
    name: 'updateGroup',
    method: 'PATCH',
    path: 'groups/{id|uniqueName}',
    surfaces: GRAPH,
    handle: patchGroup,
  },
  {
    name: 'deleteGroup',
    method: 'DELETE',
    path: 'groups/{id|uniqueName}',
    surfaces: GRAPH,
    handle: removeGroup,
  },
];

async function postGroup(call: Call): Promise<HttpAnswer> {
  return createFrom(call, await readJsonObject(call.request));
}

async function createFrom(call: Call, given: JsonObject): Promise<HttpAnswer> {
  if (seenDiff(call).diffHash !== undefined)
    throw badRequest('X-Muster-Diff-Hash goes with a change of a group, not with a new one.');
  const draft = readGroupDraft(given, call.version);
  checkCreation(call, draft);
  const { value } = await createGroup(call.context, await withCreator(call, draft));
  const body = oneGroup(call, value, selectFrom(GROUP, null, call.version));
  return created(body, `${call.base}/groups/${value.id}`);
}

async function getGroup(call: Call): Promise<HttpAnswer> {
  const selection = selectFrom(GROUP, call.options.select, call.version);
  const expand = readExpand(call, 'group');
  const { value } = await readGroup(call.context, idAt(call, 0));
  const [expanded] = await expandAll(call, [{ kind: 'group', meta: value }], expand);
  return ok({ ...oneGroup(call, value, selection), ...expanded });
}

/** All groups. */
function groupList(call: Call): DirectoryList {
  const { context, mailDomain } = call;
  const open = (reading: Reading) => listedGroups(groupSource(context, { ...reading, mailDomain }));
  return { kinds: ['group'], form: 'collection', open };
}

async function patchGroup(call: Call): Promise<HttpAnswer> {
  const uniqueName = createsIfMissing(call) ? uniqueNameIn(call) : null;
  if (uniqueName === null) return changeFrom(call);
  return upsertGroup(call, { uniqueName, change: changeFrom, create: createFrom });
}

async function changeFrom(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  const body = await readJsonObject(call.request);
  const version = fromIfMatch(call.request.headers.get('if-match'));
  const { value } = await readGroup(call.context, id);
  const change = allowedChange(call, value, readGroupChange(body, call.version, value));
  await changeGroup(call.context, id, {
    ...change,
    ...overrideIn(call),
    ...knownEdit(version),
    ...seenDiff(call),
  });
  return noContent();
}

async function removeGroup(call: Call): Promise<HttpAnswer> {
  const version = fromIfMatch(call.request.headers.get('if-match'));
  await deleteGroup(call.context, idAt(call, 0), knownEdit(version).ifEdit);
  return noContent();
}

/** An ETag of ours holds the group's `edit`; one that does not is of no version. */
function knownEdit(version: string | null): { readonly ifEdit?: number } {
  return version === null ? {} : { ifEdit: Number(version) };
}

/** Saves a rule only if it does what was seen in a preview (docs/preview.md). */
function seenDiff({ request }: Call): { readonly diffHash?: string } {
  const diffHash = request.headers.get('x-muster-diff-hash')?.trim();
  return diffHash === undefined ? {} : { diffHash };
}

function oneGroup(call: Call, meta: GroupMeta, selection: Selection) {
  return {
    '@odata.context': contextUrl(call, `groups${selection.suffix}/$entity`),
    ...showGroup(meta, selection, call.mailDomain),
  };
}
