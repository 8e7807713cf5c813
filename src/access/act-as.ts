/** Whom a request of the local run acts as: X-Muster-Act-As, so that access can be tried without an issuer. */
import { badRequest, type RequestError } from '../util/errors.ts';
import { isGuid } from '../util/ids.ts';
import { type Caller, LOCAL_ADMINISTRATOR } from './caller.ts';
import { DIRECTORY_ROLES, type DirectoryRole } from './directory-roles.ts';

/** Graph's permissions have a dot in their names, roles have none. */
const PERMISSIONS = /^[A-Za-z-]+(?:\.[A-Za-z]+)+(?:, *[A-Za-z-]+(?:\.[A-Za-z]+)+)*$/;

const ROLES = Object.keys(DIRECTORY_ROLES) as DirectoryRole[];

/**
 * The caller that the header names: `<role>[;<user id>]` a user with all permissions and that directory role, in any letter
 * case; `User[;<user id>]` one without a role; Graph permissions such as `Group.Read.All, User.Read.All` an application with
 * those alone. Without the header: the built-in administrator. Throws RequestError 400 for anything else.
 */
export function actAs(header: string | null): Caller {
  if (header === null) return LOCAL_ADMINISTRATOR;
  const [name = '', id, ...rest] = header.split(';').map((part) => part.trim());
  if (rest.length > 0) throw unknown(header);
  if (PERMISSIONS.test(name)) {
    if (id !== undefined)
      throw badRequest(`X-Muster-Act-As: ${name} is an application's, without an id.`);
    return localApplication(name.split(/, */));
  }
  const role = ROLES.find((known) => known.toLowerCase() === name.toLowerCase());
  if (role === undefined && name.toLowerCase() !== 'user') throw unknown(name);
  if (id !== undefined && !isGuid(id))
    throw badRequest(
      'X-Muster-Act-As: what follows the semicolon has to be the object id of a user.',
    );
  return {
    ...LOCAL_ADMINISTRATOR,
    id: id?.toLowerCase() ?? LOCAL_ADMINISTRATOR.id,
    displayName: `Local ${role ?? 'User'}`,
    directoryRoles: role === undefined ? [] : [role],
  };
}

function localApplication(permissions: readonly string[]): Caller {
  return {
    kind: 'application',
    id: '00000000-0000-4000-8000-000000000002',
    displayName: 'Local Application',
    userPrincipalName: null,
    permissions,
    directoryRoles: [],
  };
}

function unknown(name: string): RequestError {
  const known = [...ROLES, 'User'].join(', ');
  return badRequest(
    `X-Muster-Act-As: '${name}' is no role that counts here. Known are ${known}, or a permission such as Group.Read.All.`,
  );
}
