/** Groups: create, list, read, change, delete (graph-spec.md 4). */
import { GROUP } from '../contract/group-type.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import { changeGroup } from '../groups/change-group.ts';
import { createGroup } from '../groups/create-group.ts';
import { deleteGroup } from '../groups/delete-group.ts';
import { listGroups, readLive } from '../groups/list-groups.ts';
import { readGroup } from '../groups/read-group.ts';
import { fromIfMatch } from '../http/etag.ts';
import { created, type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { type Selection, selectFrom } from '../http/select.ts';
import { show } from '../http/show.ts';
import type { Page, Stamped } from '../membership/ports.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import { answerPage, contextUrl } from './collection.ts';
import { readGroupChange, readGroupDraft } from './group-body.ts';
import { valuesOfGroup } from './group-values.ts';
import { idAt } from './keys.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const READ = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];
const WRITE = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];

/** A group of a list, its ETag where it was read. */
type ListedGroup = Pick<Stamped<GroupMeta>, 'value'> & Partial<Stamped<GroupMeta>>;

export const GROUP_OPERATIONS: readonly Operation[] = [
  {
    name: 'createGroup',
    method: 'POST',
    path: 'groups',
    surfaces: GRAPH,
    permissions: ['Group.Create', ...WRITE],
    handle: postGroup,
  },
  {
    name: 'listGroups',
    method: 'GET',
    path: 'groups',
    surfaces: GRAPH,
    permissions: READ,
    handle: getGroups,
  },
  {
    name: 'getGroup',
    method: 'GET',
    path: 'groups/{id}',
    surfaces: GRAPH,
    permissions: READ,
    handle: getGroup,
  },
  {
    name: 'updateGroup',
    method: 'PATCH',
    path: 'groups/{id}',
    surfaces: GRAPH,
    permissions: WRITE,
    handle: patchGroup,
  },
  {
    name: 'deleteGroup',
    method: 'DELETE',
    path: 'groups/{id}',
    surfaces: GRAPH,
    permissions: WRITE,
    handle: removeGroup,
  },
];

async function postGroup(call: Call): Promise<HttpAnswer> {
  const draft = readGroupDraft(await readJsonObject(call.request), call.version);
  const group = await createGroup(call.context, draft);
  const body = oneGroup(call, group, selectFrom(GROUP, null, call.version));
  return created(body, `${call.base}/groups/${group.value.id}`);
}

async function getGroup(call: Call): Promise<HttpAnswer> {
  const selection = selectFrom(GROUP, call.options.select, call.version);
  return ok(oneGroup(call, await readGroup(call.context, idAt(call, 0)), selection));
}

async function getGroups(call: Call): Promise<HttpAnswer> {
  const selection = selectFrom(GROUP, call.options.select, call.version);
  return answerPage(call, {
    type: `groups${selection.suffix}`,
    list: (page) => pageOfGroups(call, page, selection),
    view: (group) => viewGroup(call, group, selection),
  });
}

/** The rows of the list say nothing of status and ETag: where these are selected, the groups themselves are read. */
async function pageOfGroups(
  call: Call,
  page: PageRequest,
  selection: Selection,
): Promise<Page<ListedGroup>> {
  const listed = await listGroups(call.context, page);
  const isLive =
    selection.withEtag ||
    selection.properties.some(({ name }) => name === 'membershipRuleProcessingStatus');
  if (!isLive) return { ...listed, items: listed.items.map((value) => ({ value })) };
  const ids = listed.items.map(({ id }) => id);
  return { ...listed, items: await readLive(call.context, ids) };
}

async function patchGroup(call: Call): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  const body = await readJsonObject(call.request);
  const current = await readGroup(call.context, id);
  const ifMatch = fromIfMatch(call.request.headers.get('if-match'));
  const change = readGroupChange(body, call.version, current.value);
  await changeGroup(call.context, id, { ...change, ...(ifMatch !== undefined && { ifMatch }) });
  return noContent();
}

async function removeGroup(call: Call): Promise<HttpAnswer> {
  const ifMatch = fromIfMatch(call.request.headers.get('if-match'));
  await deleteGroup(call.context, idAt(call, 0), ifMatch);
  return noContent();
}

function oneGroup(call: Call, group: ListedGroup, selection: Selection): unknown {
  return {
    '@odata.context': contextUrl(call, `groups${selection.suffix}/$entity`),
    ...viewGroup(call, group, selection),
  };
}

function viewGroup(call: Call, group: ListedGroup, selection: Selection): object {
  const values = valuesOfGroup(group.value, call.mailDomain);
  return show({ values, ...(group.etag !== undefined && { etag: group.etag }) }, selection);
}
