/** A real issuer of tokens on this machine: oidc-provider, which knows nothing of Muster, with an API as its resource. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** The audience of the access tokens. */
export const RESOURCE = 'https://groups.contoso.com';

/** The client that people sign in with; ID tokens are for it. */
export const PORTAL = 'portal';

const RETURN = 'http://127.0.0.1/signed-in';
const SCOPES = 'Group.Read.All Group.ReadWrite.All User.Read.All';

/** What the issuer knows of a user or client and says in its tokens. */
export type Claims = Readonly<Record<string, unknown>>;

export interface OidcIssuer {
  readonly address: string;
  /** From now on tokens are signed with a new key, and the one before is no longer among those published. */
  rotate(): Promise<void>;
  /** A client's own access token (client credentials). */
  clientToken(client: string, scope?: string): Promise<string>;
  /** Signs a user in as a browser would (authorization code, PKCE). */
  signIn(user: string, scope: string): Promise<{ accessToken: string; idToken: string }>;
  stop(): Promise<void>;
}

/** `claims`: of users and clients by their names; each client may have any scope of the resource. */
export async function startOidcIssuer(
  claims: Readonly<Record<string, Claims>>,
): Promise<OidcIssuer> {
  let provider: Provider;
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const user = /^\/interaction\//.test(request.url ?? '') ? request.headers['x-user'] : null;
    if (typeof user === 'string')
      await provider.interactionFinished(request, response, { login: { accountId: user } });
    else await provider.callback()(request, response);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rotate = async () => {
    provider = new Provider(address, configurationOf(claims, await newKey()));
  };
  await rotate();
  const token = (body: Record<string, string>, client: string) =>
    ask(`${address}/token`, { ...body, resource: RESOURCE }, client);
  return {
    address,
    rotate,
    clientToken: async (client, scope = '') =>
      (await token({ grant_type: 'client_credentials', scope }, client)).access_token ?? '',
    signIn: async (user, scope) => {
      const code = await authorize(address, user, scope);
      const given = { grant_type: 'authorization_code', code, redirect_uri: RETURN };
      const answered = await token({ ...given, code_verifier: VERIFIER }, PORTAL);
      return { accessToken: answered.access_token ?? '', idToken: answered.id_token ?? '' };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function newKey(): Promise<object> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig' };
}

function configurationOf(claims: Readonly<Record<string, Claims>>, key: object): Claims {
  const clients = Object.keys(claims).map((name) => ({
    client_id: name,
    client_secret: `the secret of ${name}`,
    grant_types: name === PORTAL ? ['authorization_code'] : ['client_credentials'],
    response_types: name === PORTAL ? ['code'] : [],
    redirect_uris: name === PORTAL ? [RETURN] : [],
  }));
  return {
    clients,
    jwks: { keys: [key] },
    cookies: { keys: ['of tests only'] },
    ttl: {
      AccessToken: 600,
      ClientCredentials: 600,
      IdToken: 600,
      Interaction: 600,
      Grant: 600,
      Session: 600,
    },
    pkce: { required: () => true },
    findAccount: (_: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, ...claims[accountId] }),
    }),
    extraTokenClaims: (_: unknown, token: { accountId?: string; clientId: string }) =>
      claims[token.accountId ?? token.clientId],
    loadExistingGrant: grantEverything,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: SCOPES,
          audience: RESOURCE,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
        useGrantedResource: () => true,
      },
    },
  };
}

interface SignInContext {
  readonly oidc: {
    readonly provider: Provider;
    readonly session: { readonly accountId: string };
    readonly client: { readonly clientId: string };
  };
}

async function grantEverything({ oidc }: SignInContext): Promise<unknown> {
  const { accountId } = oidc.session;
  const grant = new oidc.provider.Grant({ accountId, clientId: oidc.client.clientId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(RESOURCE, SCOPES);
  await grant.save();
  return grant;
}

const VERIFIER = 'a-verifier-that-is-long-enough-for-everybody-who-asks';
const CHALLENGE = Buffer.from(
  await crypto.subtle.digest('SHA-256', new TextEncoder().encode(VERIFIER)),
).toString('base64url');

/** Follows the sign-in from page to page, keeping cookies, until the code comes back. */
async function authorize(address: string, user: string, scope: string): Promise<string> {
  const query = new URLSearchParams({
    client_id: PORTAL,
    response_type: 'code',
    redirect_uri: RETURN,
    scope: `openid ${scope}`,
    resource: RESOURCE,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    nonce: 'of this sign-in',
  });
  const cookies = new Map<string, string>();
  let next = `${address}/auth?${query}`;
  for (let pages = 0; pages < 10 && !next.startsWith(RETURN); pages++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(next, { redirect: 'manual', headers: { cookie, 'x-user': user } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    next = new URL(response.headers.get('location') ?? RETURN, address).href;
  }
  return new URL(next).searchParams.get('code') ?? '';
}

async function ask(
  address: string,
  body: Record<string, string>,
  client: string,
): Promise<Record<string, string>> {
  const credentials = `${client}:${encodeURIComponent(`the secret of ${client}`)}`;
  const response = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams(body),
  });
  const answer = (await response.json()) as Record<string, string>;
  if (response.status !== 200) throw new Error(JSON.stringify(answer));
  return answer;
}
