/** Lines and columns, worked out from an offset only when a person has to be shown a place. */

/** A place in a text; both count from 1, columns in UTF-16 units. */
export interface Location {
  readonly line: number;
  readonly column: number;
}

const LINE_BREAK = /\r\n|\n|\r/g;

/** The line and column of a zero-based offset. */
export function locationOf(text: string, offset: number): Location {
  let line = 1;
  let lineStart = 0;
  for (const { index, 0: lineBreak } of text.matchAll(LINE_BREAK)) {
    const next = index + lineBreak.length;
    if (next > offset) break;
    line += 1;
    lineStart = next;
  }
  return { line, column: offset - lineStart + 1 };
}

/** The text of a line, counted from 1, without its line break; empty when there is no such line. */
export function lineOf(text: string, line: number): string {
  return text.split(LINE_BREAK)[line - 1] ?? '';
}
