/**
 * Which of the people who sign in may do what (graph-spec.md 13, seeds 003 and 004, design.md 8). A right is asked of users
 * only: of an application its permission is enough.
 */
import type { DirectoryRole } from './directory-roles.ts';

export interface Right {
  /** What it is about, as it follows "may": for the documentation. */
  readonly text: string;
  /** Whose role gives it for everything; `everyone`: every user has it. */
  readonly roles: readonly DirectoryRole[] | 'everyone';
  /** Whose role gives it for security groups and not for Microsoft 365 groups. */
  readonly securityGroupRoles?: readonly DirectoryRole[];
  /** Whether owners have it for their group. */
  readonly owners?: true;
}

const ALL_GROUPS: readonly DirectoryRole[] = [
  'Global Administrator',
  'Groups Administrator',
  'User Administrator',
  'Directory Writers',
];
const SECURITY_GROUPS: readonly DirectoryRole[] = [
  'Intune Administrator',
  'Windows 365 Administrator',
];
/** At least Groups Administrator (seed 003). */
const GROUP_ADMINISTRATORS: readonly DirectoryRole[] = [
  'Global Administrator',
  'Groups Administrator',
];

const ROWS = {
  read: { text: 'read', roles: 'everyone' },
  // In Entra every user may create groups unless that is switched off; here a group can let people in by its rule.
  createGroup: {
    text: 'create groups',
    roles: ALL_GROUPS,
    securityGroupRoles: SECURITY_GROUPS,
  },
  // Whoever else creates one answers for it: he becomes its owner, unless he names others.
  createUnowned: {
    text: 'create groups without becoming their owner',
    roles: [...GROUP_ADMINISTRATORS, 'User Administrator'],
  },
  editGroup: {
    text: 'change names, members and owners of groups',
    roles: ALL_GROUPS,
    securityGroupRoles: SECURITY_GROUPS,
    owners: true,
  },
  // A Directory Writer creates and changes, in Entra too, and deletes nothing.
  deleteGroup: {
    text: 'delete groups',
    roles: [...GROUP_ADMINISTRATORS, 'User Administrator'],
    securityGroupRoles: SECURITY_GROUPS,
    owners: true,
  },
  restoreGroup: {
    text: 'restore deleted groups',
    roles: [...GROUP_ADMINISTRATORS, 'User Administrator'],
    owners: true,
  },
  // What nobody can bring back is not for owners.
  purgeGroup: { text: 'delete groups for good', roles: GROUP_ADMINISTRATORS },
  // Owners don't have it: Entra asks a role of them too.
  changeRule: {
    text: 'set and change membership rules, make groups dynamic or assigned, and have a rule processed again',
    roles: ALL_GROUPS,
    securityGroupRoles: SECURITY_GROUPS,
  },
  pauseGroup: { text: 'pause and resume', roles: GROUP_ADMINISTRATORS },
  // A guard that its rule's author could take away, or a hold that he could release, would hold nobody.
  releaseHold: {
    text: 'set guards, release and reject held changes',
    roles: GROUP_ADMINISTRATORS,
  },
  readHiddenMembers: {
    text: 'see the members of groups that hide them',
    roles: ALL_GROUPS,
    owners: true,
  },
  operate: {
    text: 'watch and mend processing: poison messages, audits, metrics, the audit log',
    roles: GROUP_ADMINISTRATORS,
  },
  writeUser: {
    text: 'create and change users',
    roles: ['Global Administrator', 'User Administrator', 'Directory Writers'],
  },
  deleteUser: { text: 'delete users', roles: ['Global Administrator', 'User Administrator'] },
  writeDevice: {
    text: 'create and change devices',
    roles: [
      'Global Administrator',
      'User Administrator',
      'Directory Writers',
      'Intune Administrator',
    ],
  },
  deleteDevice: {
    text: 'delete devices',
    roles: ['Global Administrator', 'User Administrator', 'Intune Administrator'],
  },
  // Rules read extension properties: whoever deletes one stops the rules that name it.
  writeApplication: {
    text: 'register applications and extension properties',
    roles: ['Global Administrator'],
  },
  // A file can do whatever there is to do, and an export shows whatever there is to see, hidden members too.
  moveDirectory: { text: 'import and export', roles: ['Global Administrator'] },
} as const satisfies Readonly<Record<string, Right>>;

export type RightName = keyof typeof ROWS;

export const RIGHTS: Readonly<Record<RightName, Right>> = ROWS;
