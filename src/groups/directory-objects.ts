/** Objects of any kind by their ids. */
import type { ObjectRow } from '../directory/object-row.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import { findMember } from '../objects/find-object.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { resourceNotFound } from '../util/errors.ts';
import { readLive } from './list-groups.ts';
import type { Member } from './members.ts';
import { readGroup } from './read-group.ts';

const READS_AT_ONCE = 32;

/** A user, device or group. Throws 404. */
export async function findDirectoryObject(context: Context, id: string): Promise<Member> {
  const row = await findRow(context, id);
  if (row.kind !== 'group') return { kind: row.kind, row };
  return { kind: 'group', meta: (await readGroup(context, id)).value };
}

/** Its row. Throws 404. */
export async function findRow(context: Context, id: string): Promise<ObjectRow> {
  const row = await findMember(context, id);
  if (row === null || row.deleted !== null) throw resourceNotFound(id);
  return row;
}

/** Those of some ids (lower case) that are of the kinds asked for, in the order of the ids; others are left out. */
export async function findDirectoryObjects(
  context: Context,
  ids: readonly string[],
  kinds: readonly ObjectKind[],
): Promise<readonly Member[]> {
  const found = new Map<string, Member>();
  if (kinds.some((kind) => kind !== 'group')) {
    for (const row of await rowsOf(context, ids))
      if (row.kind !== 'group') found.set(row.id, { kind: row.kind, row });
  }
  if (kinds.includes('group')) {
    const others = ids.filter((id) => !found.has(id));
    for (const { value } of await readLive(context, others))
      found.set(value.id, { kind: 'group', meta: value });
  }
  return ids.flatMap((id) => found.get(id) ?? []).filter(({ kind }) => kinds.includes(kind));
}

/** The users, devices and groups with some ids (lower case), deleted ones too, by id; who never was is left out. */
export async function findSubjects(
  context: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ObjectRow>> {
  const objects = await everyRowOf(context, ids);
  const found = new Map(objects.map((row) => [row.id, row]));
  const others = ids.filter((id) => !found.has(id));
  const metas = await mapAtOnce(others, READS_AT_ONCE, (id) => context.groups.readMeta(id));
  const ordinals = metas.flatMap((meta) => meta?.value.ordinal ?? []);
  for (const row of await readRows(context.objects, ordinals)) found.set(row.id, row);
  return found;
}

async function rowsOf(context: Context, ids: readonly string[]): Promise<readonly ObjectRow[]> {
  return (await everyRowOf(context, ids)).filter((row) => row.deleted === null);
}

/** Where an id was last found costs no lookup: it keeps its number for ever. */
async function everyRowOf(context: Context, ids: readonly string[]): Promise<readonly ObjectRow[]> {
  const known = new Map(ids.map((id) => [id, context.names.find('id', id)]));
  const unknown = ids.filter((id) => known.get(id) === undefined);
  const claims = await context.lookups.readAll('id', unknown);
  const ordinals = [...known.values(), ...claims.values()].filter((one) => one !== undefined);
  const rows = await readRows(context.objects, [...new Set(ordinals)]);
  const wanted = new Set(ids);
  const found = rows.filter((row) => wanted.has(row.id));
  for (const { id, ordinal, deleted } of found)
    if (deleted === null) context.names.note('id', id, ordinal);
  return found;
}
