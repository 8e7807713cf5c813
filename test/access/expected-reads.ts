/** Who may read what there is: everybody with the permission. */
import { both } from './expected.ts';

const EVERYTHING_OF_GROUPS = [
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
export const readGroups = both(EVERYTHING_OF_GROUPS, 'everyone');
export const readUsers = both(
  [
    'User.ReadBasic.All',
    'User.Read.All',
    'User.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'everyone',
);
export const readDevices = both(
  ['Device.Read.All', 'Device.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'everyone',
);
export const readApplications = both(
  [
    'Application.Read.All',
    'Application.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'everyone',
);

/** Everything of an object, and the groups it is in. */
export const readUserAndGroups = both(
  [
    'User.Read.All+GroupMember.Read.All',
    'User.ReadWrite.All+GroupMember.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'everyone',
);
export const readDeviceAndGroups = both(
  [
    'Device.Read.All+GroupMember.Read.All',
    'Device.ReadWrite.All+GroupMember.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'everyone',
);

/** Groups, and every attribute of users or of devices. */
export const readPreviews = both(
  [
    'Group.Read.All+User.Read.All',
    'Group.ReadWrite.All+User.ReadWrite.All',
    'Group.Read.All+Device.Read.All',
    'Group.ReadWrite.All+Device.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'everyone',
);
