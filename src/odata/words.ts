/**
 * The words that `$search` finds: cut at blanks, at symbols, between letters and digits, and where a small letter is
 * followed by a capital. Case does not count. Words with only symbols between them are one word too: `hello-world` is found
 * as `helloworld` (Graph's description of `$search`).
 */

const WORD = /\p{N}+|[\p{L}\p{M}]+|[^\s\p{L}\p{M}\p{N}]/gu;
const CAPITAL = /(\p{Ll})(?=\p{Lu})/gu;
const SYMBOLS = /[^\s\p{L}\p{M}\p{N}]+/gu;

/** What is looked for: every one of these has to begin a word of the value. */
export function wordsOf(text: string): readonly string[] {
  const words = text.replace(CAPITAL, '$1 ').match(WORD) ?? [];
  return words.map((word) => word.toLowerCase());
}

/** Whether a value has, for each word looked for, one that begins with it. */
export function hasWords(value: string, wanted: readonly string[]): boolean {
  const joined = value.replace(SYMBOLS, '').toLowerCase().split(/\s+/);
  const words = [...wordsOf(value), ...joined];
  return wanted.every((word) => words.some((candidate) => candidate.startsWith(word)));
}
