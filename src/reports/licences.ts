/** How many users are in a dynamic group: each of them needs a licence in Entra, once, however many groups there are. */
import type { Context } from '../membership/context.ts';
import { surveyMembers } from './survey.ts';

export interface LicenceReport {
  readonly createdDateTime: string;
  /** Users who are in at least one dynamic group. Devices need none. */
  readonly users: number;
  /** Of them, those who are in one group alone. */
  readonly usersOfOneGroup: number;
  readonly groups: readonly LicenceGroup[];
  /** Groups that could not be read, and count nowhere. */
  readonly unreadableGroups: readonly string[];
}

export interface LicenceGroup {
  readonly id: string;
  readonly displayName: string;
  readonly users: number;
  /** Users who are in no other dynamic group: without this one they would need no licence. */
  readonly usersOnlyHere: number;
}

/** Groups with most users first; those without any are left out. */
export async function reportLicences(context: Context): Promise<LicenceReport> {
  const { groups, users, onlyIn, unreadable } = await surveyMembers(context);
  const counted = groups
    .filter((group) => group.users > 0)
    .map(({ id, displayName, users: count }) => {
      return { id, displayName, users: count, usersOnlyHere: onlyIn.get(id) ?? 0 };
    })
    .sort((left, right) => right.users - left.users || (left.id < right.id ? -1 : 1));
  return {
    createdDateTime: context.clock.now().toISOString(),
    users,
    usersOfOneGroup: counted.reduce((sum, { usersOnlyHere }) => sum + usersOnlyHere, 0),
    groups: counted,
    unreadableGroups: unreadable,
  };
}
