/** Where a text stops being JSON (RFC 8259): the platform's own messages often leave the place out. */

/** What may stand next; `first-…` also allows the bracket that closes an empty list or object. */
type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'separator' | 'end';

const MARKS = ['[', ']', '{', '}', ',', ':'] as const;

type TokenKind = (typeof MARKS)[number] | 'string' | 'scalar';

/** A token, or null for what is none; `end` is then the first unit that fits nowhere. */
interface Scanned {
  readonly kind: TokenKind | null;
  readonly end: number;
}

const BLANK = /[ \t\r\n]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
/** All but the marks that end a text or begin an escape, and U+0000 to U+001F. */
const PLAIN_CHARACTERS = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The offset of the first unit that cannot stand where it is; the length of the text when it ends too early or is JSON. */
export function jsonFaultOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  for (;;) {
    offset += lengthAt(BLANK, text, offset);
    const { kind, end } = scan(text, offset);
    if (kind === null) return end;
    const next = follow(expected, kind, open);
    if (next === null) return offset;
    expected = next;
    offset = end;
  }
}

function scan(text: string, start: number): Scanned {
  if (text[start] === '"') return scanString(text, start);
  const mark = MARKS.find((candidate) => candidate === text[start]);
  if (mark !== undefined) return { kind: mark, end: start + 1 };
  const length = lengthAt(SCALAR, text, start);
  return { kind: length > 0 ? 'scalar' : null, end: start + length };
}

function scanString(text: string, start: number): Scanned {
  let end = start + 1;
  for (;;) {
    end += lengthAt(PLAIN_CHARACTERS, text, end);
    if (text[end] === '"') return { kind: 'string', end: end + 1 };
    const escaped = lengthAt(ESCAPE, text, end);
    if (escaped === 0) return { kind: null, end };
    end += escaped;
  }
}

/** What may follow a token, or null when the token itself may not stand here. Keeps `open`, the brackets not yet closed. */
function follow(expected: Expected, kind: TokenKind, open: string[]): Expected | null {
  switch (kind) {
    case '[':
    case '{':
      if (!isValueExpected(expected)) return null;
      open.push(kind);
      return kind === '[' ? 'first-value' : 'first-key';
    case ']':
      return expected === 'first-value' || isSeparatorIn('[', expected, open) ? close(open) : null;
    case '}':
      return expected === 'first-key' || isSeparatorIn('{', expected, open) ? close(open) : null;
    case ',':
      if (expected !== 'separator') return null;
      return open.at(-1) === '[' ? 'value' : 'key';
    case ':':
      return expected === 'colon' ? 'value' : null;
    case 'string':
      if (expected === 'key' || expected === 'first-key') return 'colon';
      return isValueExpected(expected) ? afterValue(open) : null;
    case 'scalar':
      return isValueExpected(expected) ? afterValue(open) : null;
  }
}

function isValueExpected(expected: Expected): boolean {
  return expected === 'value' || expected === 'first-value';
}

function isSeparatorIn(bracket: '[' | '{', expected: Expected, open: readonly string[]): boolean {
  return expected === 'separator' && open.at(-1) === bracket;
}

function close(open: string[]): Expected {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? 'end' : 'separator';
}

function lengthAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0].length ?? 0;
}
