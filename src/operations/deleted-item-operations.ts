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
import { answerPage, contextUrl, isEventual, pageFrom } from './collection.ts';
import { showGroup } from './group-values.ts';
import { idAt } from './keys.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const one = { path: 'directory/deletedItems/{id}', surfaces: GRAPH };

export const DELETED_ITEM_OPERATIONS: readonly Operation[] = [
  {
    name: 'listDeletedGroups',
    method: 'GET',
    path: 'directory/deletedItems/microsoft.graph.group',
    surfaces: GRAPH,
    handle: getDeletedGroups,
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

async function getDeletedGroups(call: Call): Promise<HttpAnswer> {
  const selection = selectFrom(GROUP, call.options.select, call.version);
  const groups = await listDeletedGroups(call.context);
  return answerPage(call, {
    type: `groups${selection.suffix}`,
    list: async (page) => pageFrom(groups, ({ id }) => id, page),
    view: (meta) => showGroup(meta, selection, call.mailDomain),
    ...(isEventual(call) && { count: async () => groups.length }),
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
