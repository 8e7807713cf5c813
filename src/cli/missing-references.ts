import { textFrom } from '../contract/csv-cells.ts';
import { readCsv } from '../util/csv.ts';
import { type Io, readPieces } from './io.ts';
import { fieldOf } from './server-client.ts';
import { type Format, splitFile } from './split-file.ts';

/** The names by which lines can be referred to. */
const NAMES = ['id', 'userPrincipalName'] as const;

/** Of these references (lower case), those that no line of the files bears. Only what is looked for is held in memory. */
export async function missingReferences(
  io: Io,
  files: readonly { readonly file: string; readonly format: Format }[],
  references: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const missing = new Set(references);
  if (missing.size === 0) return missing;
  for (const { file, format } of files) {
    for await (const part of splitFile(readPieces(io, file), format)) {
      if (!('bytes' in part)) continue;
      const text = new TextDecoder().decode(part.bytes);
      for (const name of format === 'csv' ? namesInCsv(text) : namesInLines(text))
        missing.delete(name.toLowerCase());
    }
  }
  return missing;
}

function* namesInLines(text: string): IterableIterator<string> {
  for (const line of text.split('\n')) {
    const value = parsed(line);
    for (const name of NAMES) {
      const given = fieldOf(value, name);
      if (typeof given === 'string') yield given;
    }
  }
}

function* namesInCsv(text: string): IterableIterator<string> {
  let places: readonly number[] | null = null;
  for (const row of readCsv(text)) {
    if ('fault' in row) continue;
    const { fields } = row;
    if (places === null) places = NAMES.map((name) => fields.indexOf(name));
    else
      for (const place of places) {
        const given = textFrom(fields[place] ?? '');
        if (given !== null) yield given;
      }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
