/**
 * A relation of an object to others, such as a group's members, as Graph offers it: the list, its count, references alone,
 * and the list and count of those of one type (graph-spec.md 6).
 */
import type { OperationName } from '../access/access-table.ts';
import { answerCount, answerList, answerReferences, type DirectoryList } from './directory-list.ts';
import { keyAt } from './keys.ts';
import { ANY_KIND, type ListedKind } from './listed.ts';
import { type Call, COUNT_OPTIONS, GRAPH, type Operation, RELATION_OPTIONS } from './operation.ts';

export interface Relation {
  /** Such as `groups/{id}/members`. */
  readonly path: string;
  readonly noun: RelationNoun;
  /** What it can be cast to. */
  readonly types: readonly ListedKind[];
  /** What it leads to; `type`: of one type alone, null for all. */
  readonly open: (call: Call, type: ListedKind | null) => DirectoryList['open'];
  /** The same with ids alone, where that is less work. */
  readonly openIds?: (call: Call, type: ListedKind | null) => DirectoryList['openIds'];
}

/** What the names of the operations call one of those it leads to. */
type RelationNoun =
  | 'Member'
  | 'TransitiveMember'
  | 'Owner'
  | 'OwnedObject'
  | `${'User' | 'Device' | 'Group'}${'' | 'Transitive'}Membership`;

/** The names of the operations. */
interface RelationNames {
  readonly list: OperationName;
  readonly count: OperationName;
  readonly references: OperationName;
  readonly ofType: OperationName;
  readonly countOfType: OperationName;
}

export function relationOperations(relation: Relation): readonly Operation[] {
  const { path, types } = relation;
  const names = namesOf(relation.noun);
  const cast = `${path}/microsoft.graph.{${types.join('|')}}`;
  const reading = { method: 'GET', surfaces: GRAPH } as const;
  const listing = { ...reading, options: RELATION_OPTIONS };
  const counting = { ...reading, options: COUNT_OPTIONS };
  const all = (call: Call): DirectoryList => ({
    kinds: ANY_KIND,
    form: 'relation',
    open: relation.open(call, null),
    ...idsOf(relation, call, null),
  });
  const some = (call: Call): DirectoryList => {
    const type = typeIn(call, types);
    return {
      kinds: [type],
      form: 'cast',
      open: relation.open(call, type),
      ...idsOf(relation, call, type),
    };
  };
  return [
    { name: names.list, path, ...listing, handle: (call) => answerList(call, all(call)) },
    {
      name: names.count,
      path: `${path}/$count`,
      ...counting,
      handle: (call) => answerCount(call, all(call)),
    },
    {
      name: names.references,
      path: `${path}/$ref`,
      ...listing,
      handle: (call) => answerReferences(call, all(call)),
    },
    { name: names.ofType, path: cast, ...listing, handle: (call) => answerList(call, some(call)) },
    {
      name: names.countOfType,
      path: `${cast}/$count`,
      ...counting,
      handle: (call) => answerCount(call, some(call)),
    },
  ];
}

function namesOf(noun: RelationNoun): RelationNames {
  return {
    list: `list${noun}s`,
    count: `count${noun}s`,
    references: `list${noun}References`,
    ofType: `list${noun}sOfType`,
    countOfType: `count${noun}sOfType`,
  };
}

function idsOf(
  { openIds }: Relation,
  call: Call,
  type: ListedKind | null,
): Pick<DirectoryList, 'openIds'> {
  const open = openIds?.(call, type);
  return open === undefined ? {} : { openIds: open };
}

/** The type at the end of the path. */
function typeIn(call: Call, types: readonly ListedKind[]): ListedKind {
  const { value } = keyAt(call, call.keys.length - 1);
  const type = types.find((candidate) => candidate === value);
  if (type === undefined) throw new RangeError(`The path of the operation has no type '${value}'.`);
  return type;
}
