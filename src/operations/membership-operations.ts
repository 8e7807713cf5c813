/** The groups that users, devices and groups are in, directly and through other groups (graph-spec.md 6). */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { groupsOf } from '../groups/groups-of.ts';
import { listNestedMemberships } from '../groups/nested-memberships.ts';
import type { Context } from '../membership/context.ts';
import type { Membership } from '../objects/direct-memberships.ts';
import { listMemberships } from '../objects/memberships.ts';
import { pageFrom } from './collection.ts';
import { viewsOfAny, viewsOfKind } from './directory-views.ts';
import type { Call, Operation } from './operation.ts';
import { type Related, type RelationNames, relationOperations } from './relation.ts';
import { SUBJECTS, type Subject } from './subjects.ts';

/** Those other than groups are empty lists: there are none here. */
const TYPES = ['group', 'directoryRole', 'administrativeUnit'];

type List = (context: Context, object: ObjectRow) => Promise<readonly Membership[]>;

export const MEMBERSHIP_OPERATIONS: readonly Operation[] = SUBJECTS.flatMap((subject) => [
  ...relationOperations({
    path: `${subject.path}/memberOf`,
    names: namesOf(`${subject.noun}Membership`),
    types: TYPES,
    find: (call, type) => find(call, { type, subject, list: listMemberships }),
  }),
  ...relationOperations({
    path: `${subject.path}/transitiveMemberOf`,
    names: namesOf(`${subject.noun}TransitiveMembership`),
    types: TYPES,
    find: (call, type) => find(call, { type, subject, list: listNestedMemberships }),
  }),
]);

function namesOf(relation: `${Subject['noun']}${'' | 'Transitive'}Membership`): RelationNames {
  return {
    list: `list${relation}s`,
    count: `count${relation}s`,
    references: `list${relation}References`,
    ofType: `list${relation}sOfType`,
    countOfType: `count${relation}sOfType`,
  };
}

async function find(
  call: Call,
  asked: { readonly type: string | null; readonly subject: Subject; readonly list: List },
): Promise<Related<GroupMeta>> {
  const { type, subject, list } = asked;
  const views = type === null ? await viewsOfAny(call) : await viewsOfKind(call, 'group');
  const { context } = call;
  const memberships = await list(context, await subject.find(call));
  const isNone = type !== null && type !== 'group';
  const shown = isNone ? [] : memberships;
  const needs = selectsStatus(call) ? 'status' : 'names';
  return {
    type: isNone ? `${type}s` : views.type,
    list: async (page) => pageFrom(await groupsOf(context, shown, needs), ({ id }) => id, page),
    count: async () => shown.length,
    idOf: ({ id }) => id,
    view: (meta) => views.view({ kind: 'group', meta }),
  };
}

function selectsStatus({ options }: Call): boolean {
  const status = 'membershipRuleProcessingStatus'.toLowerCase();
  return options.select?.some((name) => name.toLowerCase() === status) ?? false;
}
