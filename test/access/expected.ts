/** The words of the table of expected verdicts. */

/** Roles that let a user in; with a star for security groups alone. */
export type Role =
  | 'Global Administrator'
  | 'Groups Administrator'
  | 'User Administrator'
  | 'Directory Writers'
  | 'Intune Administrator'
  | 'Intune Administrator*'
  | 'Windows 365 Administrator*';

export interface Expected {
  /** One of these scopes is enough for a user whom nothing else keeps out; those joined by + are needed together. */
  readonly scopes: readonly string[];
  /** The same for an application. */
  readonly applications: readonly string[];
  /** Users who are let in with a scope. */
  readonly users: 'everyone' | readonly Role[];
  /** Whether the owner of the group is let in without a role. */
  readonly owners?: true;
}

/** Served without a caller too. */
export const OPEN = 'open';

/** The same permissions for users and applications. */
export function both(
  permissions: readonly string[],
  users: Expected['users'],
  owners?: 'and owners',
): Expected {
  const let_in = { scopes: permissions, applications: permissions, users };
  return owners === undefined ? let_in : { ...let_in, owners: true };
}
