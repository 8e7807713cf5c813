/** From a signed token to claims that are believed (RFC 8725 says what has to be checked). */
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../util/clock.ts';
import { entraTenantOf } from './issuer-address.ts';
import type { FoundKey, IssuerKeys, SignedWith } from './issuer-keys.ts';
import { Refusal } from './refusal.ts';

/** Public keys only: with a shared secret who can check a token could also make one. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256'];

/** `JWT`, or what RFC 9068 says of access tokens; anything else is a token for something else. */
const TYPES = ['jwt', 'at+jwt', 'application/at+jwt'];

/** Seconds by which the clocks of the issuer and of this process may differ. */
const SKEW = 60;

/** Claims whose signature, issuer, audience and times are right. */
export interface TrustedClaims extends JWTPayload {
  readonly iss: string;
}

export interface Trust {
  /** By issuer, to the letter. */
  readonly issuers: ReadonlyMap<string, IssuerKeys>;
  readonly audiences: readonly string[];
  readonly clock: Clock;
}

/** Throws Refusal for a token that is not to be believed, IssuerUnavailable when that can't be said. */
export async function verifyToken(token: string, trust: Trust): Promise<TrustedClaims> {
  const signed = readHeader(token);
  const issuer = readIssuer(token);
  const keys = trust.issuers.get(issuer);
  if (keys === undefined)
    throw new Refusal(
      'issuer',
      'Who issued the token is not one of MUSTER_ISSUERS, to the letter.',
    );
  const found = await keys.find(signed);
  const claims = await checkClaims(token, { trust, found, issuer });
  checkTenant(claims, found);
  return claims;
}

function readHeader(token: string): SignedWith {
  const { alg, kid, typ } = decode(() => decodeProtectedHeader(token));
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg))
    throw new Refusal('invalid', `It has to be signed with ${ALGORITHMS.join(', ')}.`);
  if (typ !== undefined && !(typeof typ === 'string' && TYPES.includes(typ.toLowerCase())))
    throw new Refusal('invalid', 'Its type (typ) is not that of an access token.');
  if (typeof kid !== 'string' || kid === '')
    throw new Refusal('invalid', 'It does not say which key it is signed with (kid).');
  return { alg, kid };
}

/** Not yet believed: only to find the keys with which it can be. */
function readIssuer(token: string): string {
  const { iss } = decode(() => decodeJwt(token));
  return typeof iss === 'string' ? iss : '';
}

function decode<T>(work: () => T): T {
  try {
    return work();
  } catch {
    throw new Refusal('malformed', 'The token is not a JSON Web Token.');
  }
}

async function checkClaims(
  token: string,
  given: { readonly trust: Trust; readonly found: FoundKey; readonly issuer: string },
): Promise<TrustedClaims> {
  const { trust, found, issuer } = given;
  const now = trust.clock.now();
  try {
    const { payload } = await jwtVerify(token, found.key, {
      algorithms: ALGORITHMS,
      issuer,
      audience: [...trust.audiences],
      requiredClaims: ['exp'],
      clockTolerance: SKEW,
      currentDate: now,
    });
    if (payload.iat !== undefined && payload.iat > now.getTime() / 1000 + SKEW)
      throw new Refusal('early', 'It was issued (iat) at a time that is still to come.');
    return { ...payload, iss: issuer };
  } catch (error) {
    throw error instanceof Refusal ? error : refusalFor(error);
  }
}

function refusalFor(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired)
    return new Refusal('expired', 'Sign in again for a new one.');
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return new Refusal('invalid', 'Its signature is not right.');
  if (!(error instanceof errors.JWTClaimValidationFailed))
    return new Refusal('malformed', 'The token is not one that can be checked.');
  if (error.claim === 'aud')
    return new Refusal('audience', 'Who the token is for (aud) is none of MUSTER_AUDIENCES.');
  if (error.claim === 'nbf' && error.reason === 'check_failed')
    return new Refusal('early', 'It counts only from a time (nbf) that is still to come.');
  return new Refusal('invalid', `Its claim ${error.claim} is missing or malformed.`);
}

/**
 * A token of Entra is of the tenant of its issuer, and its key is for that tenant: keys of several tenants stand in the same
 * set, and one of them must not make tokens of another.
 */
function checkTenant(claims: TrustedClaims, found: FoundKey): void {
  const tenant = entraTenantOf(claims.iss)?.id;
  if (tenant !== undefined && !isSame(claims.tid, tenant))
    throw new Refusal('issuer', 'Its tenant (tid) is not that of its issuer.');
  if (found.issuer === null || found.issuer.includes('/{tenantid}')) return;
  const keyTenant = entraTenantOf(found.issuer)?.id;
  if (found.issuer !== claims.iss && (tenant === undefined || keyTenant !== tenant))
    throw new Refusal('issuer', 'It is signed with a key that its issuer has for another tenant.');
}

function isSame(claim: unknown, id: string): boolean {
  return typeof claim === 'string' && claim.toLowerCase() === id;
}
