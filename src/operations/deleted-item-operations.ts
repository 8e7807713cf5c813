/** Deleted groups below /directory/deletedItems (graph-spec.md 4.2). */
import { GROUP } from '../contract/group-type.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import {
  listDeletedGroups,
  purgeDeletedGroup,
  readDeletedGroup,
  restoreGroup,
} from '../groups/deleted-groups.ts';
import { type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { selectFrom } from '../http/select.ts';
import { sourceOf } from '../objects/source.ts';
import { emptyList } from './administrative-unit-operations.ts';
import { contextUrl } from './collection.ts';
import { answerList } from './directory-list.ts';
import { showGroup } from './group-values.ts';
import { idAt, keyAt } from './keys.ts';
import { idOf, type Listed } from './listed.ts';
import { type Call, COLLECTION_OPTIONS, GRAPH, type Operation } from './operation.ts';

const one = { path: 'directory/deletedItems/{id}', surfaces: GRAPH };

export const DELETED_ITEM_OPERATIONS: readonly Operation[] = [
  {
    name: 'listDeletedGroups',
    method: 'GET',
    path: 'directory/deletedItems/microsoft.graph.group',
    surfaces: GRAPH,
    options: COLLECTION_OPTIONS,
    handle: getDeletedGroups,
  },
  // Users and devices are deleted for good: nothing that a rule looks at comes back unnoticed.
  {
    name: 'listDeletedItemsOfType',
    method: 'GET',
    path: 'directory/deletedItems/microsoft.graph.{user|device|application|administrativeUnit|servicePrincipal}',
    surfaces: GRAPH,
    options: ['$filter'],
    handle: async (call) => emptyList(call, `${keyAt(call, 0).value}s`),
  },
  { name: 'getDeletedItem', method: 'GET', ...one, handle: getDeletedItem },
  {
    name: 'deleteDeletedItem',
    method: 'DELETE',
    ...one,
    handle: deleteDeletedItem,
  },
  {
    name: 'restoreDeletedItem',
    method: 'POST',
    path: 'directory/deletedItems/{id}/restore',
    surfaces: GRAPH,
    handle: postRestore,
  },
];

function getDeletedGroups(call: Call): Promise<HttpAnswer> {
  const load = async () => {
    const groups = await listDeletedGroups(call.context);
    return groups.map((meta): Listed => ({ kind: 'group', meta }));
  };
  return answerList(call, {
    kinds: ['group'],
    form: 'collection',
    open: () => sourceOf(load, idOf),
  });
}

async function getDeletedItem(call: Call): Promise<HttpAnswer> {
  return ok(shown(call, await readDeletedGroup(call.context, idAt(call, 0))));
}

async function deleteDeletedItem(call: Call): Promise<HttpAnswer> {
  await purgeDeletedGroup(call.context, idAt(call, 0));
  return noContent();
}

async function postRestore(call: Call): Promise<HttpAnswer> {
  return ok(shown(call, await restoreGroup(call.context, idAt(call, 0))));
}

function shown(call: Call, meta: GroupMeta): unknown {
  const selection = selectFrom(GROUP, call.options.select, call.version);
  return {
    '@odata.context': contextUrl(call, `directoryObjects${selection.suffix}/$entity`),
    '@odata.type': `#${GROUP.graphType}`,
    ...showGroup(meta, selection, call.mailDomain),
  };
}
