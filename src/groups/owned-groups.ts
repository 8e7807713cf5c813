/** The groups that a user owns: all groups are looked through, a thousand a request to storage. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import { filterSource, type Source } from '../objects/source.ts';
import { type GroupsWanted, groupSource } from './group-source.ts';
import { readLive } from './list-groups.ts';

const SCAN_SIZE = 1_000;

/** In the order of their ids. Only the groups found are read for their status. */
export function ownedGroups(
  context: Context,
  userId: string,
  wanted: Omit<GroupsWanted, 'size'>,
): Source<GroupMeta> {
  const all = groupSource(context, { ...wanted, withStatus: false, size: SCAN_SIZE });
  const owned = filterSource(all, ({ owners }) =>
    owners.some(({ id, kind }) => kind === 'user' && id === userId),
  );
  if (!wanted.withStatus) return owned;
  return {
    ...owned,
    async *pages(after) {
      for await (const page of owned.pages(after)) {
        const groups = await readLive(
          context,
          page.items.map(({ id }) => id),
        );
        yield { ...page, items: groups.map(({ value }) => value) };
      }
    },
  };
}
