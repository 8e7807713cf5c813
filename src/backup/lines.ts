/** Rows as lines of a file: `{"p": partition, "r": row, "c": {columns}}`, every value with its type (column-json.ts). */
import { columnsOfJson, columnsToJson } from '../storage/column-json.ts';
import type { EntityKey, Properties } from '../storage/entity-table.ts';

/** A row without the ETag it was read under, which means nothing anywhere else. */
export interface Row extends EntityKey {
  readonly properties: Properties;
}

export function toLine({ partition, row, properties }: Row): string {
  return JSON.stringify({ p: partition, r: row, c: columnsToJson(properties) });
}

/** What toLine made. Throws for anything else. */
export function rowOfLine(line: string): Row {
  const parsed: unknown = JSON.parse(line);
  const field = (name: string): unknown =>
    typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, name) : undefined;
  const [partition, row] = [field('p'), field('r')];
  if (typeof partition !== 'string' || typeof row !== 'string')
    throw new TypeError('A line names no row.');
  return { partition, row, properties: columnsOfJson(field('c')) };
}

/** The lines of a file that comes in pieces, without their ends. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncIterableIterator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
