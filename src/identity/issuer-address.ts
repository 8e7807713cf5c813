/** The addresses that issuers are known by, and which of them are tenants of Microsoft Entra. */

/** A tenant of Microsoft Entra, as an issuer's address names it. */
export interface EntraTenant {
  readonly id: string;
  /** Where its users sign in, such as `https://login.microsoftonline.com`. */
  readonly signIn: string;
}

/** By the host of the issuer, of tokens of version 1 and 2, in the public cloud, the US government's and China's. */
const SIGN_IN_HOSTS: Readonly<Record<string, string>> = {
  'login.microsoftonline.com': 'login.microsoftonline.com',
  'sts.windows.net': 'login.microsoftonline.com',
  'login.microsoftonline.us': 'login.microsoftonline.us',
  'login.partner.microsoftonline.cn': 'login.partner.microsoftonline.cn',
  'sts.chinacloudapi.cn': 'login.partner.microsoftonline.cn',
};

const TENANT = /^\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//i;

/** The tenant whose issuer that is; null for an issuer that is not Entra. */
export function entraTenantOf(issuer: string): EntraTenant | null {
  const url = URL.parse(issuer);
  const host = url === null ? undefined : SIGN_IN_HOSTS[url.hostname];
  const id = TENANT.exec(url?.pathname ?? '')?.[1];
  if (host === undefined || id === undefined) return null;
  return { id: id.toLowerCase(), signIn: `https://${host}` };
}

/** What is wrong with an address as one of MUSTER_ISSUERS, as the end of a sentence; null when nothing is. */
export function issuerFault(issuer: string): string | null {
  const url = URL.parse(issuer);
  if (url === null || !isSafe(url))
    return 'must be https addresses, such as https://login.microsoftonline.com/<tenant id>/v2.0';
  if (url.search !== '' || url.hash !== '' || url.username !== '')
    return 'must be addresses without a query, a fragment or a user';
  if (url.hostname in SIGN_IN_HOSTS && entraTenantOf(issuer) === null)
    return 'must name a tenant of Entra by its id: an address of several tenants lets in all of their users';
  return null;
}

/** https; http only to this machine, where an issuer for tests may stand. */
export function isSafe(url: URL): boolean {
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
