import { describe, expect, it } from 'vitest';
import { actAs } from '../../src/access/act-as.ts';
import { LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';

const ID = '2A9C0F1E-0000-4000-8000-00000000ABCD';

describe('whom a request of the local run acts as', () => {
  it('is the built-in administrator without the header', () => {
    expect(actAs(null)).toBe(LOCAL_ADMINISTRATOR);
  });

  it.each([
    ['Groups Administrator', 'Groups Administrator'],
    ['intune ADMINISTRATOR', 'Intune Administrator'],
    ['Windows 365 Administrator', 'Windows 365 Administrator'],
  ])('%s: a user with all permissions and that role alone', (header, role) => {
    expect(actAs(header)).toMatchObject({
      kind: 'user',
      id: LOCAL_ADMINISTRATOR.id,
      displayName: `Local ${role}`,
      permissions: 'all',
      directoryRoles: [role],
    });
  });

  it('a role and an id: that user', () => {
    expect(actAs(`Directory Writers; ${ID}`)).toMatchObject({
      kind: 'user',
      id: ID.toLowerCase(),
      directoryRoles: ['Directory Writers'],
    });
  });

  it('User: one without a role', () => {
    expect(actAs(`user;${ID}`)).toMatchObject({ kind: 'user', directoryRoles: [] });
    expect(actAs('User')).toMatchObject({ id: LOCAL_ADMINISTRATOR.id, directoryRoles: [] });
  });

  it('a permission: an application that has no other', () => {
    expect(actAs('Group.Read.All')).toMatchObject({
      kind: 'application',
      permissions: ['Group.Read.All'],
      directoryRoles: [],
    });
  });

  it('several permissions: an application that has these', () => {
    expect(actAs('AuditLog.Read.All, Directory.Read.All').permissions).toEqual([
      'AuditLog.Read.All',
      'Directory.Read.All',
    ]);
  });

  it.each([
    'Group Administrator',
    '',
    ';',
    'Global Administrator, User',
    'Group.Read.All,',
    'toString',
    '__proto__',
  ])('refuses %j and names those that are known', (header) => {
    expect(() => actAs(header)).toThrow(
      expect.objectContaining({
        status: 400,
        message: expect.stringContaining('Global Administrator, Groups Administrator'),
      }),
    );
  });

  it.each([`Group.Read.All;${ID}`, 'Groups Administrator;me', 'User;', `User;${ID};${ID}`])(
    'refuses %j',
    (header) => {
      expect(() => actAs(header)).toThrow(expect.objectContaining({ status: 400 }));
    },
  );
});
