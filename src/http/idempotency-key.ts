/** The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header-07): a quoted text, or the same without quotes. */
import { RequestError } from '../util/errors.ts';

const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
const PLAIN = /^[\x21\x23-\x7e]+$/;
const LONGEST = 255;

/** The key; null without the header. Throws RequestError 400 for a header that is no key. */
export function readIdempotencyKey(header: string | null): string | null {
  if (header === null) return null;
  const text = header.trim();
  const key = QUOTED.exec(text)?.[1]?.replace(/\\(.)/g, '$1') ?? PLAIN.exec(text)?.[0] ?? '';
  if (key.length >= 1 && key.length <= LONGEST) return key;
  throw new RequestError({
    status: 400,
    code: 'invalidIdempotencyKey',
    message: `Idempotency-Key must be a text of 1 to ${LONGEST} visible ASCII characters, such as a GUID in quotes.`,
  });
}
