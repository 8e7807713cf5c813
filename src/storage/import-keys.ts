/** The keys of the rows of imports. */
import { decimal, hex, markedRows } from './table-keys.ts';

/** All imports: their transactions hold a record and a part. */
export const IMPORTS = 'imports';

export const IMPORT_RECORDS = markedRows('h:');

export function importRecordKey(id: string): string {
  return `${IMPORT_RECORDS.from}${id}`;
}

export function importPartKey(id: string, part: number): string {
  return `${partsOfImport(id).from}${decimal(part)}`;
}

export function partsOfImport(id: string): { readonly from: string; readonly before: string } {
  return markedRows(`p:${id}:`);
}

export function importReferencesKey(id: string, part: number, row: number): string {
  return `${referencesOfImport(id).from}${decimal(part)}:${hex(row, 4)}`;
}

export function referencesOfImport(id: string): { readonly from: string; readonly before: string } {
  return markedRows(`r:${id}:`);
}
