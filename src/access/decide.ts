/** May a caller do what he asks for? The one place that reads the table of operations and the rights. */
import type { AccessRow, Permissions } from './access-row.ts';
import type { Caller } from './caller.ts';
import { RIGHTS, type RightName } from './rights.ts';

/** What has to be known of a group, where it matters. */
export interface GroupFacts {
  /** A Microsoft 365 group; else a security group. */
  readonly isUnified: boolean;
  readonly isOwner: boolean;
}

/** What a caller lacks; the message is a sentence that names it. */
export interface Missing {
  readonly code: 'MissingPermission' | 'MissingRole' | 'NotOwner';
  readonly message: string;
}

export type Verdict =
  | { readonly kind: 'allowed' }
  /** What the group is like, or who owns it, decides. */
  | { readonly kind: 'dependsOnGroup' }
  | { readonly kind: 'denied'; readonly missing: readonly Missing[] };

const ALLOWED: Verdict = { kind: 'allowed' };

/** The verdict on an operation. `group`: null as long as it is not known. */
export function decide(row: AccessRow, caller: Caller, group: GroupFacts | null): Verdict {
  const permissions = caller.kind === 'user' ? row.delegated : row.application;
  const right = decideRight(row.right, caller, group);
  if (holdsOneOf(caller, permissions)) return right;
  const missing: Missing = { code: 'MissingPermission', message: needed(permissions) };
  return {
    kind: 'denied',
    missing: right.kind === 'denied' ? [missing, ...right.missing] : [missing],
  };
}

/** The verdict on a right alone. `group`: null as long as it is not known. */
export function decideRight(name: RightName, caller: Caller, group: GroupFacts | null): Verdict {
  if (caller.kind === 'application') return ALLOWED;
  const { roles, securityGroupRoles = [], owners = false } = RIGHTS[name];
  const has = (role: string) => caller.directoryRoles.some((held) => held === role);
  if (roles === 'everyone' || roles.some(has)) return ALLOWED;
  const forSecurityGroups = securityGroupRoles.some(has);
  if (group === null && (owners || forSecurityGroups)) return { kind: 'dependsOnGroup' };
  if (owners && group?.isOwner === true) return ALLOWED;
  if (forSecurityGroups && group?.isUnified === false) return ALLOWED;
  const role: Missing = { code: 'MissingRole', message: neededRole(name) };
  const owner: Missing = { code: 'NotOwner', message: 'The caller is not an owner of the group.' };
  return { kind: 'denied', missing: owners ? [role, owner] : [role] };
}

/** Whether a caller holds one of these permissions. */
export function holdsOneOf(caller: Caller, permissions: Permissions): boolean {
  return permissions.some((needs) =>
    typeof needs === 'string' ? holds(caller, needs) : needs.every((each) => holds(caller, each)),
  );
}

/** What may be written may be read: `Group.ReadWrite.All` has in it `Group.Read.All`. */
function holds({ permissions }: Caller, permission: string): boolean {
  if (permissions === 'all') return true;
  const writing = permission.replace(/\.Read(?=\.|$)/, '.ReadWrite');
  return permissions.includes(permission) || permissions.includes(writing);
}

function needed(permissions: Permissions): string {
  const names = permissions.map((needs) =>
    typeof needs === 'string' ? needs : needs.join(' and '),
  );
  if (names.length === 0) return 'No application may do this.';
  return `${names.length === 1 ? 'This permission is' : 'One of these permissions is'} needed: ${names.join(', ')}.`;
}

function neededRole(name: RightName): string {
  const { roles, securityGroupRoles = [] } = RIGHTS[name];
  const names = roles === 'everyone' ? [] : roles;
  const forSecurity =
    securityGroupRoles.length === 0
      ? ''
      : `; for a security group also: ${securityGroupRoles.join(', ')}`;
  return `One of these directory roles is needed: ${names.join(', ')}${forSecurity}.`;
}
