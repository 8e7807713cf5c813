import type { GroupMeta } from '../directory/group-meta.ts';
import type { Stamped } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import type { Context } from './context.ts';

/** Brings a group's row for lists up to its `meta`, forward only: a slow writer never puts an older one back. */
export async function writeListing(context: Context, groupId: string): Promise<void> {
  for (;;) {
    const listed = await readListed(context, groupId);
    const group = await context.groups.readMeta(groupId);
    if (group === null || (listed !== null && listed.value.edit >= group.value.edit)) return;
    if (await context.listing.write(group.value, listed?.etag ?? null)) return;
  }
}

/** A broken row is older than any: what it shows stands in `meta`. That of a newer version is left alone. */
async function readListed(
  context: Context,
  groupId: string,
): Promise<Stamped<Pick<GroupMeta, 'edit'>> | null> {
  try {
    return await context.listing.read(groupId);
  } catch (error) {
    if (!(error instanceof UnreadableRowError) || error.isNewer) throw error;
    return { value: { edit: -1 }, etag: error.place.etag };
  }
}
