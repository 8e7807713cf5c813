/** Groups that an address names by their uniqueName in place of their id (graph-spec.md 2.1). */
import { findNamedGroup } from '../groups/group-name.ts';
import { resourceNotFound } from '../util/errors.ts';
import type { Call } from './operation.ts';

/** The uniqueName that the path begins with; null when it names its group by id, or names none. */
export function uniqueNameIn({ keys: [first] }: Call): string | null {
  return first?.name === 'uniqueName' ? first.value : null;
}

/** The call about the id of its group. Throws 404 when nobody has the name. */
export async function withGroupId(call: Call): Promise<Call> {
  const name = uniqueNameIn(call);
  const found = name === null ? call : await withIdOf(call, name);
  if (found === null) throw resourceNotFound(name ?? '');
  return found;
}

/** The call about the id of the group with a uniqueName; null when there is none. */
export async function withIdOf(call: Call, uniqueName: string): Promise<Call | null> {
  const group = await findNamedGroup(call.context, 'uniqueName', uniqueName);
  if (group === null) return null;
  return { ...call, keys: [{ name: 'id', value: group.id }, ...call.keys.slice(1)] };
}

/** Whether a group that is missing is to be created under the name that the address gives it. */
export function createsIfMissing(call: Call): boolean {
  const wanted = (call.request.headers.get('prefer') ?? '').split(/[,;]/);
  const isWanted = wanted.some((one) => one.trim().toLowerCase() === 'create-if-missing');
  return isWanted && call.request.method === 'PATCH' && uniqueNameIn(call) !== null;
}
