import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import type { Stamped } from '../membership/ports.ts';
import { resourceNotFound } from '../util/errors.ts';

/** A group as it stands. Throws 404 when there is none, or it is deleted. */
export async function readGroup(context: Context, id: string): Promise<Stamped<GroupMeta>> {
  const group = await context.groups.readMeta(id.toLowerCase());
  if (group === null || group.value.deleted !== null) throw resourceNotFound(id);
  return group;
}
