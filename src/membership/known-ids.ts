/**
 * The ids of objects by their ordinals, as this instance has met them: neither ever changes, so what is known stays true
 * (design.md 4). Packed, block by block: 16 MB a million objects.
 */
import type { ObjectContent } from '../directory/object-row.ts';
import { BLOCK_SIZE, blockOfOrdinal } from '../directory/ordinal.ts';
import { isGuid } from '../util/ids.ts';

const BYTES = 16;

/** A million objects; the blocks met first are forgotten first. */
const MOST_BLOCKS = 2_048;

/** Of nobody: what is not known. */
const NOTHING = Buffer.alloc(BYTES);

export class KnownIds {
  readonly #blocks = new Map<number, Buffer>();

  /** The id of the object with this ordinal; undefined when it is not known, or the object was deleted when last seen. */
  find(ordinal: number): string | undefined {
    const bytes = this.#blocks.get(blockOfOrdinal(ordinal))?.subarray(...placeOf(ordinal));
    if (bytes === undefined || bytes.equals(NOTHING)) return undefined;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** Whoever is deleted is looked for in storage from then on, where alone it is said whether he comes back. */
  note({ ordinal, id, deleted }: Pick<ObjectContent, 'ordinal' | 'id' | 'deleted'>): void {
    const isKnown = deleted === null && isGuid(id);
    const block = this.#blocks.get(blockOfOrdinal(ordinal)) ?? this.#newBlock(ordinal);
    const [from] = placeOf(ordinal);
    if (isKnown) block.write(id.replaceAll('-', ''), from, BYTES, 'hex');
    else block.fill(0, from, from + BYTES);
  }

  #newBlock(ordinal: number): Buffer {
    const block = Buffer.alloc(BLOCK_SIZE * BYTES);
    this.#blocks.set(blockOfOrdinal(ordinal), block);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > MOST_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
    return block;
  }
}

/** Where its id begins and ends within its block. */
function placeOf(ordinal: number): readonly [number, number] {
  const from = (ordinal % BLOCK_SIZE) * BYTES;
  return [from, from + BYTES];
}
