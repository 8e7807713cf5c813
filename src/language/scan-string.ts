/** The three kinds of quoted text and their escapes (rules-spec.md 2, D4-D6). */
import { faultAt } from './diagnostic.ts';
import type { StringToken } from './token.ts';

/** Reads the text in `"…"` or `'…'` that opens at `start`. */
export function scanQuoted(text: string, start: number): StringToken {
  const mark = text.charAt(start);
  let value = '';
  let offset = start + 1;
  while (offset < text.length) {
    const pair = text.slice(offset, offset + 2);
    const escaped = pair === '`"' ? '"' : pair === '``' ? '`' : pair === "''" ? "'" : null;
    if (escaped !== null) {
      value += escaped;
      offset += 2;
    } else if (text.charAt(offset) === mark) {
      return stringToken(text, { start, end: offset + 1, value });
    } else {
      value += text.charAt(offset);
      offset += 1;
    }
  }
  throw faultAt('UNTERMINATED_STRING', { start, end: start + 1 });
}

/**
 * Reads the text between a backtick with `"` that opens at `start` and the next backtick with `"`. The quotation marks
 * belong to the value (D5), and only a doubled `'` is an escape.
 */
export function scanBacktickQuoted(text: string, start: number): StringToken {
  const close = text.indexOf('`"', start + 2);
  if (close < 0) throw faultAt('UNTERMINATED_STRING', { start, end: start + 2 });
  const value = `"${text.slice(start + 2, close).replaceAll("''", "'")}"`;
  return stringToken(text, { start, end: close + 2, value });
}

function stringToken(
  text: string,
  found: { readonly start: number; readonly end: number; readonly value: string },
): StringToken {
  return { kind: 'string', text: text.slice(found.start, found.end), ...found };
}
