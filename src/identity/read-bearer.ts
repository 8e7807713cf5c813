import { Refusal } from './refusal.ts';

/** Tokens are a few KiB; one of an Entra user with 200 groups about 10. */
const MAX_TOKEN = 16 * 1024;

const SIGNED = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const ENCRYPTED = /^[\w-]+(?:\.[\w-]*){4}$/;

/** The signed token of an Authorization header, not yet looked into. Throws Refusal. */
export function readBearer(header: string | null): string {
  if (header === null || header.trim() === '')
    throw new Refusal('empty', 'The request has no Authorization header.');
  if (header.length > MAX_TOKEN) throw new Refusal('malformed', 'The token is larger than 16 KiB.');
  const token = /^Bearer +(\S.*)$/i.exec(header.trim())?.[1];
  if (token === undefined)
    throw new Refusal(
      'empty',
      'The Authorization header has to be the word Bearer, a space and the token.',
    );
  if (SIGNED.test(token)) return token;
  throw new Refusal(
    'malformed',
    ENCRYPTED.test(token)
      ? 'The token is encrypted; only signed tokens are taken.'
      : 'What follows Bearer is not one signed JSON Web Token: three parts of base64url joined by dots.',
  );
}
