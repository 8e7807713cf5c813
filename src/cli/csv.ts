/** Comma-separated values as spreadsheets write them (RFC 4180). */
import { InputError } from './io.ts';

/** One row; `line` is where it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

const QUOTE = '"';
/** What to do about a field that was cut in the wrong place. */
export const QUOTING = 'a rule with a comma stands in quotation marks, its own marks doubled.';
const LINE_BREAK = /\r\n|\n|\r/g;
const FIELD_END = /,|\r\n|\n|\r|$/g;

/**
 * The rows of a text, blank lines left out. A quotation mark inside a field that does not begin with one is itself. Throws
 * InputError, naming the line, for a quoted field that is never closed or has text behind it.
 */
export function parseCsv(text: string, name: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let offset = 0;
  let line = 1;
  while (offset < text.length) {
    const row = readRow(text, offset, `${name}, line ${line}`);
    if (row.fields.some((field) => field !== '')) rows.push({ line, fields: row.fields });
    line += text.slice(offset, row.end).match(LINE_BREAK)?.length ?? 0;
    offset = row.end;
  }
  return rows;
}

/** A stretch that was read, and where what follows it begins. */
interface Row {
  readonly fields: readonly string[];
  readonly end: number;
}

function readRow(text: string, start: number, place: string): Row {
  const fields: string[] = [];
  let offset = start;
  for (;;) {
    const { field, end } =
      text[offset] === QUOTE ? readQuoted(text, offset, place) : readPlain(text, offset);
    fields.push(field);
    const separator = separatorAt(text, end);
    offset = end + separator.length;
    if (separator !== ',') return { fields, end: offset };
  }
}

interface Field {
  readonly field: string;
  readonly end: number;
}

function readPlain(text: string, start: number): Field {
  const end = start + separatorSearch(text, start);
  return { field: text.slice(start, end), end };
}

/** Two quotation marks stand for one. */
function readQuoted(text: string, start: number, place: string): Field {
  let end = text.indexOf(QUOTE, start + 1);
  while (end >= 0 && text[end + 1] === QUOTE) end = text.indexOf(QUOTE, end + 2);
  if (end < 0) throw new InputError(`${place}: a quoted field is never closed.`);
  if (separatorSearch(text, end + 1) > 0) {
    throw new InputError(
      `${place}: after a quoted field a comma or the end of the line is expected; ${QUOTING}`,
    );
  }
  return { field: text.slice(start + 1, end).replaceAll('""', QUOTE), end: end + 1 };
}

/** The comma or line break at an offset; empty at the end of the text. */
function separatorAt(text: string, offset: number): string {
  FIELD_END.lastIndex = offset;
  return FIELD_END.exec(text)?.[0] ?? '';
}

/** How far the next comma, line break or end of the text is. */
function separatorSearch(text: string, start: number): number {
  FIELD_END.lastIndex = start;
  return (FIELD_END.exec(text)?.index ?? text.length) - start;
}
