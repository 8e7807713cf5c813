/** From the body of a part to its lines: NDJSON or CSV, each line with its number; one that cannot be read takes no other along. */
import type { HttpRequest } from '../http/messages.ts';
import { isTooDeep, type JsonObject, readBytes } from '../http/read-body.ts';
import { readCsv } from '../util/csv.ts';
import { badRequest, RequestError } from '../util/errors.ts';

/** Bytes a part may have, also after it is decompressed. */
const PART_LIMIT = 4 * 1_048_576;
/** Lines a part may have. */
const LINE_LIMIT = 50_000;
const LINE_FEED = 0x0a;

/** A line as it stands in the body. CSV: cells by column, an empty one saying that there is no value. */
export type BodyLine =
  | { readonly line: number; readonly kind: 'object'; readonly body: JsonObject }
  | { readonly line: number; readonly kind: 'cells'; readonly cells: ReadonlyMap<string, string> }
  | { readonly line: number; readonly kind: 'faulty'; readonly error: RequestError };

export interface PartBody {
  readonly bytes: Uint8Array;
  readonly lines: readonly BodyLine[];
}

/** Throws RequestError: 413 for more than 4 MiB, 415 for another content type, 400 for more lines than a part may have. */
export async function readPartBody(request: HttpRequest): Promise<PartBody> {
  const format = formatOf(request.headers.get('content-type'));
  const bytes = await readBytes(request, PART_LIMIT);
  const lines = format === 'csv' ? csvLines(bytes) : jsonLines(bytes);
  return { bytes, lines };
}

function formatOf(contentType: string | null): 'ndjson' | 'csv' {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/csv') return 'csv';
  if (['application/x-ndjson', 'application/ndjson', 'application/jsonl'].includes(type))
    return 'ndjson';
  throw new RequestError({
    status: 415,
    code: 'UnsupportedMediaType',
    message: "A part is sent as 'application/x-ndjson' or 'text/csv'.",
  });
}

function jsonLines(bytes: Uint8Array): readonly BodyLine[] {
  const lines: BodyLine[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found;
    const read = jsonLine(bytes.subarray(start, end), line, decoder);
    if (read !== null) lines.push(read);
    if (lines.length > LINE_LIMIT) throw tooManyLines();
    start = end + 1;
  }
  return lines;
}

/** Null for a blank line. */
function jsonLine(
  bytes: Uint8Array,
  line: number,
  decoder: { decode(bytes: Uint8Array): string },
): BodyLine | null {
  let text: string;
  try {
    text = decoder.decode(bytes).trim();
  } catch {
    return fault(line, 'NotUtf8', 'The line is not UTF-8 text.');
  }
  if (text === '') return null;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return fault(line, 'InvalidJson', 'The line is not JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return fault(line, 'InvalidJson', 'The line is not a JSON object.');
  if (isTooDeep(body)) return fault(line, 'InvalidJson', 'The line is nested too deep.');
  return { line, kind: 'object', body: body as JsonObject };
}

function csvLines(bytes: Uint8Array): readonly BodyLine[] {
  const text = new TextDecoder().decode(bytes);
  const isSound = !text.includes('\ufffd') || isUtf8(bytes);
  const lines: BodyLine[] = [];
  let header: readonly string[] | null = null;
  for (const row of readCsv(text)) {
    if ('fault' in row) lines.push(fault(row.line, 'InvalidCsv', faultText(row.fault)));
    else if (!isSound && row.fields.some((field) => field.includes('\ufffd')))
      lines.push(fault(row.line, 'NotUtf8', 'The line is not UTF-8 text.'));
    else if (header !== null) lines.push(cellsOf(row.line, row.fields, header));
    else {
      header = row.fields.map((field) => field.trim());
      const twice = header.find((name, at) => header?.indexOf(name) !== at);
      const reason =
        twice === undefined ? null : `The column '${twice.slice(0, 128)}' is there twice.`;
      // Without a header no line can be read.
      if (reason !== null) return [fault(row.line, 'InvalidCsv', reason)];
    }
    if (header === null && lines.length > 0) return lines;
    if (lines.length > LINE_LIMIT) throw tooManyLines();
  }
  return lines;
}

/** A row cut short must not say that what is missing has no value. */
function cellsOf(line: number, fields: readonly string[], header: readonly string[]): BodyLine {
  if (fields.length !== header.length) {
    const message = `The line has ${fields.length} cells; the header has ${header.length} columns.`;
    return fault(line, 'InvalidCsv', message);
  }
  const cells = new Map(header.map((name, at) => [name, fields[at] ?? ''] as const));
  return { line, kind: 'cells', cells };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function faultText(reason: 'never closed' | 'text behind'): string {
  return reason === 'never closed'
    ? 'A quoted cell is never closed; what follows it cannot be read.'
    : 'After a quoted cell a comma or the end of the line is expected.';
}

function fault(line: number, code: string, message: string): BodyLine {
  const error = new RequestError({ status: 400, code, message });
  return { line, kind: 'faulty', error };
}

function tooManyLines(): RequestError {
  return badRequest(`A part may have at most ${LINE_LIMIT.toLocaleString('en')} lines.`);
}
