/** What an operation can ask of its caller, and the permissions that Graph's operations and our own share. */
import type { RightName } from './rights.ts';

export type Permissions = readonly (string | readonly string[])[];

export interface AccessRow {
  /** Scopes of a user's token, and app roles of an application's. */
  readonly delegated: Permissions;
  readonly application: Permissions;
  /** What a user needs beside the scope. */
  readonly right: RightName;
  /** What the body may ask for beyond it; the operation itself asks once it has read the body. */
  readonly also?: readonly RightName[];
  /**
   * Where a right is not everybody's for everything, what it is about: the group of the path's first key, or what only the
   * operation itself finds out.
   */
  readonly about?: 'group' | 'body';
}

/** A row, or that the operation is served without a caller too. */
export type Access = AccessRow | 'open';

const READ_GROUPS = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];
export const WRITE_GROUPS = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
export const readGroups = both(READ_GROUPS, 'read');

/** The same permissions for users and applications. */
export function both<R extends RightName>(permissions: Permissions, right: R) {
  return { delegated: permissions, application: permissions, right } as const;
}
