import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { resourceNotFound } from '../util/errors.ts';
import { isGuid } from '../util/ids.ts';
import { nameOf } from './claim-name.ts';

/** A user or device by one of its unique names; values compare without case. */
export interface ObjectKey {
  readonly name: 'id' | 'userPrincipalName' | 'deviceId';
  readonly value: string;
}

/** The object with that name. Throws 404 when there is none, or it is deleted. */
export async function findObject(
  context: Context,
  kind: RuleScope,
  key: ObjectKey,
): Promise<ObjectRow> {
  const row = await lookUp(context, key);
  if (row === null || row.kind !== kind) throw resourceNotFound(key.value);
  return row;
}

/** The user or device with that name; null when there is none, or it is deleted. */
export function findObjectOrNull(context: Context, key: ObjectKey): Promise<ObjectRow | null> {
  return lookUp(context, key);
}

/** The user, device or group with an object id, as a member of groups; null when there is none. */
export async function findMember(context: Context, id: string): Promise<ObjectRow | null> {
  // Callers of some issuers have ids that are no GUIDs: no object has one, and not every one can be a key of storage.
  if (!isGuid(id)) return null;
  const row = await lookUp(context, { name: 'id', value: id });
  if (row !== null) return row;
  const group = await context.groups.readMeta(id.toLowerCase());
  if (group === null || group.value.deleted !== null || group.value.ordinal === null) return null;
  return context.objects.read(group.value.ordinal);
}

/** The row says whether a name is still its own; so where it was last found is asked first, and spares the lookup. */
async function lookUp(context: Context, key: ObjectKey): Promise<ObjectRow | null> {
  const known = context.names.find(key.name, key.value);
  const row = known === undefined ? null : await readHolder(context, key, known);
  if (row !== null) return row;
  const claim = await context.lookups.read(key.name, key.value);
  return claim === null ? null : readHolder(context, key, claim.value);
}

async function readHolder(
  context: Context,
  key: ObjectKey,
  ordinal: number,
): Promise<ObjectRow | null> {
  const row = await context.objects.read(ordinal);
  if (row === null || row.deleted !== null) return null;
  if (nameOf(row, key.name)?.toLowerCase() !== key.value.toLowerCase()) return null;
  context.names.note(key.name, key.value, ordinal);
  return row;
}
