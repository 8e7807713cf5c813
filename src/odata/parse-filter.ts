/** `$filter` by recursive descent, in time linear in its length. Operators and functions are known in any letter case. */
import type { Call, Comparator, Comparison, Filter, In, Lambda, Literal, Path } from './ast.ts';
import { unsupportedQuery } from './fault.ts';
import { Lexer } from './lexer.ts';
import type { Token, TokenKind } from './token.ts';

/** Parentheses, negations and lambdas inside one another; it keeps the stack safe. */
const NESTING_LIMIT = 50;

const COMPARATORS: readonly Comparator[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'has'];

/** Throws RequestError 400 with the position of what can't be read. */
export function parseFilter(text: string): Filter {
  const parser = new Parser(text);
  const filter = parser.or();
  parser.expect('end', 'the end of the text');
  return filter;
}

class Parser {
  readonly #lexer: Lexer;
  #next: Token;
  #nesting = 0;

  constructor(text: string) {
    this.#lexer = new Lexer('filter', text);
    this.#next = this.#lexer.next();
  }

  /** or = and { "or" and } ; */
  or(): Filter {
    return this.#chain('or', () => this.#chain('and', () => this.#unary()));
  }

  expect(kind: TokenKind, wanted: string): Token {
    if (this.#next.kind !== kind) throw this.#unexpected(wanted);
    return this.#take();
  }

  #chain(connector: 'and' | 'or', part: () => Filter): Filter {
    const operands = [part()];
    while (this.#takeWord(connector)) operands.push(part());
    const [first] = operands;
    const last = operands.at(-1);
    if (first === undefined || last === undefined || operands.length === 1) return first as Filter;
    return { kind: connector, operands, start: first.start, end: last.end };
  }

  /** unary = "not" unary | "(" or ")" | predicate ; */
  #unary(): Filter {
    const { start } = this.#next;
    if (this.#takeWord('not')) {
      const operand = this.#nested(() => this.#unary());
      return { kind: 'not', operand, start, end: operand.end };
    }
    if (!this.#isAt('(')) return this.#predicate();
    this.#take();
    const inner = this.#nested(() => this.or());
    this.expect(')', "')'");
    return inner;
  }

  /** predicate = name "(" path "," literal ")" | path [ comparison | lambda ] ; */
  #predicate(): Filter {
    const first = this.#next;
    if (isLiteral(first)) throw unsupportedQuery('Unsupported Query.');
    this.expect('word', 'a property or a function');
    if (this.#isAt('(')) return this.#call(first);
    return this.#afterPath(first);
  }

  #call({ text, start }: Token): Call {
    this.#take();
    const path = this.#path(this.expect('word', 'a property'));
    this.expect(',', "','");
    const value = this.#literal();
    const { end } = this.expect(')', "')'");
    if (this.#comparator() !== null) throw unsupportedQuery('Unsupported Query.');
    return { kind: 'call', name: text.toLowerCase(), path, value, start, end };
  }

  #afterPath(first: Token): Filter {
    const names = [first.text];
    let { end } = first;
    while (this.#isAt('/')) {
      this.#take();
      const segment = this.expect('word', 'a property');
      const quantifier = quantifierOf(segment.text);
      const path = { names, start: first.start, end };
      if (quantifier !== null && this.#isAt('(')) return this.#lambda(quantifier, path);
      names.push(segment.text);
      end = segment.end;
    }
    return this.#comparison({ names, start: first.start, end });
  }

  #path(first: Token): Path {
    const names = [first.text];
    let { end } = first;
    while (this.#isAt('/')) {
      this.#take();
      const segment = this.expect('word', 'a property');
      names.push(segment.text);
      end = segment.end;
    }
    return { names, start: first.start, end };
  }

  /** lambda = ( "any" | "all" ) "(" [ variable ":" or ] ")" ; */
  #lambda(quantifier: 'any' | 'all', path: Path): Lambda {
    this.#take();
    const { start } = path;
    if (this.#isAt(')')) {
      const { end } = this.#take();
      return { kind: 'lambda', quantifier, path, variable: '', body: null, start, end };
    }
    const variable = this.expect('word', 'a variable').text;
    this.expect(':', "':'");
    const body = this.#nested(() => this.or());
    const { end } = this.expect(')', "')'");
    return { kind: 'lambda', quantifier, path, variable, body, start, end };
  }

  #comparison(path: Path): Comparison | In {
    const { start } = path;
    if (this.#takeWord('in')) return this.#in(path);
    const operator = this.#comparator();
    if (operator === null) throw this.#unexpected('an operator');
    this.#take();
    if (this.#next.kind === 'word' && !isLiteral(this.#next))
      throw unsupportedQuery('Unsupported Query.');
    const value = this.#literal();
    return { kind: 'comparison', path, operator, value, start, end: this.#next.start };
  }

  #in(path: Path): In {
    this.expect('(', "'('");
    const values = [this.#literal()];
    while (this.#isAt(',')) {
      this.#take();
      values.push(this.#literal());
    }
    const { end } = this.expect(')', "')'");
    return { kind: 'in', path, values, start: path.start, end };
  }

  #literal(): Literal {
    const token = this.#take();
    switch (token.kind) {
      case 'string':
        return { kind: 'text', value: token.text };
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'instant':
      case 'guid':
        return { kind: token.kind, value: token.text };
      default:
        break;
    }
    const word = token.kind === 'word' ? token.text.toLowerCase() : '';
    if (word === 'null') return { kind: 'null' };
    if (word === 'true' || word === 'false') return { kind: 'flag', value: word === 'true' };
    throw this.#lexer.fault('Syntax error: a value is expected', token.start);
  }

  #comparator(): Comparator | null {
    const word = this.#next.kind === 'word' ? this.#next.text.toLowerCase() : '';
    return COMPARATORS.find((comparator) => comparator === word) ?? null;
  }

  #isAt(kind: TokenKind): boolean {
    return this.#next.kind === kind;
  }

  #takeWord(word: string): boolean {
    const found = this.#next.kind === 'word' && this.#next.text.toLowerCase() === word;
    if (found) this.#take();
    return found;
  }

  #take(): Token {
    const token = this.#next;
    this.#next = this.#lexer.next();
    return token;
  }

  #nested(read: () => Filter): Filter {
    this.#nesting += 1;
    if (this.#nesting > NESTING_LIMIT)
      throw this.#lexer.fault(
        `There are more than ${NESTING_LIMIT} levels of nesting`,
        this.#next.start,
      );
    const filter = read();
    this.#nesting -= 1;
    return filter;
  }

  #unexpected(wanted: string): Error {
    return this.#lexer.fault(`Syntax error: ${wanted} is expected`, this.#next.start);
  }
}

function isLiteral({ kind, text }: Token): boolean {
  if (kind === 'word') return ['true', 'false', 'null'].includes(text.toLowerCase());
  return kind === 'string' || kind === 'number' || kind === 'instant' || kind === 'guid';
}

function quantifierOf(text: string): 'any' | 'all' | null {
  const lowerCased = text.toLowerCase();
  return lowerCased === 'any' || lowerCased === 'all' ? lowerCased : null;
}
