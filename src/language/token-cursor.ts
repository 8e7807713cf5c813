/** The parser's view of the tokens: a few primitives that every production is built from. */
import { faultAt } from './diagnostic.ts';
import { Lexer } from './lexer.ts';
import type { OperatorName } from './operator-names.ts';
import type { Span, Token } from './token.ts';

/** Open parentheses plus pending `-not` (rules-spec.md 8). */
const NESTING_LIMIT = 100;

/**
 * Bodies without parentheses inside one another. No rule of legal length reaches this; it keeps the stack safe for a
 * caller who parses longer text.
 */
const BODY_LIMIT = 600;

/** A position among the tokens of a rule; tokens are scanned when first looked at. */
export class TokenCursor {
  readonly #lexer: Lexer;
  readonly #ahead: Token[] = [];
  #first: Token | null = null;
  #nesting = 0;
  #bodies = 0;
  #steps = 0;

  constructor(text: string) {
    this.#lexer = new Lexer(text);
  }

  /** What reading has cost so far: looks at a token plus characters scanned. */
  get steps(): number {
    return this.#steps;
  }

  /** The first token of the rule; the one that is next as long as none was taken. */
  get first(): Token {
    return this.#first ?? this.peek();
  }

  /** The token `distance` places ahead; 0 is the next one. Throws SyntaxFault when it can't be scanned. */
  peek(distance = 0): Token {
    this.#steps += 1;
    for (;;) {
      const token = this.#ahead[distance];
      if (token !== undefined) return token;
      const scanned = this.#lexer.next();
      this.#steps += scanned.end - scanned.start;
      this.#first ??= scanned;
      this.#ahead.push(scanned);
    }
  }

  /** Takes the next token, whatever it is. */
  take(): Token {
    const token = this.peek();
    this.#ahead.shift();
    return token;
  }

  /** Whether the next token is this operator, with or without its dash. */
  isAtOperator(name: OperatorName): boolean {
    const token = this.peek();
    return token.kind === 'operator' && token.operator.name === name;
  }

  /** Takes the next token if it is this operator. */
  takeOperator(name: OperatorName): boolean {
    const found = this.isAtOperator(name);
    if (found) this.take();
    return found;
  }

  /** Whether the next token, or the one `distance` ahead, is this word in any letter case. */
  isAtWord(word: string, distance = 0): boolean {
    const token = this.peek(distance);
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }

  /** Reads what stands inside a parenthesis or after a `-not`, one level deeper. */
  nested<Node>(opening: Span, read: () => Node): Node {
    this.#nesting += 1;
    if (this.#nesting > NESTING_LIMIT) throw faultAt('NESTING_TOO_DEEP', opening);
    const node = read();
    this.#nesting -= 1;
    return node;
  }

  /** Reads a body that has no parentheses of its own. */
  bareBody<Node>(quantifier: Span, read: () => Node): Node {
    this.#bodies += 1;
    if (this.#bodies > BODY_LIMIT) throw faultAt('NESTING_TOO_DEEP', quantifier);
    const node = read();
    this.#bodies -= 1;
    return node;
  }
}
