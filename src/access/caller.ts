/** Who sends a request. */
import type { DirectoryRole } from './directory-roles.ts';
import type { HeaderReader } from './this-machine.ts';

export interface Caller {
  /** A person whom a program speaks for, or a program that speaks for itself. */
  readonly kind: 'user' | 'application';
  /** The object id of the user or of the application's service principal. */
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string | null;
  /** Graph's permissions: scopes of a user's token, app roles of an application's; 'all' in the local run. */
  readonly permissions: readonly string[] | 'all';
  /** Of a user; an application has none. */
  readonly directoryRoles: readonly DirectoryRole[];
}

/**
 * Finds out who sends a request, by its headers. Throws RequestError: 401 when it is nobody who is known, 503 when that can't
 * be found out at present.
 */
export type Identify = (headers: HeaderReader) => Promise<Caller>;

/** The built-in administrator of the local run (design.md 8). */
export const LOCAL_ADMINISTRATOR: Caller = {
  kind: 'user',
  id: '00000000-0000-4000-8000-000000000001',
  displayName: 'Local Administrator',
  userPrincipalName: null,
  permissions: 'all',
  directoryRoles: ['Global Administrator'],
};
