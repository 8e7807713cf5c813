/** Holds and imports that are over go with the history they are part of. */
import type { Context } from '../membership/context.ts';
import { newestFirstId } from '../util/newest-first-id.ts';

/** What one time deletes. */
const MOST_HOLDS = 200;
const MOST_IMPORTS = 50;
const MOST_PARTS = 1_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The rows of the group first: as long as the place is there, they are found. */
export async function forgetHolds({ holds, groups }: Context, before: Date): Promise<void> {
  const ended = await holds.listEnded();
  const old = ended.filter(({ created }) => Date.parse(created) < before.getTime());
  for (const { groupId, holdId } of old.slice(0, MOST_HOLDS)) {
    await groups.forgetHold(groupId, holdId);
    await holds.forget(holdId);
  }
}

/** Ids of imports are in the order of their beginnings, the newest first. */
export async function forgetImports({ imports }: Context, before: Date): Promise<void> {
  const { items } = await imports.list(MOST_IMPORTS, newestFirstId(before, NOBODY));
  for (const { id, lastActivity } of items) {
    if (Date.parse(lastActivity) >= before.getTime()) continue;
    for (let parts = 0; parts < MOST_PARTS && (await imports.remove(id)); parts++);
  }
}
