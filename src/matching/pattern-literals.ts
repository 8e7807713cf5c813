/**
 * Texts of which a text has to contain one for a pattern to match it: asking for them costs a hundredth of asking the
 * engine. Conservative: where the pattern is not plainly understood, nothing is promised.
 */

/** A place in the source of a pattern. */
interface Cursor {
  readonly source: string;
  at: number;
}

/** Beyond this many alternatives the list is not worth having. */
const MOST_LITERALS = 16;

/**
 * Lower-cased ASCII texts, one of which every match contains, whatever the letter case (with U+017F read as s, as the
 * engine does); null when there are none. The source is a valid pattern (rules-spec.md 7.4).
 */
export function literalsOf(source: string): readonly string[] | null {
  if (source.includes('\\Q')) return null;
  const cursor = { source, at: 0 };
  const literals = readAlternatives(cursor);
  return cursor.at === source.length && literals !== null && literals.length <= MOST_LITERALS
    ? literals
    : null;
}

/** One list out of every branch; null when one branch promises nothing. */
function readAlternatives(cursor: Cursor): readonly string[] | null {
  let all: readonly string[] | null = readBranch(cursor);
  while (cursor.source[cursor.at] === '|') {
    cursor.at++;
    const next = readBranch(cursor);
    all = all === null || next === null ? null : [...all, ...next];
  }
  return all;
}

/** The best list that one of the pieces in a row promises. */
function readBranch(cursor: Cursor): readonly string[] | null {
  let best: readonly string[] | null = null;
  let run = '';
  const offer = (found: readonly string[] | null) => {
    if (found !== null && (best === null || worth(found) > worth(best))) best = found;
  };
  const endRun = () => {
    if (run !== '') offer([run]);
    run = '';
  };
  while (cursor.at < cursor.source.length) {
    const next = cursor.source[cursor.at];
    if (next === '|' || next === ')') break;
    const piece = readPiece(cursor);
    const repetition = readRepetition(cursor);
    if (typeof piece !== 'string') {
      endRun();
      if (repetition !== 'optional') offer(piece);
      continue;
    }
    if (repetition !== 'optional') run += piece;
    if (repetition !== 'once') endRun();
  }
  endRun();
  return best;
}

/** The shortest of a list decides how much it keeps out; a long list keeps out less. */
function worth(literals: readonly string[]): number {
  return Math.min(...literals.map(({ length }) => length)) - literals.length / MOST_LITERALS;
}

/** A plain character, what a group promises, or null for anything else. */
function readPiece(cursor: Cursor): string | readonly string[] | null {
  const { source } = cursor;
  const character = source[cursor.at++] ?? '';
  switch (character) {
    case '(':
      return readGroup(cursor);
    case '[':
      skipClass(cursor);
      return null;
    case '\\':
      return readEscape(cursor);
    case '.':
    case '^':
    case '$':
      return null;
    default:
      return isAscii(character) ? character.toLowerCase() : null;
  }
}

function isAscii(character: string): boolean {
  return character.charCodeAt(0) < 128;
}

function readGroup(cursor: Cursor): readonly string[] | null {
  if (cursor.source[cursor.at] === '?') {
    const start = /^\?(?:P?<\w+>|[a-zA-Z-]*:)/.exec(cursor.source.slice(cursor.at));
    if (start === null) {
      // Flags for what follows, which the letter case of a text does not depend on here.
      const end = cursor.source.indexOf(')', cursor.at);
      cursor.at = end < 0 ? cursor.source.length : end + 1;
      return null;
    }
    cursor.at += start[0].length;
  }
  const promised = readAlternatives(cursor);
  cursor.at++;
  return promised;
}

function skipClass(cursor: Cursor): void {
  const { source } = cursor;
  if (source[cursor.at] === '^') cursor.at++;
  // A bracket in the first place is one of the characters.
  if (source[cursor.at] === ']') cursor.at++;
  while (cursor.at < source.length && source[cursor.at] !== ']') {
    if (source.startsWith('[:', cursor.at)) cursor.at = source.indexOf(':]', cursor.at) + 1;
    else if (source[cursor.at] === '\\') cursor.at++;
    cursor.at++;
  }
  cursor.at++;
}

/** Escaped punctuation stands for itself; of everything else only the extent has to be known. */
function readEscape(cursor: Cursor): string | null {
  const { source } = cursor;
  const character = source[cursor.at++] ?? '';
  if (/[!-/:-@[-`{-~]/.test(character)) return character;
  if ('pPx'.includes(character) && source[cursor.at] === '{')
    cursor.at = source.indexOf('}', cursor.at) + 1;
  else if (character === 'x') cursor.at += 2;
  else if (character === 'p' || character === 'P') cursor.at++;
  else if (/\d/.test(character)) while (/\d/.test(source[cursor.at] ?? '')) cursor.at++;
  return null;
}

/** How often what stands before comes: `many` is at least once. */
function readRepetition(cursor: Cursor): 'once' | 'optional' | 'many' {
  const found = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(
    cursor.source.slice(cursor.at, cursor.at + 12),
  );
  if (found === null) return 'once';
  cursor.at += found[0].length;
  const [all, least] = found;
  if (least !== undefined) return Number(least) === 0 ? 'optional' : 'many';
  return all.startsWith('+') ? 'many' : 'optional';
}
