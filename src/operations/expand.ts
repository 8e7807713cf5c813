/** `$expand`: what one relation of an object leads to, at most 20 of it (graph-spec.md 8 and 15). */
import type { ObjectKind } from '../directory/ordinal.ts';
import { groupsOf } from '../groups/groups-of.ts';
import { listMembers, type Member } from '../groups/members.ts';
import { findObjectOrNull } from '../objects/find-object.ts';
import { listMemberships } from '../objects/memberships.ts';
import type { Expand } from '../odata/parse-expand.ts';
import { pieces } from '../util/at-once.ts';
import { type Views, viewsFor, viewTyped } from './member-view.ts';
import type { Call } from './operation.ts';

const MOST_ITEMS = 20;

/** Objects whose relation is read at the same time. */
const AT_ONCE = 10;

type Expanded = Readonly<Record<string, unknown>>;

/** For each object the relation under its name; nothing without an `$expand`, and for a manager that nobody is. */
export async function expandAll(
  call: Call,
  members: readonly Member[],
  expand: Expand | null,
): Promise<readonly Expanded[]> {
  if (expand === null) return [];
  const views = await viewsFor(call, kindsOf(expand.relation), expand.select);
  const expanded: Expanded[] = [];
  for (const some of pieces(members, AT_ONCE))
    expanded.push(
      ...(await Promise.all(some.map((one) => expandOne(call, one, { expand, views })))),
    );
  return expanded;
}

function kindsOf(relation: string): readonly ObjectKind[] {
  switch (relation) {
    case 'members':
      return ['user', 'device', 'group'];
    case 'memberOf':
      return ['group'];
    default:
      return ['user'];
  }
}

async function expandOne(
  call: Call,
  member: Member,
  { expand, views }: { readonly expand: Expand; readonly views: Views },
): Promise<Expanded> {
  const found = await related(call, member, expand.relation);
  const shown = found.slice(0, MOST_ITEMS).map((one) => viewTyped(call, one, views));
  if (expand.relation !== 'manager') return { [expand.relation]: shown };
  return shown.length === 0 ? {} : { manager: shown[0] };
}

async function related(call: Call, member: Member, relation: string): Promise<readonly Member[]> {
  if (relation === 'members') return member.kind === 'group' ? membersOf(call, member.meta.id) : [];
  if (relation === 'memberOf') return membershipsOf(call, member);
  return member.kind === 'user' ? managerOf(call, member.row.attributes.manager) : [];
}

/** None of a group that is gone by now. */
async function membersOf({ context }: Call, id: string): Promise<readonly Member[]> {
  const group = await context.groups.readMeta(id);
  if (group === null || group.value.deleted !== null) return [];
  return (await listMembers(context, id, { top: MOST_ITEMS, after: null })).items;
}

async function membershipsOf({ context }: Call, member: Member): Promise<readonly Member[]> {
  const row =
    member.kind === 'group'
      ? member.meta.ordinal === null
        ? null
        : await context.objects.read(member.meta.ordinal)
      : member.row;
  if (row === null) return [];
  const memberships = await listMemberships(context, row);
  const sorted = [...memberships].sort((left, right) => (left.id < right.id ? -1 : 1));
  const groups = await groupsOf(context, sorted.slice(0, MOST_ITEMS), 'status');
  return groups.map((meta) => ({ kind: 'group', meta }));
}

async function managerOf({ context }: Call, id: unknown): Promise<readonly Member[]> {
  if (typeof id !== 'string') return [];
  const row = await findObjectOrNull(context, { name: 'id', value: id });
  return row?.kind === 'user' ? [{ kind: 'user', row }] : [];
}
