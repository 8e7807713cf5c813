/** Tokens as Microsoft Entra writes them, of both versions; its addresses are answered here. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIdentify } from '../../src/identity/identify.ts';
import { type Members, newKey, TestIssuer } from '../support/test-issuer.ts';
import { AUDIENCE, goodClaims, TENANT } from './good-claims.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const OTHER_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';
const SERVICE_PRINCIPAL = '7d1f0c1e-0000-4000-8000-00000000bbbb';

/** Entra publishes keys of all tenants together, each with the issuer it is for. */
const keys = [
  newKey('of-every-tenant', 'RS256', {
    issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  }),
  newKey('of-private-accounts', 'RS256', {
    issuer: `https://login.microsoftonline.com/${OTHER_TENANT}/v2.0`,
  }),
];
const second = new TestIssuer(`https://login.microsoftonline.com/${TENANT}/v2.0`, keys);
const first = new TestIssuer(`https://sts.windows.net/${TENANT}/`, keys);

beforeEach(() => {
  vi.stubGlobal('fetch', async (address: string) => {
    const issuer = [first, second].find(({ address: own }) => isAt(address, own));
    const answer = issuer?.respond(address);
    return new Response(answer?.body ?? '', { status: answer?.status ?? 404 });
  });
});

afterEach(() => vi.unstubAllGlobals());

function isAt(address: string, issuer: string): boolean {
  return new URL(address).origin === new URL(issuer).origin;
}

function callerOf(token: string, issuers = [first.address, second.address]) {
  const settings = { isLocal: false, issuers, audiences: [AUDIENCE] };
  const identify = createIdentify(settings, { now: () => NOW });
  return identify(new Headers({ authorization: `Bearer ${token}` }));
}

/** A token of version 1 of the same user. */
function versionOne(change: Members = {}): string {
  const { azp, preferred_username, ...claims } = goodClaims(first, NOW);
  const renamed = { ver: '1.0', appid: azp, upn: preferred_username };
  return first.sign({ ...claims, ...renamed, ...change });
}

const versionTwo = (change: Members = {}) => second.sign({ ...goodClaims(second, NOW), ...change });

/** What an application's own token has in place of a user's claims. */
const application = {
  scp: undefined,
  wids: undefined,
  name: undefined,
  preferred_username: undefined,
  oid: SERVICE_PRINCIPAL,
  sub: SERVICE_PRINCIPAL,
  roles: ['Group.ReadWrite.All'],
};

describe('a user', () => {
  it.each([
    ['1', versionOne()],
    ['2', versionTwo()],
  ])('is taken from a token of version %s', async (_version, token) => {
    expect(await callerOf(token)).toEqual({
      kind: 'user',
      id: '2a9c0f1e-0000-4000-8000-00000000aaaa',
      displayName: 'Grace McAllister',
      userPrincipalName: 'grace@contoso.com',
      permissions: ['Group.Read.All', 'User.Read.All'],
      directoryRoles: ['Global Administrator'],
    });
  });

  it('is not taken when only the other version is listed', async () => {
    await expect(callerOf(versionOne(), [second.address])).rejects.toThrow('Invalid issuer');
    await expect(callerOf(versionTwo(), [first.address])).rejects.toThrow('Invalid issuer');
  });

  it('never has the permissions of app roles that were assigned to the person', async () => {
    const token = versionTwo({ roles: ['Group.ReadWrite.All'], scp: 'User.Read' });
    expect(await callerOf(token)).toMatchObject({ kind: 'user', permissions: ['User.Read'] });
  });

  it('stays one whatever else the token says, as long as it has a scope or another subject', async () => {
    const roles = ['Group.ReadWrite.All'];
    const same = versionTwo({ roles, sub: goodClaims(second, NOW).oid });
    expect(await callerOf(same)).toMatchObject({ kind: 'user' });
    await expect(callerOf(versionTwo({ roles, scp: undefined }))).rejects.toThrow('no scope');
    const said = versionTwo({ roles, scp: undefined, idtyp: 'user' });
    await expect(callerOf(said)).rejects.toThrow('no scope');
  });

  it.each([
    ['no tenant', { tid: undefined }],
    ['another tenant', { tid: OTHER_TENANT }],
    ['a tenant that is null', { tid: null }],
  ])('of %s is refused', async (_case, change) => {
    await expect(callerOf(versionTwo(change))).rejects.toThrow('tenant (tid)');
    await expect(callerOf(versionOne(change))).rejects.toThrow('tenant (tid)');
  });

  it('without an object id is refused: the subject is another in every program', async () => {
    await expect(callerOf(versionTwo({ oid: undefined }))).rejects.toThrow('object id');
  });

  it('is not taken on a key that Entra has for others', async () => {
    const claims = goodClaims(second, NOW);
    const signed = new TestIssuer(second.address, keys.slice(1)).sign(claims);
    await expect(callerOf(signed)).rejects.toThrow('key that its issuer has for another tenant');
  });
});

describe('an application', () => {
  it.each([
    ['as its token says', { ...application, idtyp: 'app' }],
    ['as its object and subject say', application],
  ])('is taken with its roles, %s', async (_case, change) => {
    for (const token of [versionTwo(change), versionOne(change)])
      expect(await callerOf(token)).toMatchObject({
        kind: 'application',
        id: SERVICE_PRINCIPAL,
        userPrincipalName: null,
        permissions: ['Group.ReadWrite.All'],
        directoryRoles: [],
      });
  });

  it('has no directory roles and no permissions by other claims', async () => {
    const wids = ['62e90394-69f5-4237-9190-012177145e10'];
    const claims = { ...application, idtyp: 'app', roles: undefined, scope: 'x', wids };
    const caller = await callerOf(versionTwo(claims));
    expect(caller).toMatchObject({ permissions: [], directoryRoles: [] });
  });
});

it('a 401 says where to sign in', async () => {
  await expect(callerOf('')).rejects.toMatchObject({
    headers: {
      'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/${TENANT}/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
    },
  });
});
