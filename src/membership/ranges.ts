import { BLOCK_SIZE, blockOfOrdinal, firstOrdinal } from '../directory/ordinal.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { RunHeader } from '../ports/ports.ts';

/** Groups whose results share a row: at the worst 64 bitmaps of 8 KiB, half of what a row of storage can hold. */
export const GROUPS_PER_SLICE = 64;

/** A range of 4,096 ordinals; a thousand objects are one range. */
export const BLOCKS_PER_RANGE = 8;

/** What says which ranges there are. */
export type Ranged = Pick<RunHeader, 'rangeBlocks' | 'highWater'>;

/** How many ranges a run has over the objects of one kind. */
export function rangeCount(header: Ranged, scope: RuleScope): number {
  const objects = header.highWater[scope] - firstOrdinal(scope);
  return Math.ceil(objects / (header.rangeBlocks * BLOCK_SIZE));
}

/** Where a group stands in a run: its slice, and its place in that; null: it is not in the run. */
export function placeIn(
  header: RunHeader,
  groupId: string,
): { readonly slice: number; readonly group: number } | null {
  for (const [slice, { groups }] of header.slices.entries()) {
    const group = groups.findIndex(({ id }) => id === groupId);
    if (group >= 0) return { slice, group };
  }
  return null;
}

/** The blocks of one range. */
export function blocksOfRange(header: Ranged, scope: RuleScope, range: number): readonly number[] {
  const first = blockOfOrdinal(firstOrdinal(scope)) + range * header.rangeBlocks;
  const end = blockOfOrdinal(header.highWater[scope] - 1) + 1;
  const blocks: number[] = [];
  for (let block = first; block < Math.min(first + header.rangeBlocks, end); block++)
    blocks.push(block);
  return blocks;
}
