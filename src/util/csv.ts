/** Comma-separated values as spreadsheets write them (RFC 4180). */

/** One row; `line` is where it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * A row that cannot be read: a quoted field that is never closed takes everything behind it along, one with text behind it
 * the rest of its line.
 */
export interface CsvFault {
  readonly line: number;
  readonly fault: 'never closed' | 'text behind';
}

const QUOTE = '"';
const LINE_BREAK = /\r\n|\n|\r/g;
const FIELD_END = /,|\r\n|\n|\r|$/g;
const LINE_END = /\r\n|\n|\r|$/g;

/** The rows of a text, blank lines left out. A quotation mark inside a field that does not begin with one is itself. */
export function* readCsv(text: string): IterableIterator<CsvRow | CsvFault> {
  let offset = 0;
  let line = 1;
  while (offset < text.length) {
    const row = readRow(text, offset);
    if (row.fault !== null) yield { line, fault: row.fault };
    else if (row.fields.some((field) => field !== '')) yield { line, fields: row.fields };
    line += text.slice(offset, row.end).match(LINE_BREAK)?.length ?? 0;
    offset = row.end;
  }
}

/** A stretch that was read, and where what follows it begins. */
interface Row {
  readonly fields: readonly string[];
  readonly end: number;
  readonly fault: CsvFault['fault'] | null;
}

function readRow(text: string, start: number): Row {
  const fields: string[] = [];
  let offset = start;
  for (;;) {
    const { field, end } =
      text[offset] === QUOTE ? readQuoted(text, offset) : readPlain(text, offset);
    if (end === null) return { fields, end: text.length, fault: 'never closed' };
    if (separatorSearch(text, end) > 0) {
      LINE_END.lastIndex = end;
      const found = LINE_END.exec(text);
      const next = (found?.index ?? text.length) + (found?.[0].length ?? 0);
      return { fields, end: next, fault: 'text behind' };
    }
    fields.push(field);
    const separator = separatorAt(text, end);
    offset = end + separator.length;
    if (separator !== ',') return { fields, end: offset, fault: null };
  }
}

interface Field {
  readonly field: string;
  /** Null: it has no end. */
  readonly end: number | null;
}

function readPlain(text: string, start: number): Field {
  const end = start + separatorSearch(text, start);
  return { field: text.slice(start, end), end };
}

/** Two quotation marks stand for one. */
function readQuoted(text: string, start: number): Field {
  let end = text.indexOf(QUOTE, start + 1);
  while (end >= 0 && text[end + 1] === QUOTE) end = text.indexOf(QUOTE, end + 2);
  if (end < 0) return { field: '', end: null };
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

/** A row as text, without the line break behind it. */
export function writeCsvRow(fields: readonly string[]): string {
  return fields.map(quoted).join(',');
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) || field !== field.trim()
    ? `"${field.replaceAll(QUOTE, '""')}"`
    : field;
}
