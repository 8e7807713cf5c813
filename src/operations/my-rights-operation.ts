/** Who the caller is taken for, and what that lets them do: what the portal shows as possible, and to whom else it would be. */
import type { Caller } from '../access/caller.ts';
import { RIGHTS, type Right, type RightName } from '../access/rights.ts';
import { ok } from '../http/messages.ts';
import { resourceNotFound } from '../util/errors.ts';
import type { Operation } from './operation.ts';

/** For which groups one has a right: all; security groups, and those one owns where owners have it; only those; none. */
type Extent = 'all' | 'security' | 'owned' | 'none';

export const MY_RIGHTS_OPERATION: Operation = {
  name: 'getMyRights',
  method: 'GET',
  path: 'me',
  surfaces: ['muster'],
  handle: async ({ caller }) => {
    if (caller === null) throw resourceNotFound('me');
    const { kind, id, displayName, userPrincipalName, directoryRoles } = caller;
    const rights = (Object.keys(RIGHTS) as RightName[]).map((name) => [
      name,
      { extent: extentOf(RIGHTS[name], caller), roles: rolesFor(RIGHTS[name]) },
    ]);
    return ok({
      kind,
      id,
      displayName,
      userPrincipalName,
      directoryRoles,
      rights: Object.fromEntries(rights),
    });
  },
};

function extentOf({ roles, securityGroupRoles = [], owners }: Right, caller: Caller): Extent {
  if (caller.kind === 'application' || roles === 'everyone') return 'all';
  const holds = (role: string) => caller.directoryRoles.some((held) => held === role);
  if (roles.some(holds)) return 'all';
  if (securityGroupRoles.some(holds)) return 'security';
  return owners ? 'owned' : 'none';
}

function rolesFor({ roles }: Right): readonly string[] {
  return roles === 'everyone' ? [] : roles;
}
