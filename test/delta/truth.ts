/** What there is indeed, read from the rows themselves, in the form in which a client of delta queries keeps it. */
import type { ObjectKind } from '../../src/directory/ordinal.ts';
import type { Context } from '../../src/membership/context.ts';
import { readRows } from '../../src/membership/read-rows.ts';
import type { DeltaClient } from './delta-client.ts';
import { shownOf } from './delta-client.ts';

/** Of those with these ids, whoever is there. */
export async function truthOf(
  context: Context,
  kind: ObjectKind,
  ids: readonly string[],
): Promise<DeltaClient['beliefs']> {
  const found = await Promise.all(
    ids.map((id) => (kind === 'group' ? groupOf(context, id) : userOf(context, id))),
  );
  return found
    .filter((belief) => belief !== null)
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

async function userOf(
  context: Context,
  id: string,
): Promise<DeltaClient['beliefs'][number] | null> {
  const claim = await context.lookups.read('id', id);
  const row = claim === null ? null : await context.objects.read(claim.value);
  if (row === null || row.id !== id || row.deleted !== null) return null;
  return [id, shownOf({ kind: 'user', row }), []];
}

async function groupOf(
  context: Context,
  id: string,
): Promise<DeltaClient['beliefs'][number] | null> {
  const group = await context.groups.read(id);
  if (group === null || group.meta.deleted !== null) return null;
  const rows = await readRows(context.objects, [...group.members.ordinals()]);
  const members = rows.map((row) => row.id).sort();
  return [id, shownOf({ kind: 'group', meta: group.meta }), members];
}
