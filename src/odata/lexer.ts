/** Cuts a filter into tokens, one at a time; each character is looked at a fixed number of times. */
import { syntaxFault } from './fault.ts';
import type { Token, TokenKind } from './token.ts';

const SPACE = /\s*/y;
const PUNCTUATION = /[(),/:]/y;
const STRING = /'(?:[^']|'')*'/y;
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/iy;
/** A date, or a date and time with an offset (OData's Date and DateTimeOffset). */
const INSTANT =
  /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|[+-]\d{2}:\d{2}))?(?![\w.:+-])/iy;
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/iy;
const WORD = /[$@]?[\p{L}_][\p{L}\p{N}_.]*/uy;

/** In this order: a GUID may begin like a number, a date too. */
const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['string', STRING],
  ['guid', GUID],
  ['instant', INSTANT],
  ['number', NUMBER],
  ['word', WORD],
];

/** A text being read from left to right. */
export class Lexer {
  readonly #option: string;
  readonly #text: string;
  #offset = 0;

  /** `option`: as faults name it, such as `filter`. */
  constructor(option: string, text: string) {
    this.#option = option;
    this.#text = text;
  }

  /** The next token; at the end of the text the `end` token, again and again. Throws RequestError 400. */
  next(): Token {
    this.#offset += lengthOf(SPACE, this.#text, this.#offset);
    const start = this.#offset;
    if (start >= this.#text.length) return { kind: 'end', text: '', start, end: start };
    const token = this.#punctuation(start) ?? this.#other(start);
    this.#offset = token.end;
    return token;
  }

  /** An error at an offset. */
  fault(problem: string, at: number): Error {
    return syntaxFault(this.#option, this.#text, problem, at);
  }

  #punctuation(start: number): Token | null {
    if (lengthOf(PUNCTUATION, this.#text, start) === 0) return null;
    const text = this.#text.charAt(start);
    return { kind: punctuationKind(text), text, start, end: start + 1 };
  }

  #other(start: number): Token {
    for (const [kind, pattern] of PATTERNS) {
      const length = lengthOf(pattern, this.#text, start);
      if (length === 0) continue;
      const written = this.#text.slice(start, start + length);
      const text = kind === 'string' ? unquoted(written) : written;
      return { kind, text, start, end: start + length };
    }
    if (this.#text.charAt(start) === "'")
      throw this.fault('There is an unterminated string literal', start);
    const character = String.fromCodePoint(this.#text.codePointAt(start) ?? 0);
    throw this.fault(`Syntax error: character '${character}' is not valid`, start);
  }
}

function unquoted(written: string): string {
  return written.slice(1, -1).replaceAll("''", "'");
}

function punctuationKind(text: string): '(' | ')' | ',' | '/' | ':' {
  switch (text) {
    case '(':
    case ')':
    case ',':
    case '/':
      return text;
    default:
      return ':';
  }
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
