/** Pages of a list: the token that leads to the next one, and the link that carries it (graph-spec.md 9). */
import { RequestError } from '../util/errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { QueryOptions } from './query-options.ts';

/**
 * Lists go on after the number or the id of an object, or two numbers; a sorted one after the value it is sorted by too, in
 * base64url. Anything else in a token was not made here.
 */
const POSITION =
  /^(?:\d{1,10}(?:-\d{1,10})?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:~[\w-]{0,2000}|~~)?$/;

/** The token for going on after `next` in the list at `path`. Made of base64url, so that no client mangles it. */
export function toSkipToken(path: string, next: string): string {
  return Buffer.from(`1 ${sealOf(path, next)} ${next}`, 'utf8').toString('base64url');
}

/** Where to go on, null for the first page. Throws RequestError 400 for a token that isn't of this list, or was altered. */
export function fromSkipToken(path: string, token: string | null): string | null {
  if (token === null) return null;
  const text = /^[\w-]{1,4000}$/.test(token)
    ? Buffer.from(token, 'base64url').toString('utf8')
    : '';
  const [format, seal, next = '', ...more] = text.split(' ');
  const isOurs = format === '1' && seal === sealOf(path, next) && more.length === 0;
  if (isOurs && POSITION.test(next)) return next;
  throw new RequestError({
    status: 400,
    code: 'Directory_ExpiredPageToken',
    message:
      'The specified page token value has expired and can no longer be included in your request.',
  });
}

/** The absolute link to the next page: the options as given, with the token. It has no braces, which some clients drop. */
export function nextLink(address: string, options: QueryOptions, token: string): string {
  const parameters = [...options.kept, ['$skiptoken', token] as const];
  const query = parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return `${address}?${query.join('&')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%24', '$')
    .replaceAll('%2C', ',')
    .replaceAll('%40', '@');
}

/** Keeps the token of one list from being used on another, or from another place. */
function sealOf(path: string, next: string): string {
  return fingerprintOf(`${path.toLowerCase()} ${next}`);
}
