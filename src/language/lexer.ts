/** Cuts a rule into tokens, one at a time and only when asked: a fault further on is not met before it is reached. */
import { faultAt, type SyntaxFault } from './diagnostic.ts';
import { findOperator } from './operator-names.ts';
import { scanBacktickQuoted, scanQuoted } from './scan-string.ts';
import type { Token, TokenKind } from './token.ts';

/** Every dash that may introduce an operator (rules-spec.md D2). */
const DASHES = '-\u2010\u2011\u2012\u2013\u2014\u2015\u2212';
const TYPOGRAPHIC_QUOTES =
  '\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u00ab\u00bb';
const PUNCTUATION = '()[],';

const HEX_GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const SPACE = /\s*/y;
const GUID = new RegExp(`${HEX_GUID}(?![A-Za-z0-9_])`, 'iy');
const WORD = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y;
const OPERATOR = new RegExp(`[${DASHES}][A-Za-z][A-Za-z0-9_]*`, 'y');
const NULL = /\$null(?![A-Za-z0-9_])/iy;
const DATE = /\d{4}-\d{2}-\d{2}(?:T[\d:.]*)?(?:Z|[+-]\d{2}:\d{2})?(?![A-Za-z0-9_])/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const DIGIT_RUN = /\d[A-Za-z0-9_.]*/y;
const SYMBOL = /[=!<>&|]+/y;

/** `extension_` and the start of a GUID: the rest of a name with a hyphenated application id follows (EXTENSION_NAME). */
const EXTENSION_START = /(?:^|\.)extension_[0-9a-f]{8}$/i;
const EXTENSION_REST =
  /-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}_[A-Za-z0-9_]+(?:\.[A-Za-z_][A-Za-z0-9_]*)*/iy;

/** A rule text being read from left to right. */
export class Lexer {
  readonly #text: string;
  #offset = 0;
  #lastEnd = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token; at the end of the text the `end` token, again and again. Throws SyntaxFault. */
  next(): Token {
    this.#offset += this.#lengthOf(SPACE);
    const token = this.#offset >= this.#text.length ? this.#end() : this.#scan();
    this.#offset = Math.max(token.end, this.#offset);
    this.#lastEnd = token.end;
    return token;
  }

  /** "End" is just after the last token, not the end of the blanks that follow it (rules-spec.md 9). */
  #end(): Token {
    return { kind: 'end', text: '', start: this.#lastEnd, end: this.#lastEnd };
  }

  #scan(): Token {
    const character = this.#text.charAt(this.#offset);
    if (character === '"' || character === "'") return scanQuoted(this.#text, this.#offset);
    if (this.#text.startsWith('`"', this.#offset)) {
      return scanBacktickQuoted(this.#text, this.#offset);
    }
    if (PUNCTUATION.includes(character)) return this.#plain(punctuationKind(character), 1);
    if (this.#lengthOf(GUID) > 0) return this.#plain('word', this.#lengthOf(GUID));
    return this.#word() ?? this.#operator() ?? this.#literal() ?? this.#symbol();
  }

  #word(): Token | null {
    let length = this.#lengthOf(WORD);
    if (length === 0) return null;
    const text = this.#text.slice(this.#offset, this.#offset + length);
    if (EXTENSION_START.test(text)) length += this.#lengthOf(EXTENSION_REST, length);
    const operator = findOperator(text);
    if (operator === undefined) return this.#plain(wordKind(text), length);
    return { kind: 'operator', ...this.#stretch(length), operator };
  }

  #operator(): Token | null {
    const length = this.#lengthOf(OPERATOR);
    if (length === 0) return null;
    const operator = findOperator(this.#text.slice(this.#offset + 1, this.#offset + length));
    if (operator === undefined) return this.#plain('unknown-operator', length);
    return { kind: 'operator', ...this.#stretch(length), operator };
  }

  #literal(): Token | null {
    const nullLength = this.#lengthOf(NULL);
    if (nullLength > 0) return this.#plain('null', nullLength);
    const dateLength = this.#lengthOf(DATE);
    if (dateLength > 0) return this.#plain('date', dateLength);
    const numberLength = this.#lengthOf(NUMBER);
    const runLength = this.#lengthOf(DIGIT_RUN);
    if (runLength > numberLength) return this.#plain('word', runLength);
    return numberLength > 0 ? this.#plain('number', numberLength) : null;
  }

  #symbol(): Token {
    const length = this.#lengthOf(SYMBOL);
    if (length === 0) throw this.#strayCharacter();
    return this.#plain('symbol', length);
  }

  #strayCharacter(): SyntaxFault {
    const start = this.#offset;
    const character = String.fromCodePoint(this.#text.codePointAt(start) ?? 0);
    const at = { start, end: start + character.length };
    if (TYPOGRAPHIC_QUOTES.includes(character)) {
      return faultAt('SMART_QUOTE', at, { params: { t: character } });
    }
    const variant = strayVariant(character);
    return faultAt('INVALID_CHARACTER', at, {
      params: { t: character, ...(variant !== null && { variant }) },
    });
  }

  #plain(kind: Exclude<TokenKind, 'string'>, length: number): Token {
    return { kind, ...this.#stretch(length) };
  }

  #stretch(length: number): {
    readonly text: string;
    readonly start: number;
    readonly end: number;
  } {
    const start = this.#offset;
    return { text: this.#text.slice(start, start + length), start, end: start + length };
  }

  /** How much of the text, from `ahead` units after the present offset, a sticky pattern takes; 0 for nothing. */
  #lengthOf(pattern: RegExp, ahead = 0): number {
    pattern.lastIndex = this.#offset + ahead;
    return pattern.exec(this.#text)?.[0].length ?? 0;
  }
}

function wordKind(text: string): 'reference' | 'now' | 'boolean' | 'null' | 'word' {
  const lowerCased = text.toLowerCase();
  if (lowerCased === 'system.now') return 'now';
  if (lowerCased === 'true' || lowerCased === 'false') return 'boolean';
  if (lowerCased === 'null') return 'null';
  return text === '_' || text.includes('.') ? 'reference' : 'word';
}

function punctuationKind(character: string): '(' | ')' | '[' | ']' | ',' {
  switch (character) {
    case '(':
    case ')':
    case '[':
    case ']':
      return character;
    default:
      return ',';
  }
}

function strayVariant(character: string): string | null {
  if (character === '\\') return 'backslash';
  if (character === '$') return 'dollar';
  return DASHES.includes(character) ? 'dash' : null;
}
