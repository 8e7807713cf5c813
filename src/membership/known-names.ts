import type { LookupIndex } from '../ports/name-ports.ts';

/** About 15 MB when full. */
const MOST_KEPT = 100_000;

/**
 * Which ordinal was last seen to have a name. An id keeps its ordinal for ever, other names may move on: so this is a hint,
 * and whoever follows it looks whether the row still has the name. The names used last are kept.
 */
export class KnownNames {
  readonly #ordinals = new Map<string, number>();

  /** The ordinal that had the name; undefined when nothing is known of it. */
  find(index: LookupIndex, value: string): number | undefined {
    return this.#ordinals.get(keyOf(index, value));
  }

  /** The row of this ordinal has the name. */
  note(index: LookupIndex, value: string, ordinal: number): void {
    const key = keyOf(index, value);
    this.#ordinals.delete(key);
    this.#ordinals.set(key, ordinal);
    if (this.#ordinals.size <= MOST_KEPT) return;
    const [oldest] = this.#ordinals.keys();
    if (oldest !== undefined) this.#ordinals.delete(oldest);
  }
}

function keyOf(index: LookupIndex, value: string): string {
  return `${index}:${value.toLowerCase()}`;
}
