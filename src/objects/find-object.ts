import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { resourceNotFound } from '../util/errors.ts';
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

/** The user, device or group with an object id, as a member of groups; null when there is none. */
export async function findMember(context: Context, id: string): Promise<ObjectRow | null> {
  const row = await lookUp(context, { name: 'id', value: id });
  if (row !== null) return row;
  const group = await context.groups.readMeta(id.toLowerCase());
  if (group === null || group.value.deleted !== null || group.value.ordinal === null) return null;
  return context.objects.read(group.value.ordinal);
}

async function lookUp(context: Context, key: ObjectKey): Promise<ObjectRow | null> {
  const claim = await context.lookups.read(key.name, key.value);
  if (claim === null) return null;
  const row = await context.objects.read(claim.value);
  if (row === null || row.deleted !== null) return null;
  return nameOf(row, key.name)?.toLowerCase() === key.value.toLowerCase() ? row : null;
}
