/** Chooses the library for an issuer, and loads no other. */
import type { Account } from './account.ts';
import { isEntra, type SignInSettings } from './settings.ts';

/** Signs in, by the issuer's page if need be: then the promise stays open while the page is left. */
export async function signIn({ issuer, clientId, scopes }: SignInSettings): Promise<Account> {
  if (issuer === null || clientId === null) throw new Error('shell.signIn.notConfigured');
  const registration = { issuer, clientId, scopes, redirectUri: `${location.origin}/` };
  const library = isEntra(issuer)
    ? (await import('./entra-account.ts')).openEntraAccount
    : (await import('./oidc-account.ts')).openOidcAccount;
  return await library(registration);
}
