/** CSV files made in the page. */
import { toCell } from '../../contract/csv-cells.ts';
import type { Json } from '../../directory/attributes.ts';

/** A line without its end. A text that a spreadsheet would run is made one that it shows. */
export function csvLine(values: readonly (Json | undefined)[]): string {
  return values.map(cell).join(',');
}

/** The lines as a file. */
export function csvText(lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`;
}

function cell(value: Json | undefined): string {
  const text = toCell(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hands a file to the browser. */
export function saveFile(name: string, text: string): void {
  // The mark tells Excel that it is UTF-8.
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
