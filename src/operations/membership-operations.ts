/** The groups that users, devices and groups are in, directly and through other groups (graph-spec.md 6). */
import type { ObjectRow } from '../directory/object-row.ts';
import { groupsOf } from '../groups/groups-of.ts';
import { listNestedMemberships } from '../groups/nested-memberships.ts';
import type { Context } from '../membership/context.ts';
import type { Membership } from '../objects/direct-memberships.ts';
import { listMemberships } from '../objects/memberships.ts';
import { sourceOf } from '../objects/source.ts';
import type { DirectoryList } from './directory-list.ts';
import { idOf, type Listed, type ListedKind } from './listed.ts';
import type { Call, Operation } from './operation.ts';
import { relationOperations } from './relation.ts';
import { SUBJECTS, type Subject } from './subjects.ts';

/** Those other than groups are empty lists: there are none here. */
const TYPES: readonly ListedKind[] = ['group', 'directoryRole', 'administrativeUnit'];

type List = (context: Context, object: ObjectRow) => Promise<readonly Membership[]>;

export const MEMBERSHIP_OPERATIONS: readonly Operation[] = SUBJECTS.flatMap((subject) => [
  ...relationOperations({
    path: `${subject.path}/memberOf`,
    noun: `${subject.noun}Membership`,
    types: TYPES,
    open: (call, type) => membershipsOpener(call, { type, subject, list: listMemberships }),
  }),
  ...relationOperations({
    path: `${subject.path}/transitiveMemberOf`,
    noun: `${subject.noun}TransitiveMembership`,
    types: TYPES,
    open: (call, type) => membershipsOpener(call, { type, subject, list: listNestedMemberships }),
  }),
]);

function membershipsOpener(
  call: Call,
  asked: { readonly type: ListedKind | null; readonly subject: Subject; readonly list: List },
): DirectoryList['open'] {
  const { type, subject, list } = asked;
  const { context } = call;
  return async ({ withStatus }) => {
    const memberships = await list(context, await subject.find(call));
    const shown = type === null || type === 'group' ? memberships : [];
    const read = async (some: readonly Membership[]) => {
      const groups = await groupsOf(context, some, withStatus ? 'status' : 'names');
      return groups.map((meta): Listed => ({ kind: 'group', meta }));
    };
    return {
      ...sourceOf(() => read(shown), idOf),
      byKey: (_name, ids) => read(shown.filter(({ id }) => ids.includes(id))),
      count: async () => (context.reader.seesAll ? shown : await read(shown)).length,
    };
  };
}
