/** `$expand`: what one relation of an object leads to, at most 20 of it (graph-spec.md 8 and 15). */
import { groupsOf } from '../groups/groups-of.ts';
import { memberSource } from '../groups/member-source.ts';
import { listOwners } from '../groups/owners.ts';
import { findObjectOrNull } from '../objects/find-object.ts';
import { listMemberships } from '../objects/memberships.ts';
import type { Expand } from '../odata/parse-expand.ts';
import { pieces } from '../util/at-once.ts';
import { requireReadable } from './hidden.ts';
import { ANY_KIND, type Listed, type ListedKind } from './listed.ts';
import { type Views, viewsFor, viewTyped } from './listed-view.ts';
import type { Call } from './operation.ts';

const MOST_ITEMS = 20;

/** Objects whose relation is read at the same time. */
const AT_ONCE = 10;

type Expanded = Readonly<Record<string, unknown>>;

/** For each object the relation under its name; nothing without an `$expand`, and for a manager that nobody is. */
export async function expandAll(
  call: Call,
  members: readonly Listed[],
  expand: Expand | null,
): Promise<readonly Expanded[]> {
  if (expand === null) return [];
  // Who reports to whom is no part of a user's basic profile.
  if (expand.relation === 'manager') requireReadable(call, 'user');
  const views = await viewsFor(call, kindsOf(expand.relation), expand.select);
  const expanded: Expanded[] = [];
  for (const some of pieces(members, AT_ONCE))
    expanded.push(
      ...(await Promise.all(some.map((one) => expandOne(call, one, { expand, views })))),
    );
  return expanded;
}

function kindsOf(relation: string): readonly ListedKind[] {
  switch (relation) {
    case 'members':
    case 'owners':
      return ANY_KIND;
    case 'memberOf':
      return ['group'];
    default:
      return ['user'];
  }
}

async function expandOne(
  call: Call,
  member: Listed,
  { expand, views }: { readonly expand: Expand; readonly views: Views },
): Promise<Expanded> {
  const found = await related(call, member, expand.relation);
  const shown = found.slice(0, MOST_ITEMS).map((one) => viewTyped(call, one, views));
  if (expand.relation !== 'manager') return { [expand.relation]: shown };
  return shown.length === 0 ? {} : { manager: shown[0] };
}

async function related(call: Call, listed: Listed, relation: string): Promise<readonly Listed[]> {
  if (listed.kind === 'servicePrincipal') return [];
  if (relation === 'memberOf') return membershipsOf(call, listed);
  if (listed.kind === 'group')
    return isThere(call, listed.meta.id, () => relatedToGroup(call, listed.meta.id, relation));
  return relation === 'manager' ? managerOf(call, listed.row.attributes.manager) : [];
}

/** Of a group that is gone by now there is nothing. */
async function isThere(
  { context }: Call,
  id: string,
  read: () => Promise<readonly Listed[]>,
): Promise<readonly Listed[]> {
  const group = await context.groups.readMeta(id);
  return group === null || group.value.deleted !== null ? [] : read();
}

async function relatedToGroup(
  { context }: Call,
  id: string,
  relation: string,
): Promise<readonly Listed[]> {
  if (relation === 'owners') return listOwners(context, id);
  const source = await memberSource(context, id, { size: MOST_ITEMS });
  for await (const { items, next } of source.pages(null))
    if (items.length > 0 || next === undefined) return items;
  return [];
}

async function membershipsOf(
  { context }: Call,
  member: Exclude<Listed, { readonly kind: 'servicePrincipal' }>,
): Promise<readonly Listed[]> {
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

async function managerOf({ context }: Call, id: unknown): Promise<readonly Listed[]> {
  if (typeof id !== 'string') return [];
  const row = await findObjectOrNull(context, { name: 'id', value: id });
  return row?.kind === 'user' ? [{ kind: 'user', row }] : [];
}
