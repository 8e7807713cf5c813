import type { Context } from '../membership/context.ts';
import { editGroup } from '../membership/edit-group.ts';
import { resourceNotFound } from '../util/errors.ts';
import { checkEdit } from './change-group.ts';

/**
 * Deletes a group; `meta` stays as a tombstone, so that those who follow it are told. A Microsoft 365 group can be restored
 * for 30 days. Throws 404, 412.
 */
export async function deleteGroup(context: Context, id: string, ifEdit?: number): Promise<void> {
  const deleted = await editGroup(context, id.toLowerCase(), ({ meta }) => {
    if (meta.deleted !== null) throw resourceNotFound(id);
    checkEdit(meta, ifEdit);
    const deleted = context.clock.now().toISOString();
    // The cause stays: whoever restores the group must not get past the guard that held it.
    return { meta: { ...meta, deleted, todoSince: null, run: null, hold: null } };
  });
  if (deleted === null) throw resourceNotFound(id);
}
