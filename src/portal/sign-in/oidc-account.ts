/** Sign-in with any other issuer: authorization code with proof of possession of the code (PKCE). */
import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { type Account, type Registration, rememberAddress, returnToAddress } from './account.ts';

/** A token is asked for anew when it is valid for no longer than this. */
const RENEWAL_SECONDS = 60;

export async function openOidcAccount(registration: Registration): Promise<Account> {
  const { issuer, clientId, scopes, redirectUri } = registration;
  const manager = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: redirectUri,
    post_logout_redirect_uri: redirectUri,
    scope: ['openid', 'profile', ...scopes].join(' '),
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  });
  if (new URLSearchParams(location.search).has('code')) {
    await manager.signinRedirectCallback();
    returnToAddress();
  }
  if ((await manager.getUser()) === null) await goSignIn(manager);
  return {
    token: async () => {
      const user = await manager.getUser();
      if (user !== null && (user.expires_in ?? 0) > RENEWAL_SECONDS) return user.access_token;
      const renewed = user?.refresh_token ? await manager.signinSilent().catch(() => null) : null;
      return renewed?.access_token ?? (await goSignIn(manager));
    },
    signOut: () => manager.signoutRedirect(),
  };
}

/** The page is left: nothing comes after. */
async function goSignIn(manager: UserManager): Promise<never> {
  rememberAddress();
  await manager.signinRedirect();
  return await new Promise(() => {});
}
