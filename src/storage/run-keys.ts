/** The keys of what runs leave behind. */
import { hex, markedRows } from './table-keys.ts';

export const RUN_HEADER = 'header';

/** The groups of a run, and its header after them. */
export const RUN_HEADER_ROWS = { from: 'h:', before: 'i' } as const;

export function sliceRowKey(slice: number): string {
  return `h:${hex(slice, 4)}`;
}

export const RUN_RESULTS = markedRows('r:');

/** Where the result of a range stands among those of a run. */
export interface PlaceOfResult {
  readonly slice: number;
  /** Of the header it was evaluated for. */
  readonly seal: string;
  readonly range: number;
}

export function resultRowKey({ slice, seal, range }: PlaceOfResult): string {
  return `r:${hex(slice, 4)}:${seal}:${hex(range, 6)}`;
}

export function resultsOfSlice(
  slice: number,
  seal: string,
): { readonly from: string; readonly before: string } {
  return markedRows(`r:${hex(slice, 4)}:${seal}:`);
}

/** Where failures of the ranges of a run are counted. */
export const RUN_FAILURES = markedRows('a:');

export function rangeFailureRowKey(scope: string, range: number): string {
  return `${RUN_FAILURES.from}${scope}:${hex(range, 6)}`;
}

export function placeOfResult(row: string): PlaceOfResult {
  const [, slice = '', seal = '', range = ''] = row.split(':');
  return { slice: Number.parseInt(slice, 16), seal, range: Number.parseInt(range, 16) };
}
