/** CSV files of commands, faults told as sentences. */
import { type CsvFault, type CsvRow, readCsv } from '../util/csv.ts';
import { InputError } from './io.ts';

/** What to do about a field that was cut in the wrong place. */
export const QUOTING = 'a rule with a comma stands in quotation marks, its own marks doubled.';

/** The rows of a text, blank lines left out. Throws InputError, naming the line, for a row that cannot be read. */
export function parseCsv(text: string, name: string): readonly CsvRow[] {
  return [...readCsv(text)].map((row) => {
    if ('fields' in row) return row;
    throw new InputError(`${name}, line ${row.line}: ${sentenceOf(row.fault)}`);
  });
}

function sentenceOf(fault: CsvFault['fault']): string {
  return fault === 'never closed'
    ? 'a quoted field is never closed.'
    : `after a quoted field a comma or the end of the line is expected; ${QUOTING}`;
}
