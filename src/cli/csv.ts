/** Comma-separated values as spreadsheets write them (RFC 4180). */

/** The rows of a text, blank lines left out; `line` is where a row begins, counted from 1. */
export function parseCsv(
  text: string,
): readonly { readonly line: number; readonly fields: readonly string[] }[] {
  const rows: { line: number; fields: string[] }[] = [];
  const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  const after = /,|\r\n|\n|\r|$/y;
  let offset = 0;
  let line = 1;
  let row: { line: number; fields: string[] } = { line, fields: [] };
  while (offset <= text.length) {
    field.lastIndex = offset;
    const found = field.exec(text);
    const raw = found?.[0] ?? '';
    row.fields.push(found?.[1]?.replaceAll('""', '"') ?? found?.[2] ?? '');
    line += raw.split('\n').length - 1;
    after.lastIndex = offset + raw.length;
    const separator = after.exec(text)?.[0] ?? text.charAt(offset + raw.length);
    offset += raw.length + Math.max(separator.length, 1);
    if (separator === ',') continue;
    line += 1;
    if (row.fields.some((value) => value !== '')) rows.push(row);
    row = { line, fields: [] };
  }
  return rows;
}
