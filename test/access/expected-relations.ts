/** Who may ask how objects belong together, written by hand as expected-verdicts.ts is. */
import { both, type Expected } from './expected.ts';
import { readApplications, readDevices, readGroups, readUsers } from './expected-reads.ts';

const userAndGroups = [
  'User.ReadBasic.All+GroupMember.Read.All',
  'User.Read.All+GroupMember.Read.All',
  'User.ReadWrite.All+GroupMember.ReadWrite.All',
];
const deviceAndGroups = [
  'Device.Read.All+GroupMember.Read.All',
  'Device.ReadWrite.All+GroupMember.ReadWrite.All',
];
const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'];
/** What an object is a member of: its list, its count, references, and those of one type; direct and transitive. */
function memberships(noun: 'User' | 'Device' | 'Group'): Readonly<Record<string, Expected>> {
  const lists = [`${noun}Membership`, `${noun}TransitiveMembership`];
  const names = lists.flatMap((list) => [
    `list${list}s`,
    `count${list}s`,
    `list${list}References`,
    `list${list}sOfType`,
    `count${list}sOfType`,
  ]);
  return Object.fromEntries(names.map((name) => [name, readGroups]));
}

/** In which groups an object is, of some or of all. */
function checks(
  noun: 'User' | 'Device' | 'Group' | 'DirectoryObject',
  row: Expected,
): Readonly<Record<string, Expected>> {
  return {
    [`check${noun}MemberGroups`]: row,
    [`check${noun}MemberObjects`]: row,
    [`get${noun}MemberGroups`]: row,
    [`get${noun}MemberObjects`]: row,
  };
}

export const RELATIONS: Readonly<Record<string, Expected>> = {
  countGroups: readGroups,
  countUsers: readUsers,
  countDevices: readDevices,

  ...memberships('User'),
  ...memberships('Device'),
  ...memberships('Group'),

  ...checks('User', both([...userAndGroups, ...directory], 'everyone')),
  ...checks('Device', both([...deviceAndGroups, ...directory], 'everyone')),
  ...checks('Group', readGroups),
  ...checks(
    'DirectoryObject',
    both([...userAndGroups, ...deviceAndGroups, ...directory], 'everyone'),
  ),

  getDirectoryObject: both(directory, 'everyone'),
  getObjectsById: both(directory, 'everyone'),
  getAvailableExtensionProperties: readApplications,

  // Graph lets users alone ask; here programs may too. A rule can ask for every attribute of the member.
  'evaluateGroupMembership (a user)': both(
    [
      'Group.Read.All+User.Read.All',
      'Group.ReadWrite.All+User.ReadWrite.All',
      'Group.Read.All+Device.Read.All+User.Read.All',
      ...directory,
    ],
    'everyone',
  ),
  'evaluateGroupMembership (a device)': both(
    [
      'Group.Read.All+Device.Read.All',
      'Group.ReadWrite.All+Device.ReadWrite.All',
      'Group.Read.All+User.Read.All+Device.Read.All',
      ...directory,
    ],
    'everyone',
  ),
  'evaluateMembership (a user)': both(
    ['User.Read.All', 'User.ReadWrite.All', ...directory],
    'everyone',
  ),
  'evaluateMembership (a device)': both(
    ['Device.Read.All', 'Device.ReadWrite.All', ...directory],
    'everyone',
  ),
};
