/** Tokens: the words of a rule, sorted by the part they can play, so that a parser only looks at `kind`. */
import type { OperatorUse } from './operator-names.ts';

/** A stretch of the rule text: zero-based offsets in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * - `reference`: any dotted word but `system.now`, or `_`.
 * - `word`: a word that is nothing else, also an unquoted GUID or a run such as `12ab`.
 * - `operator`: a known operator with or without its dash; `unknown-operator`: a dash and a name that is none.
 * - `symbol`: a run of `= ! < > & |`, kept only to give a good error.
 * - `end`: just after the last token, of no length.
 */
export type TokenKind =
  | '('
  | ')'
  | '['
  | ']'
  | ','
  | 'string'
  | 'reference'
  | 'now'
  | 'word'
  | 'boolean'
  | 'null'
  | 'number'
  | 'date'
  | 'unknown-operator'
  | 'symbol'
  | 'end';

interface PlainToken extends Span {
  readonly kind: Exclude<TokenKind, 'string'>;
  /** The token as written. */
  readonly text: string;
}

/** A quoted text; `value` is what it stands for, escapes undone. */
export interface StringToken extends Span {
  readonly kind: 'string';
  readonly text: string;
  readonly value: string;
}

/** A known operator, with or without its dash. */
export interface OperatorToken extends Span {
  readonly kind: 'operator';
  readonly text: string;
  readonly operator: OperatorUse;
}

/** One token of a rule. */
export type Token = PlainToken | StringToken | OperatorToken;
