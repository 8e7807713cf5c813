import { NO_VERSION, type Version } from '../directory/feed.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Stamped } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import type { Context } from './context.ts';
import { noteOfGroup } from './noting-stores.ts';

/** Brings a group's row for lists up to its `meta`, forward only: a slow writer never puts an older one back. */
export async function writeListing(context: Context, groupId: string): Promise<void> {
  for (;;) {
    const listed = await readListed(context, groupId);
    const group = await context.groups.readMeta(groupId);
    if (group === null || (listed !== null && listed.value.edit >= group.value.edit)) return;
    const { value: meta } = group;
    // Whoever lists all groups for a delta query may have read the old row just now.
    const stale = noteOfGroup(meta, shownVersion(meta, listed?.value ?? null));
    const write = () => context.listing.write(meta, listed?.etag ?? null);
    if (await context.notes.around(stale, write)) return;
  }
}

/** What of a group those know who have read its row; nothing where they have not seen it. */
function shownVersion({ seq }: GroupMeta, listed: Partial<GroupMeta> | null): Version {
  const { history, deleted } = listed ?? {};
  return history === undefined || deleted !== null ? NO_VERSION : { changes: history.events, seq };
}

/** A broken row is older than any: what it shows stands in `meta`. That of a newer version is left alone. */
async function readListed(
  context: Context,
  groupId: string,
): Promise<Stamped<Pick<GroupMeta, 'edit'> & Partial<GroupMeta>> | null> {
  try {
    return await context.listing.read(groupId);
  } catch (error) {
    if (!(error instanceof UnreadableRowError) || error.isNewer) throw error;
    return { value: { edit: -1 }, etag: error.place.etag };
  }
}
