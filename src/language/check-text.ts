/** What is wrong with the text as a whole, before its first token (rules-spec.md 8 and 9.1). */
import type { Diagnostic } from './diagnostic.ts';

/** UTF-16 units, blanks included (rules-spec.md 8, D24). */
export const RULE_LENGTH_LIMIT = 3072;

/** RULE_TOO_LONG, RULE_EMPTY, or null for a text that may be parsed. */
export function checkText(text: string): Diagnostic | null {
  if (text.length > RULE_LENGTH_LIMIT) {
    return {
      code: 'RULE_TOO_LONG',
      position: RULE_LENGTH_LIMIT,
      length: text.length - RULE_LENGTH_LIMIT,
      params: { n: String(text.length) },
    };
  }
  if (text.trim() === '') return { code: 'RULE_EMPTY', position: 0, length: 0, params: {} };
  return null;
}
