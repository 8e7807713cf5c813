import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import type { Page, Stamped } from '../ports/ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { asItCounts } from './effective-state.ts';

const READS_AT_ONCE = 32;

/** Groups in the order of their ids, as they were last listed: names, kind, rule and state, not status and count. */
export async function listGroups(context: Context, page: PageRequest): Promise<Page<GroupMeta>> {
  const [listed, control] = await Promise.all([
    context.listing.list(page.top, page.after),
    context.rules.readControl(),
  ]);
  return { ...listed, items: listed.items.map((meta) => asItCounts(control, meta)) };
}

/** The groups of a page as they stand now, for status and count; those deleted since are left out. */
export async function readLive(
  context: Context,
  ids: readonly string[],
): Promise<readonly Stamped<GroupMeta>[]> {
  const [control, groups] = await Promise.all([
    context.rules.readControl(),
    mapAtOnce(ids, READS_AT_ONCE, (id) => context.groups.readMeta(id)),
  ]);
  return groups
    .filter((group): group is Stamped<GroupMeta> => group?.value.deleted === null)
    .map((group) => ({ ...group, value: asItCounts(control, group.value) }));
}
