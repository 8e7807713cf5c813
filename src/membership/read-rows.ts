import type { ObjectRow } from '../directory/object-row.ts';
import { blockOfOrdinal } from '../directory/ordinal.ts';
import type { ObjectStore } from '../ports/ports.ts';
import { groupBy } from '../util/group-by.ts';

/** The rows of some ordinals, read block by block; those nobody has are left out. */
export async function readRows(
  objects: ObjectStore,
  ordinals: readonly number[],
): Promise<readonly ObjectRow[]> {
  const pages = [...byBlock(ordinals, (ordinal) => ordinal)].map(([block, some]) =>
    readBlockRows(objects, block, some),
  );
  return (await Promise.all(pages)).flat();
}

/** Groups items by the block of their ordinal: what one transaction or query can hold. */
export function byBlock<T>(
  items: readonly T[],
  ordinalOf: (item: T) => number,
): ReadonlyMap<number, readonly T[]> {
  return groupBy(items, (item) => blockOfOrdinal(ordinalOf(item)));
}

async function readBlockRows(
  objects: ObjectStore,
  block: number,
  ordinals: readonly number[],
): Promise<readonly ObjectRow[]> {
  const [only, ...rest] = ordinals;
  if (only === undefined || rest.length > 0) return objects.readSome(block, ordinals);
  const row = await objects.read(only);
  return row === null ? [] : [row];
}
