/** Who sends a request. */

/** A caller who may do everything: the one of the local run. */
export interface Caller {
  readonly id: string;
  readonly displayName: string;
  readonly role: 'Global Administrator';
}

/** The built-in administrator of the local run (design.md 8). */
export const LOCAL_ADMINISTRATOR: Caller = {
  id: '00000000-0000-4000-8000-000000000001',
  displayName: 'Local Administrator',
  role: 'Global Administrator',
};
