/** Sign-in with Entra, by Microsoft's library. */
import { InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-browser';
import { type Account, type Registration, rememberAddress, returnToAddress } from './account.ts';

export async function openEntraAccount(registration: Registration): Promise<Account> {
  const { issuer, clientId, redirectUri } = registration;
  const scopes = [...registration.scopes];
  const client = new PublicClientApplication({
    auth: { clientId, authority: issuer.replace(/\/v2\.0\/?$/, ''), redirectUri },
    cache: { cacheLocation: 'sessionStorage' },
  });
  await client.initialize();
  const answer = await client.handleRedirectPromise({ navigateToLoginRequestUrl: false });
  if (answer !== null) returnToAddress();
  const account = answer?.account ?? client.getAllAccounts()[0];
  if (account === undefined) {
    rememberAddress();
    await client.loginRedirect({ scopes });
    return await never();
  }
  return {
    token: async () => {
      try {
        return (await client.acquireTokenSilent({ account, scopes })).accessToken;
      } catch (error) {
        if (!(error instanceof InteractionRequiredAuthError)) throw error;
        rememberAddress();
        await client.acquireTokenRedirect({ account, scopes });
        return await never();
      }
    },
    signOut: () => client.logoutRedirect({ account }),
  };
}

/** The page is about to be left. */
function never(): Promise<never> {
  return new Promise(() => {});
}
