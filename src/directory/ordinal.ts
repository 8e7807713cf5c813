/**
 * Ordinals: the permanent numbers of objects. Everything about many objects (bitmaps, scans, pages, ranges) is ordered by
 * them. Each kind has a span of its own, so that a number alone tells the kind and a chunk or block never mixes two.
 */
export type ObjectKind = 'user' | 'device' | 'group';

/** Ordinals of one bitmap container: the unit in which the members of a group are stored. */
export const CHUNK_SIZE = 65_536;

/** Ordinals of one partition of the objects table. */
export const BLOCK_SIZE = 512;

/** How many ordinals a kind has: 2^28, so that three kinds fit below 2^32, which is what Roaring bitmaps hold. */
const SPAN = 2 ** 28;

const KINDS: readonly ObjectKind[] = ['user', 'device', 'group'];

/** The first ordinal of a kind. */
export function firstOrdinal(kind: ObjectKind): number {
  return KINDS.indexOf(kind) * SPAN;
}

/** The kind of the object with this ordinal. Throws RangeError for a number that is no ordinal. */
export function kindOfOrdinal(ordinal: number): ObjectKind {
  const kind = KINDS[Math.floor(ordinal / SPAN)];
  if (kind === undefined || !Number.isInteger(ordinal) || ordinal < 0) {
    throw new RangeError(`${ordinal} is not an ordinal`);
  }
  return kind;
}

/** The number of the block that holds an ordinal. */
export function blockOfOrdinal(ordinal: number): number {
  return Math.floor(ordinal / BLOCK_SIZE);
}
