/** Users and devices as they are read: one, all that a query asks for, and their number. */
import type { ObjectRow } from '../directory/object-row.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { selectFrom } from '../http/select.ts';
import { findObject } from '../objects/find-object.ts';
import { objectSource } from '../objects/object-source.ts';
import { mapSource } from '../objects/source.ts';
import type { DirectoryList } from './directory-list.ts';
import { expandAll } from './expand.ts';
import { readExpand } from './list-query.ts';
import type { Listed } from './listed.ts';
import { resourceFor } from './object-body.ts';
import { keyOf, type ObjectSort, oneObject } from './object-handlers.ts';
import type { Call } from './operation.ts';

/** All users, or all devices. */
export function objectList({ context }: Call, { kind }: ObjectSort): DirectoryList {
  const open = () =>
    mapSource(objectSource(context, kind), {
      to: (row): Listed => ({ kind, row }),
      from: rowOf,
    });
  return { kinds: [kind], form: 'collection', open };
}

export async function getObject(call: Call, sort: ObjectSort): Promise<HttpAnswer> {
  const { select } = call.options;
  const resource = await resourceFor(call, sort.resource, select ?? []);
  const selection = selectFrom(resource, select, call.version);
  const expand = readExpand(call, sort.kind);
  const row = await findObject(call.context, sort.kind, keyOf(call, sort));
  const [expanded] = await expandAll(call, [{ kind: sort.kind, row }], expand);
  return ok({ ...oneObject(call, row, { sort, selection }), ...expanded });
}

function rowOf(listed: Listed): ObjectRow {
  if (listed.kind !== 'user' && listed.kind !== 'device')
    throw new RangeError('The list is of users or devices.');
  return listed.row;
}
