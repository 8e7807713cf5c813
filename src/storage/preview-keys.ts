/** The keys of previews. */
import { hex, markedRows } from './table-keys.ts';

export const PREVIEWS = 'previews';

export const PREVIEW_RANGES = markedRows('r:');

export function previewRangeRowKey(range: number): string {
  return `${PREVIEW_RANGES.from}${hex(range, 6)}`;
}

export function rangeOfPreviewRow(row: string): number {
  return Number.parseInt(row.slice(PREVIEW_RANGES.from.length), 16);
}

/** One list of a diff, under the hash of the whole. */
export function previewListRowKey(diffHash: string, list: string): string {
  return `d:${diffHash}:${list}`;
}
