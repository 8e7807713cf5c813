/**
 * A relation of an object to others, such as a group's members, as Graph offers it: the list, its count, references alone,
 * and the list and count of those of one type (graph-spec.md 6).
 */
import type { OperationName } from '../access/access-table.ts';
import { type HttpAnswer, plainText } from '../http/messages.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import type { Page } from '../ports/ports.ts';
import { badRequest } from '../util/errors.ts';
import { answerPage, isEventual } from './collection.ts';
import { keyAt } from './keys.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

/** What a request asks for: all related objects, or those of one type (`user`). */
export interface Related<T> {
  /** After `$metadata#`. */
  readonly type: string;
  readonly list: (page: PageRequest) => Promise<Page<T>>;
  readonly count: () => Promise<number>;
  readonly idOf: (item: T) => string;
  readonly view: (item: T) => unknown;
}

export interface Relation<T> {
  /** Such as `groups/{id}/members`. */
  readonly path: string;
  readonly names: RelationNames;
  /** What it can be cast to. */
  readonly types: readonly string[];
  /** `type`: one of `types`, null for all. What it lists is asked for only where it is needed. */
  readonly find: (call: Call, type: string | null) => Promise<Related<T>>;
}

/** The names of the operations. */
export interface RelationNames {
  readonly list: OperationName;
  readonly count: OperationName;
  readonly references: OperationName;
  readonly ofType: OperationName;
  readonly countOfType: OperationName;
}

export function relationOperations<T>({
  path,
  names,
  types,
  find,
}: Relation<T>): readonly Operation[] {
  const reading = { method: 'GET', surfaces: GRAPH } as const;
  const cast = `${path}/microsoft.graph.{${types.join('|')}}`;
  const all = (call: Call) => find(call, null);
  const some = (call: Call) => find(call, keyAt(call, call.keys.length - 1).value);
  return [
    { name: names.list, path, ...reading, handle: (call) => answerList(call, all) },
    {
      name: names.count,
      path: `${path}/$count`,
      ...reading,
      handle: (call) => answerCount(call, all),
    },
    {
      name: names.references,
      path: `${path}/$ref`,
      ...reading,
      handle: (call) => answerReferences(call, all),
    },
    { name: names.ofType, path: cast, ...reading, handle: (call) => answerList(call, some) },
    {
      name: names.countOfType,
      path: `${cast}/$count`,
      ...reading,
      handle: (call) => answerCount(call, some),
    },
  ];
}

type Find<T> = (call: Call) => Promise<Related<T>>;

async function answerList<T>(call: Call, find: Find<T>): Promise<HttpAnswer> {
  const { type, list, view, count } = await find(call);
  return answerPage(call, { type, list, view, ...(isEventual(call) && { count }) });
}

async function answerCount<T>(call: Call, find: Find<T>): Promise<HttpAnswer> {
  if (!isEventual(call)) throw badRequest('$count is not currently supported.');
  const { count } = await find(call);
  return plainText(String(await count()));
}

async function answerReferences<T>(call: Call, find: Find<T>): Promise<HttpAnswer> {
  const { list, idOf } = await find(call);
  return answerPage(call, {
    type: 'Collection($ref)',
    list,
    view: (item) => ({ '@odata.id': `${call.base}/directoryObjects/${idOf(item)}` }),
  });
}
