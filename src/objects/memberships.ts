import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { type DirectMemberships, type Membership, MembershipView } from './direct-memberships.ts';

const READS_AT_ONCE = 32;

/** The groups an object is a direct member of. */
export async function listMemberships(
  context: Context,
  object: ObjectRow,
): Promise<readonly Membership[]> {
  return allOf((await MembershipView.open(context)).of(object));
}

/** Every membership there is. */
export async function allOf(memberships: DirectMemberships): Promise<readonly Membership[]> {
  const found = await mapAtOnce(memberships.candidates(), READS_AT_ONCE, (id) =>
    memberships.find(id),
  );
  return found.filter((membership) => membership !== null);
}
