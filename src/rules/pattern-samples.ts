/**
 * Texts that a pattern matches: a few for each way through it. Only a help to find values with: whoever uses one tries it
 * against the pattern itself. What is not understood here has no samples.
 */
import { compilePattern } from './pattern.ts';

/** More samples of one part than this are not followed. */
const MOST_SAMPLES = 6;
/** A part that has to stand more often than this is not written out. */
const MOST_REPEATS = 64;
/** Characters that are tried against classes such as `[^a-c]` and `\d`. */
const PROBES = [...'aA1x0-_ .@/~é'];

/** The middle of the texts a pattern matches, and where they may go on. */
export interface PatternSamples {
  readonly texts: readonly string[];
  /** Whether something may stand before (after) the middle. */
  readonly isOpenBefore: boolean;
  readonly isOpenAfter: boolean;
}

/** Samples of a pattern of the rule language (RE2); none where it is not understood. */
export function samplesOf(source: string): PatternSamples {
  const reader = new PatternReader(source);
  const texts = reader.read();
  return {
    texts,
    isOpenBefore: !/^(?:\(\?\w+\))*(?:\^|\\A)/.test(source),
    isOpenAfter: !/(?:\$|\\z)$/.test(source),
  };
}

/** What a part of a pattern can be; null: not understood. */
type Samples = readonly string[] | null;

/** Reads a pattern from left to right by its grammar: alternatives, pieces, atoms. */
class PatternReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): readonly string[] {
    const samples = this.#alternatives();
    return samples === null || this.#at < this.#source.length ? [] : samples;
  }

  #alternatives(): Samples {
    const found = [this.#pieces()];
    while (this.#takes('|')) found.push(this.#pieces());
    if (found.some((samples) => samples === null)) return null;
    return found.flatMap((samples) => samples ?? []).slice(0, MOST_SAMPLES);
  }

  #pieces(): Samples {
    let texts: readonly string[] = [''];
    while (this.#at < this.#source.length && !this.#sees('|') && !this.#sees(')')) {
      const atom = this.#atom();
      const piece = atom === null ? null : this.#repeated(atom);
      if (piece === null) return null;
      texts = texts
        .flatMap((before) => piece.map((after) => before + after))
        .slice(0, MOST_SAMPLES);
    }
    return texts;
  }

  #atom(): Samples {
    const character = this.#take();
    switch (character) {
      case '^':
      case '$':
        return [''];
      case '.':
        return ['x'];
      case '(':
        return this.#group();
      case '[':
        return this.#class();
      case '\\':
        return this.#escape();
      default:
        return [character];
    }
  }

  #group(): Samples {
    const flags = /^\?(?:P?<\w+>|[a-zA-Z-]*:|[a-zA-Z-]+(?=\)))/.exec(this.#source.slice(this.#at));
    if (flags === null && this.#sees('?')) return null;
    this.#at += flags?.[0].length ?? 0;
    const inner = this.#alternatives();
    return this.#takes(')') ? inner : null;
  }

  /** The bracket after `[`; a first `]` and named classes belong to it. */
  #class(): Samples {
    const rest = this.#source.slice(this.#at - 1);
    const text = /^\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]/.exec(rest)?.[0];
    if (text === undefined) return null;
    this.#at += text.length - 1;
    return matching(text, [...text.slice(1, -1).replace(/^\^/, '')]);
  }

  #escape(): Samples {
    const rest = this.#source.slice(this.#at);
    const text =
      /^(?:[pP]\{\w+\}|[pP]\w|x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|.)/.exec(rest)?.[0] ?? '';
    this.#at += text.length;
    if (/^[AzbB]$/.test(text)) return [''];
    return /^\W$/.test(text) ? [text] : matching(`\\${text}`, []);
  }

  #repeated(atom: readonly string[]): Samples {
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at));
    if (quantifier === null) return atom;
    const [text, least = text.startsWith('+') ? '1' : '0'] = quantifier;
    this.#at += text.length;
    const count = Number(least);
    if (count > MOST_REPEATS) return null;
    return count === 0 ? ['', ...atom] : atom.map((sample) => sample.repeat(count));
  }

  #sees(character: string): boolean {
    return this.#source[this.#at] === character;
  }

  #takes(character: string): boolean {
    const isThere = this.#sees(character);
    if (isThere) this.#at += 1;
    return isThere;
  }

  #take(): string {
    const character = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return character;
  }
}

/** Two characters that a class of them matches. */
function matching(classText: string, named: readonly string[]): Samples {
  const { pattern } = compilePattern(`^(?:${classText})$`);
  if (pattern === null) return null;
  const found = [...named, ...PROBES].filter((character) => pattern.test(character));
  return found.length === 0 ? null : [...new Set(found)].slice(0, 2);
}
