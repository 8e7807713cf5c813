/** Requests that must let nobody in: headers that anybody can write, and tokens that are wrong in one way each. */
import type { TestIssuer } from '../support/test-issuer.ts';
import { badTokens } from './bad-tokens.ts';
import { type Claims, goodClaims } from './good-claims.ts';

export interface BadRequest {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** After the path, such as a token in the query. */
  readonly query?: string;
  /** What the answer says of it. */
  readonly because: string;
}

/** All of them, for a test at that time. */
export async function badRequests(issuer: TestIssuer, now: Date): Promise<readonly BadRequest[]> {
  const claims = goodClaims(issuer, now);
  return [
    ...badHeaders(issuer.sign(claims), claims),
    ...(await badTokens(issuer, claims)).map(([name, token, because]) => ({
      name,
      headers: { authorization: `Bearer ${token}` },
      because,
    })),
  ];
}

/** No token, or one that is not where it belongs, and headers of platforms and proxies. */
function badHeaders(good: string, { oid, aud }: Claims): readonly BadRequest[] {
  const roles = { typ: 'roles', val: 'Group.ReadWrite.All' };
  const principal = Buffer.from(JSON.stringify({ auth_typ: 'aad', claims: [roles] }));
  const platform = {
    'x-ms-client-principal': principal.toString('base64'),
    'x-ms-client-principal-id': oid,
    'x-ms-client-principal-name': 'grace@contoso.com',
    'x-ms-client-principal-idp': 'aad',
  };
  const nowhere: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    nothing: {},
    'an empty header': { authorization: '' },
    'Bearer alone': { authorization: 'Bearer ' },
    Basic: { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` },
    'the token as Basic': { authorization: `Basic ${good}` },
    'the token without Bearer': { authorization: good },
    DPoP: { authorization: `DPoP ${good}` },
    'a cookie': { cookie: `access_token=${good}; AppServiceAuthSession=${good}` },
    'Proxy-Authorization': { 'proxy-authorization': `Bearer ${good}` },
    'X-MS-CLIENT-PRINCIPAL': { 'x-ms-client-principal': platform['x-ms-client-principal'] },
    'X-MS-CLIENT-PRINCIPAL-ID': { 'x-ms-client-principal-id': oid },
    'X-MS-CLIENT-PRINCIPAL with all that goes with it': platform,
    'X-MS-TOKEN-AAD-ACCESS-TOKEN': { ...platform, 'x-ms-token-aad-access-token': good },
    'X-MS-TOKEN-AAD-ID-TOKEN': { ...platform, 'x-ms-token-aad-id-token': good },
    'X-ZUMO-AUTH': { 'x-zumo-auth': good },
    'a function key': { 'x-functions-key': 'master' },
    'X-Muster-Act-As': { 'x-muster-act-as': 'Global Administrator' },
    'X-Muster-Act-As with a permission': { 'x-muster-act-as': 'Group.ReadWrite.All' },
    'X-Muster-Act-As, as if from a proxy on this machine': {
      'x-muster-act-as': 'Global Administrator',
      'x-forwarded-host': 'localhost',
      'x-forwarded-for': '127.0.0.1',
      origin: 'http://localhost:7071',
    },
    'this machine in every header that proxies set': {
      'x-forwarded-host': 'localhost:7071',
      'x-original-host': 'localhost',
      'x-forwarded-for': '::1',
      'x-real-ip': '127.0.0.1',
      'x-client-ip': '127.0.0.1',
      forwarded: 'for=127.0.0.1;host=localhost',
    },
  };
  const odd: Readonly<Record<string, string>> = {
    'the word null': 'Bearer null',
    'Bearer twice': `Bearer Bearer ${good}`,
    'two headers, joined': `Bearer ${good}, Bearer ${good}`,
    'two headers, joined without a blank': `Bearer ${good},Bearer ${good}`,
    'a token and another': `Bearer ${good} ${good}`,
    'quotation marks': `Bearer "${good}"`,
    'an audience in place of a token': `Bearer ${aud}`,
  };
  return [
    ...Object.entries(nowhere).map(([name, headers]) => ({
      name,
      headers,
      because: 'Access token is empty.',
    })),
    { name: 'the query', headers: {}, query: `access_token=${good}`, because: 'is empty' },
    ...Object.entries(odd).map(([name, authorization]) => ({
      name,
      headers: { authorization },
      because: 'CompactToken parsing failed with error code: 80049217',
    })),
  ];
}
