/** What a pattern comes down to, where it is no more than plain text with or without anchors. */

/** A pattern that tests for plain text; `value` has its escapes undone. */
export interface PlainPattern {
  readonly kind: 'whole' | 'prefix' | 'suffix' | 'part';
  readonly value: string;
}

/** An optional `^` or `\A`, plain characters or escaped punctuation, an optional `$` or `\z`. */
const PLAIN = /^(\^|\\A)?((?:[^\\^$.|?*+()[\]{}]|\\[!-/:-@[-`{-~])*)(\$|\\z)?$/;

/** The plain text a pattern tests for; null for every other pattern. */
export function plainPatternOf(source: string): PlainPattern | null {
  const parts = PLAIN.exec(source);
  if (parts === null) return null;
  const [, start, body = '', end] = parts;
  const value = body.replace(/\\(.)/g, '$1');
  if (start !== undefined) return { kind: end === undefined ? 'prefix' : 'whole', value };
  return { kind: end === undefined ? 'part' : 'suffix', value };
}

/** The text a pattern tests the beginning for: `^text`, perhaps with a `.*` that adds nothing; null for any other. */
export function literalPrefixOf(source: string): string | null {
  const plain = plainPatternOf(source.replace(/\.\*$/, ''));
  return plain?.kind === 'prefix' && plain.value !== '' ? plain.value : null;
}
