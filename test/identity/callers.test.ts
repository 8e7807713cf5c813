/** Who speaks in tokens of issuers other than Entra. */
import { describe, expect, it } from 'vitest';
import { callerOf } from '../../src/identity/caller-of.ts';

const iss = 'https://id.example.com';
const person = { iss, sub: 'auth0|1234', scope: 'openid Group.Read.All' };

describe('a person', () => {
  it('is known by the subject where there is no object id, and allowed what scope says', () => {
    expect(callerOf({ ...person, email: 'x' })).toEqual({
      kind: 'user',
      id: 'auth0|1234',
      displayName: 'auth0|1234',
      userPrincipalName: null,
      permissions: ['openid', 'Group.Read.All'],
      directoryRoles: [],
    });
  });

  it('is known by the object id, in lower case, where there is one', () => {
    const oid = '2A9C0F1E-0000-4000-8000-00000000AAAA';
    expect(callerOf({ ...person, oid }).id).toBe(oid.toLowerCase());
  });

  it('has scopes in a list too', () => {
    const scp = ['Group.Read.All', 'User.Read', 'User.Read', 1];
    expect(callerOf({ ...person, scp }).permissions).toEqual(['Group.Read.All', 'User.Read']);
  });

  it('has the directory roles of wids, and no other', () => {
    const wids = ['FDD7A751-B60B-444A-984C-02652FE8FA1C', 'Global Administrator', 7, 'toString'];
    expect(callerOf({ ...person, wids }).directoryRoles).toEqual(['Groups Administrator']);
    expect(callerOf({ ...person, wids: 'Global Administrator' }).directoryRoles).toEqual([]);
  });

  it('has a name of one line', () => {
    const name = `Grace\r\nAdmin\u0007${'x'.repeat(400)}`;
    const { displayName } = callerOf({ ...person, name });
    expect(displayName).toMatch(/^Grace {2}Admin x+$/);
    expect(displayName).toHaveLength(256);
  });

  it('may come with a nonce, as from Keycloak, when a scope shows that it is no ID token', () => {
    expect(callerOf({ ...person, nonce: 'n', typ: 'Bearer' }).kind).toBe('user');
  });
});

describe('a program', () => {
  it.each([
    ['its subject is the client', { sub: 'script', client_id: 'script' }],
    ['its subject is who it was issued to', { sub: 'script', azp: 'script' }],
    ['the token says so', { sub: 'service-account', idtyp: 'app', client_id: 'script' }],
  ])('is one when %s', (_case, claims) => {
    const caller = callerOf({ iss, ...claims, scope: 'Group.Read.All' });
    expect(caller).toMatchObject({
      kind: 'application',
      displayName: 'script',
      permissions: ['Group.Read.All'],
    });
  });

  it('has the permissions of roles when there are some, and then no others', () => {
    const roles = ['User.Read.All'];
    const caller = callerOf({ iss, sub: 's', client_id: 's', roles, scope: 'Group.ReadWrite.All' });
    expect(caller.permissions).toEqual(['User.Read.All']);
  });

  it('is none when a person signed in to it', () => {
    expect(callerOf({ ...person, client_id: 'script', azp: 'script' }).kind).toBe('user');
    expect(callerOf({ ...person, idtyp: 'user', client_id: person.sub }).kind).toBe('user');
  });
});
