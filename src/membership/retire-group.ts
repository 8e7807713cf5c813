import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from './context.ts';
import { recordChange } from './record-change.ts';

/** A deleted group leaves the assigned groups it is a member of, as any other deleted object does. */
export async function retireDeletedGroup(context: Context, meta: GroupMeta): Promise<void> {
  if (meta.ordinal === null) return;
  for (;;) {
    const row = await context.objects.read(meta.ordinal);
    if (row === null || row.deleted !== null) return;
    if (await recordChange(context, row, { ...row, deleted: meta.deleted })) return;
  }
}
