/**
 * `$search`: clauses `"property:text"` joined by AND and OR, parentheses allowed. Display names and descriptions are
 * searched by words, every other text that can be filtered by its beginning.
 */
import type { Json } from '../directory/attributes.ts';
import { syntaxFault, unsupportedQuery } from './fault.ts';
import { type Found, findProperty, type Queried } from './queried.ts';
import { hasWords, wordsOf } from './words.ts';

export type SearchTest = (values: Readonly<Record<string, Json>>) => boolean;

/** Parentheses inside one another. */
const NESTING_LIMIT = 50;

const SPACE = /\s*/y;
const PUNCTUATION = /[()]/y;
const CONNECTOR = /(?:AND|OR)(?=[\s("])/y;
/** In quotes; a quote or backslash inside is escaped by a backslash. */
const CLAUSE = /"((?:[^"\\]|\\["\\])*)"/y;

/** The properties that a search speaks of, as written; more than that where it can't be read. */
export function namesInSearch(text: string): readonly string[] {
  return [...text.matchAll(/"([^":\\]*):/g)].map(([, name = '']) => name.trim());
}

/** Throws RequestError 400. */
export function compileSearch(text: string, queried: Queried): SearchTest {
  const parser = new SearchParser(text, queried);
  return parser.parse();
}

class SearchParser {
  readonly #text: string;
  readonly #queried: Queried;
  #offset = 0;
  #nesting = 0;

  constructor(text: string, queried: Queried) {
    this.#text = text;
    this.#queried = queried;
  }

  parse(): SearchTest {
    const test = this.#or();
    if (this.#offset < this.#text.length) throw this.#unexpected();
    return test;
  }

  /** or = and { "OR" and } ; and = clause { "AND" clause } ; */
  #or(): SearchTest {
    const tests = [this.#and()];
    while (this.#takeConnector('OR')) tests.push(this.#and());
    return (values) => tests.some((test) => test(values));
  }

  #and(): SearchTest {
    const tests = [this.#primary()];
    while (this.#takeConnector('AND')) tests.push(this.#primary());
    return (values) => tests.every((test) => test(values));
  }

  #primary(): SearchTest {
    if (this.#takePunctuation('(')) {
      this.#nesting += 1;
      if (this.#nesting > NESTING_LIMIT) throw this.#unexpected();
      const test = this.#or();
      if (!this.#takePunctuation(')')) throw this.#unexpected();
      this.#nesting -= 1;
      return test;
    }
    const [, clause] = this.#match(CLAUSE) ?? [];
    if (clause === undefined) throw this.#unexpected();
    return this.#clause(clause.replace(/\\(["\\])/g, '$1'));
  }

  #clause(clause: string): SearchTest {
    const colon = clause.indexOf(':');
    const wanted = clause.slice(colon + 1).trim();
    if (colon < 1 || wanted === '')
      throw unsupportedQuery(`A clause of $search is written "property:text".`);
    return testOf(findProperty(this.#queried, 'search', clause.slice(0, colon).trim()), {
      wanted,
      queried: this.#queried,
    });
  }

  #takeConnector(connector: 'AND' | 'OR'): boolean {
    const before = this.#offset;
    if (this.#match(CONNECTOR)?.[0] === connector) return true;
    this.#offset = before;
    return false;
  }

  #takePunctuation(character: '(' | ')'): boolean {
    const before = this.#offset;
    if (this.#match(PUNCTUATION)?.[0] === character) return true;
    this.#offset = before;
    return false;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    this.#skip();
    pattern.lastIndex = this.#offset;
    const found = pattern.exec(this.#text);
    if (found !== null) {
      this.#offset = pattern.lastIndex;
      this.#skip();
    }
    return found;
  }

  #skip(): void {
    SPACE.lastIndex = this.#offset;
    SPACE.exec(this.#text);
    this.#offset = SPACE.lastIndex;
  }

  #unexpected(): Error {
    const character = this.#text.charAt(this.#offset);
    const problem =
      character === ''
        ? 'Syntax error: a clause in double quotes is expected'
        : `Syntax error: character '${character}' is not valid`;
    return syntaxFault('search', this.#text, problem, this.#offset);
  }
}

function testOf(
  { name, filtering, resource }: Found,
  { wanted, queried }: { readonly wanted: string; readonly queried: Queried },
): SearchTest {
  const isByWords = queried.types.some(({ traits }) => traits.searchedByWords.includes(name));
  const words = wordsOf(wanted);
  const beginning = wanted.toLowerCase();
  const passes = isByWords
    ? (value: string) => hasWords(value, words)
    : (value: string) => value.toLowerCase().startsWith(beginning);
  const isText =
    (filtering.shape === 'single' || filtering.shape === 'list') && filtering.value.kind === 'text';
  if (!isText)
    throw unsupportedQuery(`Property '${name}' of resource '${resource}' cannot be searched.`);
  return (values) => {
    const value = values[name];
    const texts = Array.isArray(value) ? value : [value];
    return texts.some((text) => typeof text === 'string' && passes(text));
  };
}
