/** Patterns of -match in the RE2 dialect, whose matching time is linear in the text (rules-spec.md 7.4, D15). */
import { RE2JS, RE2JSException } from 're2js';
import { type PlainPattern, plainPatternOf } from './pattern-shape.ts';

/** Linear is not small: a counted repetition of classes can make a long program out of a short pattern. */
const SMALLEST_PROGRAM_LIMIT = 256;

/** A compiled pattern: searches anywhere in the text, ignoring letter case. */
export interface Pattern {
  test(text: string): boolean;
}

/** Why a pattern cannot be used; `construct` is the offending part of it where there is one. */
export interface PatternFault {
  readonly reason:
    | 'lookAround'
    | 'backReference'
    | 'atomicGroup'
    | 'possessive'
    | 'escape'
    | 'group'
    | 'tooLarge'
    | 'argument'
    | 'unclosed'
    | 'count'
    | 'range'
    | 'backslash'
    | 'syntax';
  readonly construct: string;
  /** What the engine says, in English; empty where it says nothing. */
  readonly detail: string;
}

/** A pattern, or what is wrong with it. */
export type PatternResult =
  | { readonly pattern: Pattern; readonly fault: null }
  | { readonly pattern: null; readonly fault: PatternFault };

/** Compiles a pattern, or says what is wrong with it. Never throws for any text. */
export function compilePattern(source: string): PatternResult {
  try {
    const engine = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    if (engine.programSize() > programLimit(source)) {
      return { pattern: null, fault: { reason: 'tooLarge', construct: '', detail: '' } };
    }
    return { pattern: withShortcut(engine, plainPatternOf(source)), fault: null };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { pattern: null, fault: faultOf(error.message) };
  }
}

/** What a plain pattern comes down to, for texts in which both ways of ignoring letter case agree. */
const ASCII = /^[\0-\x7f]*$/;

/**
 * Plain text needs no engine. Beyond ASCII the engine folds some letters that toLowerCase() does not (ſ and s), so there it
 * decides.
 */
function withShortcut(engine: Pattern, plain: PlainPattern | null): Pattern {
  if (plain === null || !ASCII.test(plain.value)) return engine;
  const wanted = plain.value.toLowerCase();
  const isThere = plainTest(plain.kind);
  return {
    test: (text) => (ASCII.test(text) ? isThere(text.toLowerCase(), wanted) : engine.test(text)),
  };
}

function plainTest(kind: PlainPattern['kind']): (text: string, wanted: string) => boolean {
  switch (kind) {
    case 'whole':
      return (text, wanted) => text === wanted;
    case 'prefix':
      return (text, wanted) => text.startsWith(wanted);
    case 'suffix':
      return (text, wanted) => text.endsWith(wanted);
    case 'part':
      return (text, wanted) => text.includes(wanted);
  }
}

/** The most instructions the compiled program of a pattern may have. */
export function programLimit(source: string): number {
  return Math.max(SMALLEST_PROGRAM_LIMIT, 2 * source.length);
}

/** The engine's words for what needs no look at the construct. */
const BY_DETAIL: Readonly<Record<string, PatternFault['reason']>> = {
  'missing argument to repetition operator': 'argument',
  'missing closing )': 'unclosed',
  'missing closing ]': 'unclosed',
  'unexpected )': 'unclosed',
  'invalid repeat count': 'count',
  'invalid character class range': 'range',
  'trailing backslash at end of expression': 'backslash',
};

/** The engine's message is `error parsing regexp: <what>: \`<construct>\``. */
function faultOf(message: string): PatternFault {
  const [, detail = message, construct = ''] =
    /^error parsing regexp: (.*?)(?:: `([\s\S]*)`)?$/.exec(message) ?? [];
  return { reason: reasonOf(detail, construct), construct: shorten(construct), detail };
}

function reasonOf(detail: string, construct: string): PatternFault['reason'] {
  if (/^\(\?(?:=|!|<=|<!)/.test(construct)) return 'lookAround';
  if (construct.startsWith('(?>')) return 'atomicGroup';
  if (/^[*+?}]\+$/.test(construct)) return 'possessive';
  if (/^\\(?:\d|k|g)/.test(construct)) return 'backReference';
  if (detail === 'invalid escape sequence') return 'escape';
  const known = BY_DETAIL[detail];
  if (known !== undefined) return known;
  return construct.startsWith('(?') && !construct.startsWith('(?i)') ? 'group' : 'syntax';
}

/** The engine repeats the whole pattern, with its own flags in front, where it knows no smaller place. */
function shorten(construct: string): string {
  const own = construct.startsWith('(?i)') ? construct.slice(4) : construct;
  return own.length > 40 ? `${own.slice(0, 40)}…` : own;
}
