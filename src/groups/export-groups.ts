import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import type { Page, StoredGroup } from '../ports/ports.ts';
import { pieces } from '../util/at-once.ts';

/** A group with what cannot be worked out again: the members of an assigned one, by object id in the order of the ids. */
export interface ExportedGroup {
  readonly meta: GroupMeta;
  readonly members: readonly string[];
}

/** Groups are read one by one: a page has no more, and ends early where many members come together. */
const GROUPS_A_PAGE = 50;
const MEMBERS_A_PAGE = 20_000;
/** Rows of members that are held in memory at a time: only their ids are kept. */
const ROWS_AT_ONCE = 1_024;

/** Groups in the order of their ids. */
export async function exportGroups(
  context: Context,
  page: PageRequest,
): Promise<Page<ExportedGroup>> {
  const listed = await context.listing.list(Math.min(page.top, GROUPS_A_PAGE), page.after);
  const items: ExportedGroup[] = [];
  let members = 0;
  for (const { id } of listed.items) {
    const group = await context.groups.read(id);
    if (group === null || group.meta.deleted !== null) continue;
    const exported = { meta: group.meta, members: await membersOf(context, group) };
    items.push(exported);
    members += exported.members.length;
    if (members > MEMBERS_A_PAGE && id !== listed.items.at(-1)?.id) return { items, next: id };
  }
  return listed.next === undefined ? { items } : { items, next: listed.next };
}

async function membersOf(
  context: Context,
  { meta, members }: StoredGroup,
): Promise<readonly string[]> {
  if (meta.kind === 'dynamic') return [];
  const ids: string[] = [];
  for (const some of pieces([...members.ordinals()], ROWS_AT_ONCE))
    for (const row of await readRows(context.objects, some))
      if (row.deleted === null) ids.push(row.id);
  return ids.sort();
}
