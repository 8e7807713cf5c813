/**
 * The path of a request in one spelling: Graph's clients write the same address in many (graph-spec.md 2.1). Segments are
 * percent-decoded once, and keys in parentheses become segments of their own.
 */
import { RequestError } from '../util/errors.ts';

/** A part of the path: a word that may be a name or a key, or a key in parentheses, which can only be a key. */
export type Segment =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'key'; readonly text: string; readonly name: string | null };

/** Longer addresses are refused; a filter over many ids still fits. */
const URL_LIMIT = 8_192;

const NAME_WITH_PARENTHESES = /^([\w.$-]+)\((.*)\)$/s;
const QUOTED_KEY = /^(?:(\w+)=)?'((?:[^']|'')*)'$/s;
const GUID_KEY = /^(?:(\w+)=)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The short form of Graph's namespace, which the Kiota clients send. */
const ALIAS = /^graph\.(?=[a-z]\w*$)/i;

/** Splits an absolute URL. Throws RequestError 414 when it is too long and 400 when it can't be read. */
export function readUrl(url: string): URL {
  if (url.length > URL_LIMIT) {
    const message = `The address of the request has more than ${URL_LIMIT.toLocaleString('en')} characters.`;
    throw new RequestError({ status: 414, code: 'invalidRequest', message });
  }
  try {
    return new URL(url);
  } catch {
    throw malformedPath();
  }
}

/** The segments of a path, empty ones left out. Throws RequestError 400 for a path that can't be decoded. */
export function readSegments(path: string): readonly Segment[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .flatMap((part) => readSegment(decodeOnce(part)));
}

/** The path in the one spelling that links are written in; a key given by its name keeps its parentheses. */
export function writePath(segments: readonly Segment[]): string {
  return segments
    .map((segment) => {
      const text = encodeURIComponent(segment.text).replaceAll('%24', '$').replaceAll('%40', '@');
      if (segment.kind === 'word' || segment.name === null) return `/${text}`;
      return `(${segment.name}='${text.replaceAll("'", "''")}')`;
    })
    .join('')
    .slice(1);
}

function decodeOnce(part: string): string {
  try {
    const text = decodeURIComponent(part);
    if (!/\p{Cc}/u.test(text)) return text;
  } catch {
    // Answered below, as control characters are.
  }
  throw malformedPath();
}

function readSegment(text: string): readonly Segment[] {
  const [, name, inside] = NAME_WITH_PARENTHESES.exec(text) ?? [];
  if (name === undefined || inside === undefined) return [{ kind: 'word', text: inFull(text) }];
  const word: Segment = { kind: 'word', text: inFull(name) };
  if (inside.trim() === '') return [word];
  const [, keyName, key] = QUOTED_KEY.exec(inside) ?? GUID_KEY.exec(inside) ?? [];
  if (key === undefined) return [{ kind: 'word', text }];
  return [word, { kind: 'key', text: key.replaceAll("''", "'"), name: keyName ?? null }];
}

/** Types, functions and actions may bear their namespace by its alias. */
function inFull(text: string): string {
  return text.replace(ALIAS, 'microsoft.graph.');
}

function malformedPath(): RequestError {
  const message =
    'The address of the request cannot be read: a percent sign or a character in it is not valid.';
  return new RequestError({ status: 400, code: 'BadRequest', message });
}
