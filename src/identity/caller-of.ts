/** Who speaks, by the claims of a token that is believed: a person through a program, or a program for itself. */
import type { Caller } from '../access/caller.ts';
import { DIRECTORY_ROLES, type DirectoryRole } from '../access/directory-roles.ts';
import { isGuid } from '../util/ids.ts';
import { entraTenantOf } from './issuer-address.ts';
import { Refusal } from './refusal.ts';
import type { TrustedClaims } from './verify-token.ts';

/** Longer names and ids are nobody's. */
const MAX_TEXT = 256;

/**
 * The caller. An application has the permissions of `roles`; a person those of `scp` (or `scope`) and the directory roles of
 * `wids`. The `roles` of a person's token never count: they say what an administrator assigned to the person within the
 * application, not what an application may do. Throws Refusal for what is no access token.
 */
export function callerOf(claims: TrustedClaims): Caller {
  refuseOtherTokens(claims);
  return isApplication(claims) ? applicationOf(claims) : userOf(claims);
}

/** Tokens of the same issuer for the same audience that are not for calling anybody with. */
function refuseOtherTokens(claims: TrustedClaims): void {
  const isIdToken =
    claims.at_hash !== undefined ||
    claims.c_hash !== undefined ||
    claims.token_use === 'id' ||
    claims.typ === 'ID' ||
    (claims.nonce !== undefined && scopesOf(claims).length === 0);
  if (isIdToken)
    throw new Refusal(
      'invalid',
      'It is an ID token, which tells a program who signed in; send an access token.',
    );
  if (claims.cnf !== undefined)
    throw new Refusal('invalid', 'It is bound to a key (cnf); only plain bearer tokens are taken.');
}

/**
 * `idtyp` says it where the issuer gives it. Without it a token of Entra with a scope is a person's, and one whose object is its
 * subject an application's; elsewhere a token whose subject is the client itself (RFC 9068, 2.2) is an application's.
 */
function isApplication(claims: TrustedClaims): boolean {
  const { idtyp, sub, oid } = claims;
  if (idtyp === 'app' || idtyp === 'user') return idtyp === 'app';
  if (idtyp !== undefined)
    throw new Refusal('invalid', "It is neither a user's nor an application's (idtyp).");
  if (entraTenantOf(claims.iss) !== null)
    return scopesOf(claims).length === 0 && sub !== undefined && sub === oid;
  return sub !== undefined && (sub === claims.client_id || sub === claims.azp);
}

function applicationOf(claims: TrustedClaims): Caller {
  const id = idOf(claims);
  const roles = textsIn(claims.roles);
  // Issuers without app roles say what a client was granted by its scope.
  const isEntra = entraTenantOf(claims.iss) !== null;
  return {
    kind: 'application',
    id,
    displayName:
      firstText([claims.app_displayname, claims.client_id, claims.azp, claims.appid]) ?? id,
    userPrincipalName: null,
    permissions: roles.length > 0 || isEntra ? roles : scopesOf(claims),
    directoryRoles: [],
  };
}

function userOf(claims: TrustedClaims): Caller {
  const permissions = scopesOf(claims);
  if (permissions.length === 0)
    throw new Refusal('invalid', 'It is no access token of a user: it grants no scope (scp).');
  const id = idOf(claims);
  const userPrincipalName = firstText([claims.upn, claims.preferred_username]);
  return {
    kind: 'user',
    id,
    displayName: firstText([claims.name]) ?? userPrincipalName ?? id,
    userPrincipalName,
    permissions,
    directoryRoles: rolesOf(claims.wids),
  };
}

/** The object id; issuers other than Entra may name a user by the subject alone. */
function idOf(claims: TrustedClaims): string {
  const mayBeSubject = claims.oid === undefined && entraTenantOf(claims.iss) === null;
  const id = mayBeSubject ? claims.sub : claims.oid;
  if (typeof id !== 'string' || !/^[\x21-\x7e]{1,256}$/.test(id))
    throw new Refusal(
      'invalid',
      'It does not say whose it is: the object id (oid) is missing or malformed.',
    );
  return isGuid(id) ? id.toLowerCase() : id;
}

/** `scp` of Entra, `scope` of RFC 9068: words in one text, or, with some issuers, a list of them. */
function scopesOf({ scp, scope }: TrustedClaims): readonly string[] {
  const given = scp ?? scope;
  const words = typeof given === 'string' ? given.split(' ') : textsIn(given);
  return [...new Set(words.filter((word) => word !== ''))];
}

function rolesOf(wids: unknown): readonly DirectoryRole[] {
  const held = new Set(textsIn(wids).map((id) => id.toLowerCase()));
  const known = Object.keys(DIRECTORY_ROLES) as DirectoryRole[];
  return known.filter((role) => held.has(DIRECTORY_ROLES[role]));
}

function textsIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** The first that is a text to show, without control characters. */
function firstText(values: readonly unknown[]): string | null {
  const text = values.find((value) => typeof value === 'string' && value.trim() !== '');
  if (typeof text !== 'string') return null;
  return text.replace(/\p{Cc}/gu, ' ').slice(0, MAX_TEXT);
}
