import type { Context } from './context.ts';

/** Brings a group's row for lists up to its `meta`, forward only: a slow writer never puts an older one back. */
export async function writeListing(context: Context, groupId: string): Promise<void> {
  for (;;) {
    const listed = await context.listing.read(groupId);
    const group = await context.groups.readMeta(groupId);
    if (group === null || (listed !== null && listed.value.edit >= group.value.edit)) return;
    if (await context.listing.write(group.value, listed?.etag ?? null)) return;
  }
}
