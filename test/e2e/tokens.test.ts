/** Tokens of a real issuer (oidc-provider) at the registered functions: who they let in, before and after its keys change. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OidcIssuer, PORTAL, RESOURCE, startOidcIssuer } from '../support/oidc-issuer.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';

const GRACE = '2a9c0f1e-0000-4000-8000-00000000aaaa';
const GROUPS_ADMINISTRATOR = 'fdd7a751-b60b-444a-984c-02652fe8fa1c';

let issuer: OidcIssuer;
let app: RunningApp;

beforeAll(async () => {
  issuer = await startOidcIssuer({
    [PORTAL]: {},
    script: { idtyp: 'app', roles: ['Group.ReadWrite.All', 'User.ReadWrite.All'] },
    tool: {},
    grace: {
      oid: GRACE,
      name: 'Grace McAllister',
      preferred_username: 'grace@contoso.com',
      wids: [GROUPS_ADMINISTRATOR],
    },
  });
  app = await startApp({
    MUSTER_LOCAL: '',
    MUSTER_ISSUERS: issuer.address,
    MUSTER_AUDIENCES: `${RESOURCE}, ${PORTAL}`,
  });
});

afterAll(async () => {
  await app.host.stop();
  await issuer.stop();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test('a user who signed in is let in, by name', async () => {
  const { accessToken } = await issuer.signIn('grace', 'Group.Read.All User.Read.All');
  const me = await app.get('/v1.0/me', bearer(accessToken));
  expect(me.status).toBe(200);
  expect(me.body).toMatchObject({
    id: GRACE,
    displayName: 'Grace McAllister',
    userPrincipalName: 'grace@contoso.com',
  });
  expect((await app.get('/v1.0/groups', bearer(accessToken))).status).toBe(200);
});

test('the ID token of the same sign-in is no access token', async () => {
  const { idToken } = await issuer.signIn('grace', 'Group.Read.All');
  const answer = await app.get('/v1.0/groups', bearer(idToken));
  expect(answer.status).toBe(401);
  expect(answer.body.error.message).toContain('ID token');
});

test('a program is let in as itself, by its roles or its scope', async () => {
  for (const token of [
    await issuer.clientToken('script'),
    await issuer.clientToken('tool', 'Group.Read.All'),
  ]) {
    expect((await app.get('/v1.0/groups', bearer(token))).status).toBe(200);
    const me = await app.get('/v1.0/me', bearer(token));
    expect(me.status).toBe(400);
    expect(me.body.error.message).toContain('delegated authentication flow');
  }
});

test('when the issuer changes its key, tokens of the new one count at once', async () => {
  const before = await issuer.clientToken('script');
  expect((await app.get('/v1.0/groups', bearer(before))).status).toBe(200);
  await issuer.rotate();
  const after = await issuer.clientToken('script');
  expect((await app.get('/v1.0/groups', bearer(after))).status).toBe(200);
  // The old key is withdrawn.
  const answer = await app.get('/v1.0/groups', bearer(before));
  expect(answer.status).toBe(401);
  expect(answer.body.error.message).toContain('key that its issuer does not have');
});
