/** Tokens: the words of a query option, sorted by the part they can play. */

/** A stretch of the text: zero-based offsets in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * - `word`: a name, an operator, `true`, `null`, a segment such as `$count`; also one with dots, such as a type.
 * - `string`: `text` is what it stands for, the quotes and their doubling undone.
 * - `end`: after the last token, of no length.
 */
export type TokenKind =
  | '('
  | ')'
  | ','
  | '/'
  | ':'
  | 'word'
  | 'string'
  | 'number'
  | 'instant'
  | 'guid'
  | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}
