import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import type { Stamped } from '../ports/ports.ts';
import { resourceNotFound } from '../util/errors.ts';
import { asItCounts } from './effective-state.ts';

/** A group as it stands and counts. Throws 404 when there is none, or it is deleted. */
export async function readGroup(context: Context, id: string): Promise<Stamped<GroupMeta>> {
  const [group, control] = await Promise.all([
    context.groups.readMeta(id.toLowerCase()),
    context.rules.readControl(),
  ]);
  if (group === null || group.value.deleted !== null) throw resourceNotFound(id);
  return { ...group, value: asItCounts(control, group.value) };
}

/** The row that a group has as a member of others. Throws 404. */
export async function readGroupObject(context: Context, id: string): Promise<ObjectRow> {
  const { ordinal } = (await readGroup(context, id)).value;
  const row = ordinal === null ? null : await context.objects.read(ordinal);
  if (row === null || row.deleted !== null) throw resourceNotFound(id);
  return row;
}
