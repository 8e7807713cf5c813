/** Tokens that are wrong in one way each, under a signature that is right unless that is what is wrong. */
import { createHmac, createPublicKey } from 'node:crypto';
import { CompactEncrypt, generateKeyPair } from 'jose';
import {
  encode,
  type Members,
  newKey,
  signToken,
  type TestIssuer,
} from '../support/test-issuer.ts';
import type { Claims } from './good-claims.ts';

/** What is wrong, the token, and what the answer says of it. */
type BadToken = readonly [name: string, token: string, because: string];

const MALFORMED = 'CompactToken parsing failed with error code: 80049217';
const SIGNATURE = 'signature is not right';

export async function badTokens(issuer: TestIssuer, claims: Claims): Promise<readonly BadToken[]> {
  return [
    ...malformed(issuer.sign(claims)),
    ...badSignatures(issuer, claims),
    ...badKeys(issuer, claims),
    ...wrongIssuersAndAudiences(issuer, claims),
    ...wrongTimes(issuer, claims),
    ...wrongPeople(issuer, claims),
    ...otherTokens(issuer, claims),
    ['encrypted', await encrypted(issuer.sign(claims)), 'The token is encrypted'],
  ];
}

function malformed(good: string): readonly BadToken[] {
  const [header = '', payload = '', signature = ''] = good.split('.');
  return [
    ['two parts', `${header}.${payload}`, MALFORMED],
    ['without a signature', `${header}.${payload}.`, MALFORMED],
    ['four parts', `${good}.${signature}`, MALFORMED],
    ['not base64url', `${good.slice(0, -2)}+/`, MALFORMED],
    ['a tab within', `${header}.\t${payload}.${signature}`, MALFORMED],
    ['letters beyond ASCII', `${good.slice(0, -1)}é`, MALFORMED],
    ['a header that is not JSON', `${encode('{')}.${payload}.${signature}`, MALFORMED],
    ['claims that are not JSON', `${header}.${encode('nothing')}.${signature}`, MALFORMED],
    ['claims that are a list', `${header}.${encode([])}.${signature}`, MALFORMED],
    ['larger than 16 KiB', `${header}.${'A'.repeat(17_000)}.${signature}`, 'larger than 16 KiB'],
  ];
}

function badSignatures(issuer: TestIssuer, claims: Claims): readonly BadToken[] {
  const [header = '', payload = '', signature = ''] = issuer.sign(claims).split('.');
  const flipped = signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  const more = encode({ ...claims, scp: 'Group.ReadWrite.All' });
  const thief = newKey(issuer.key.kid);
  const by = (changes: Members) => signToken(thief, changes, claims);
  const place = 'http://127.0.0.1:9/keys';
  return [
    ['cut short', `${header}.${payload}.${signature.slice(0, -20)}`, SIGNATURE],
    ['a bit of the signature flipped', `${header}.${payload}.${flipped}`, SIGNATURE],
    ['a byte more', `${header}.${payload}.${signature}AA`, SIGNATURE],
    ['other claims under the signature', `${header}.${more}.${signature}`, SIGNATURE],
    ['the key of another', by({}), SIGNATURE],
    ['the key of another, in the header (jwk)', by({ jwk: thief.published }), SIGNATURE],
    ['the key of another, at an address (jku)', by({ jku: place }), SIGNATURE],
    ['a certificate of another (x5u, x5c)', by({ x5u: place, x5c: ['AAAA'] }), SIGNATURE],
    ['RS256 said of an HS256 signature', withSharedSecret(issuer, claims, 'RS256'), SIGNATURE],
  ];
}

function badKeys(issuer: TestIssuer, claims: Claims): readonly BadToken[] {
  const { kid } = issuer.key;
  const payload = encode(claims);
  const unsigned = (alg: string) => `${encode({ alg, kid, typ: 'JWT' })}.${payload}.AAAA`;
  const named = (name: unknown) => issuer.sign(claims, { kid: name });
  const algorithm = 'has to be signed with RS256, PS256, ES256';
  const stranger = 'a key that its issuer does not have';
  return [
    ['alg none', unsigned('none'), algorithm],
    ['alg nOnE', unsigned('nOnE'), algorithm],
    ['no alg', `${encode({ kid })}.${payload}.AAAA`, algorithm],
    ['HS256 with the public key', withSharedSecret(issuer, claims, 'HS256'), algorithm],
    ['RS512 with the right key', issuer.sign(claims, { alg: 'RS512' }), algorithm],
    ['ES256 said of a key that is none', issuer.sign(claims, { alg: 'ES256' }), 'not one for the'],
    ['a kid that nobody knows', named('unknown'), stranger],
    ['a kid that is a path', named('../../../../dev/null'), stranger],
    ['a kid that is a query', named("' OR '1'='1"), stranger],
    ['a kid that every object has', named('__proto__'), stranger],
    ['a kid that is a number', named(1), 'which key it is signed with'],
    ['an empty kid', named(''), 'which key it is signed with'],
    ['no kid', named(undefined), 'which key it is signed with'],
    ['a critical extension', issuer.sign(claims, { crit: ['x'], x: 1 }), MALFORMED],
    ['an unencoded payload', issuer.sign(claims, { crit: ['b64'], b64: false }), MALFORMED],
  ];
}

/** Signed with the text of the issuer's public key as a shared secret, under any name of an algorithm. */
function withSharedSecret(issuer: TestIssuer, claims: Claims, alg: string): string {
  const { kid, privateKey } = issuer.key;
  const secret = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  const signed = `${encode({ alg, kid, typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function wrongIssuersAndAudiences(issuer: TestIssuer, claims: Claims): readonly BadToken[] {
  const { iss, aud } = claims;
  const from = (other: unknown) => issuer.sign({ ...claims, iss: other });
  const to = (other: unknown) => issuer.sign({ ...claims, aud: other });
  const issuers = 'Invalid issuer';
  const audiences = 'Invalid audience';
  return [
    ['another issuer', from('https://id.example.com'), issuers],
    [
      'the issuer with another end',
      from(iss.endsWith('/') ? iss.slice(0, -1) : `${iss}/`),
      issuers,
    ],
    ['the issuer in capitals', from(iss.toUpperCase()), issuers],
    ['an issuer that begins like ours', from(`${iss}.evil.com`), issuers],
    ['issuers in a list', from([iss]), issuers],
    ['no issuer', from(undefined), issuers],
    ['another audience', to('https://graph.microsoft.com'), audiences],
    ['a list without our audience', to(['https://graph.microsoft.com', 'x']), audiences],
    ['an audience that begins like ours', to(`${aud}.evil.com`), audiences],
    ['the beginning of our audience', to(aud.slice(0, -1)), audiences],
    ['an audience that is an object', to({ [aud]: true }), audiences],
    ['an empty audience', to(''), audiences],
    ['no audience', to(undefined), audiences],
  ];
}

function wrongTimes(issuer: TestIssuer, claims: Claims): readonly BadToken[] {
  const now = claims.exp - 3_600;
  const at = (times: Members) => issuer.sign({ ...claims, ...times });
  const early = 'Lifetime validation failed, the token is not yet valid';
  return [
    ['expired', at({ exp: now - 60 }), 'Lifetime validation failed, the token is expired'],
    ['expired long ago', at({ exp: 0 }), 'Lifetime validation failed, the token is expired'],
    ['no end', at({ exp: undefined }), 'claim exp'],
    ['an end that is a text', at({ exp: String(claims.exp) }), 'claim exp'],
    ['an end that is null', at({ exp: null }), 'claim exp'],
    ['not yet valid', at({ nbf: now + 600 }), early],
    ['a beginning that is a text', at({ nbf: '0' }), 'claim nbf'],
    ['issued in the future', at({ iat: now + 3_600 }), early],
    ['issued at a text', at({ iat: '0' }), 'claim iat'],
  ];
}

function wrongPeople(issuer: TestIssuer, claims: Claims): readonly BadToken[] {
  const of = (person: Members) => issuer.sign({ ...claims, ...person });
  const nobody = 'does not say whose it is';
  return [
    ['an oid that is null', of({ oid: null }), nobody],
    ['an empty oid', of({ oid: '' }), nobody],
    ['an oid that is a list', of({ oid: [claims.oid] }), nobody],
    ['an oid with a line break', of({ oid: 'x\r\nforged' }), nobody],
    ['nobody', of({ oid: undefined, sub: undefined }), nobody],
    ['an idtyp that is neither', of({ idtyp: 'device' }), 'neither a user'],
  ];
}

/** Right in every way, of the same issuer, for the same audience, but for something else. */
function otherTokens(issuer: TestIssuer, claims: Claims): readonly BadToken[] {
  const roles = ['Group.ReadWrite.All'];
  const of = (change: Members) => issuer.sign({ ...claims, ...change });
  const id = 'It is an ID token';
  const scope = 'it grants no scope';
  const type = 'not that of an access token';
  return [
    ['an ID token', of({ scp: undefined, nonce: 'n' }), id],
    ['an ID token with app roles', of({ scp: undefined, nonce: 'n', roles }), id],
    ['an ID token that goes with another', of({ at_hash: 'x' }), id],
    ['an ID token as Cognito marks it', of({ token_use: 'id' }), id],
    ['an ID token as Keycloak marks it', of({ typ: 'ID' }), id],
    ['app roles of a user without a scope', of({ scp: undefined, roles }), scope],
    ['a scope of blanks', of({ scp: '  ' }), scope],
    ['a scope that is an object', of({ scp: { 'Group.Read.All': true } }), scope],
    ['a logout token', issuer.sign(claims, { typ: 'logout+jwt' }), type],
    ['a type that is a number', issuer.sign(claims, { typ: 1 }), type],
    ['a token within a token', issuer.sign(issuer.sign(claims) as unknown as Members), MALFORMED],
    ['bound to a key', of({ cnf: { jkt: 'x' } }), 'bound to a key'],
  ];
}

async function encrypted(token: string): Promise<string> {
  const { publicKey } = await generateKeyPair('RSA-OAEP-256');
  return new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' })
    .encrypt(publicKey);
}
