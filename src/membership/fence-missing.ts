import { NO_HISTORY } from '../directory/object-row.ts';
import { kindOfOrdinal } from '../directory/ordinal.ts';
import type { Context } from './context.ts';

/**
 * Puts a tombstone where an object was going to be created, so that a slow creator's own insert fails and starts again
 * with a new ordinal. False when somebody was there before.
 */
export async function fenceMissing(context: Context, ordinal: number): Promise<boolean> {
  const time = context.clock.now().toISOString();
  const tombstone = {
    ordinal,
    id: context.ids.guid(),
    kind: kindOfOrdinal(ordinal),
    deleted: time,
    created: time,
    attributes: {},
    undo: [],
    since: null,
    importId: null,
    assignedTo: {},
    history: NO_HISTORY,
  };
  return (await context.objects.insert(tombstone)) !== null;
}
