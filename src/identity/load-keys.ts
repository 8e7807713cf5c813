/** The public keys of an issuer, by OpenID Connect Discovery 1.0. */
import type { JWK } from 'jose';
import { fetchJson } from './fetch-json.ts';
import { isSafe } from './issuer-address.ts';
import { IssuerUnavailable } from './refusal.ts';

/** A key as issuers publish it; Entra adds the issuer whose tokens it is for. */
export interface IssuerKey extends JWK {
  readonly kid: string;
  readonly issuer?: unknown;
}

export interface LoadedKeys {
  /** Public keys for signatures; at least one. */
  readonly keys: readonly IssuerKey[];
  /** The issuer's clock; null when it does not tell. */
  readonly date: Date | null;
}

/** Reads the issuer's discovery document, then its keys: two requests. Throws IssuerUnavailable. */
export async function loadKeys(issuer: string): Promise<LoadedKeys> {
  try {
    const place = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const { body } = await fetchJson(place);
    const keyPlace = readKeyPlace(body, issuer, place);
    const answer = await fetchJson(keyPlace);
    const keys = readKeys(answer.body);
    if (keys.length === 0) throw new Error(`${keyPlace} has no key for signatures.`);
    return { keys, date: answer.date };
  } catch (error) {
    throw new IssuerUnavailable(issuer, error instanceof Error ? error.message : String(error));
  }
}

/** The address of the keys. A document that is another issuer's is not believed. */
function readKeyPlace(document: unknown, issuer: string, place: string): string {
  const named = memberOf(document, 'issuer');
  if (named !== issuer)
    throw new Error(
      `${place} is the document of another issuer; the addresses must be the same to the letter.`,
    );
  const keyPlace = memberOf(document, 'jwks_uri');
  const url = typeof keyPlace === 'string' ? URL.parse(keyPlace) : null;
  if (url === null || !isSafe(url)) throw new Error(`${place} has no https address as jwks_uri.`);
  return url.href;
}

/** Keys of a kind that tokens may be signed with; never a shared secret. */
function readKeys(set: unknown): readonly IssuerKey[] {
  const keys = memberOf(set, 'keys');
  return Array.isArray(keys) ? keys.filter(isSigningKey) : [];
}

function isSigningKey(key: unknown): key is IssuerKey {
  const kind = memberOf(key, 'kty');
  const use = memberOf(key, 'use');
  return (
    (kind === 'RSA' || kind === 'EC') &&
    (use === undefined || use === 'sig') &&
    typeof memberOf(key, 'kid') === 'string'
  );
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
