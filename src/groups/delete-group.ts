import type { Context } from '../membership/context.ts';
import { editGroup } from '../membership/edit-group.ts';
import { preconditionFailed, resourceNotFound } from '../util/errors.ts';

/** Deletes a group; `meta` stays as a tombstone, so that those who follow it are told. Throws 404, 412. */
export async function deleteGroup(context: Context, id: string, ifMatch?: string): Promise<void> {
  const deleted = await editGroup(context, id.toLowerCase(), ({ meta, etag }) => {
    if (meta.deleted !== null) throw resourceNotFound(id);
    if (ifMatch !== undefined && ifMatch !== etag) throw preconditionFailed();
    return {
      meta: { ...meta, deleted: context.clock.now().toISOString(), todoSince: null, run: null },
    };
  });
  if (deleted === null) throw resourceNotFound(id);
}
