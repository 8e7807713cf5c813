import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import type { Membership } from '../objects/direct-memberships.ts';
import type { Page } from '../ports/ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { asItCounts } from './effective-state.ts';
import { withSeenMembers } from './hidden-members.ts';

const READS_AT_ONCE = 32;

/** From as many groups on the whole list is read, a thousand a request, rather than each of them. */
const MOST_READ_ONE_BY_ONE = 100;

const LIST_PAGE = 1_000;

/**
 * The groups of some memberships as they count, in the order of their ids; those deleted since are left out, and those that
 * hide their members from whoever asks. `needs`: with
 * their status, each has to be read as it stands.
 */
export async function groupsOf(
  context: Context,
  memberships: readonly Membership[],
  needs: 'names' | 'status',
): Promise<readonly GroupMeta[]> {
  const unknown = memberships.filter(({ meta }) => meta === null);
  const fromList = needs === 'names' && unknown.length > MOST_READ_ONE_BY_ONE;
  const listed = fromList ? await listAll(context) : new Map<string, GroupMeta>();
  const metas = await mapAtOnce(memberships, READS_AT_ONCE, async ({ id, meta }) => {
    const known = meta ?? listed.get(id);
    return known ?? (await context.groups.readMeta(id))?.value ?? null;
  });
  const control = await context.rules.readControl();
  const present = metas.filter((meta): meta is GroupMeta => meta?.deleted === null);
  return (await withSeenMembers(context, present))
    .map((meta) => asItCounts(control, meta))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Groups as they were last listed: names, kind, rule and state, not status and count. */
async function listAll(context: Context): Promise<ReadonlyMap<string, GroupMeta>> {
  const groups = new Map<string, GroupMeta>();
  let after: string | null = null;
  do {
    const page: Page<GroupMeta> = await context.listing.list(LIST_PAGE, after);
    for (const meta of page.items) groups.set(meta.id, meta);
    after = page.next ?? null;
  } while (after !== null);
  return groups;
}
