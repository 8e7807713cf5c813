/** `X-Muster-Note`: why something is changed, in the words of whoever asks; history keeps it. */
import { badRequest } from '../util/errors.ts';
import type { HttpRequest } from './messages.ts';

/** In UTF-16 units, decoded. */
const LONGEST = 1_000;

/**
 * The note of a request that changes something; null without one. Headers are of one alphabet, so what it can't hold comes
 * percent-encoded (UTF-8). Throws RequestError 400 for one that is too long.
 */
export function readNote({ method, headers }: HttpRequest): string | null {
  const given = method === 'GET' ? null : headers.get('x-muster-note');
  return given === null ? null : checkNote(decoded(given));
}

/** The note without spaces around it; null for an empty one. Throws RequestError 400 for one that is too long. */
export function checkNote(note: string): string | null {
  const text = note.trim();
  if (text.length > LONGEST) throw badRequest(`A note has at most ${LONGEST} characters.`);
  return text === '' ? null : text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
