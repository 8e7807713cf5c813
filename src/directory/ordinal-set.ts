/**
 * A set of ordinals, held as one bitmap a chunk: the members of a group, or the objects of a range that a rule selects.
 * Values are changed in place only by the one who made them; what is read from storage is copied first.
 */
import { CHUNK_SIZE } from './ordinal.ts';

const WORDS = CHUNK_SIZE / 32;

export class OrdinalSet {
  readonly #chunks = new Map<number, Uint32Array>();

  static of(ordinals: Iterable<number>): OrdinalSet {
    const set = new OrdinalSet();
    for (const ordinal of ordinals) set.add(ordinal);
    return set;
  }

  has(ordinal: number): boolean {
    const bits = this.#chunks.get(Math.floor(ordinal / CHUNK_SIZE));
    if (bits === undefined) return false;
    const low = ordinal % CHUNK_SIZE;
    return (((bits[low >>> 5] ?? 0) >>> (low & 31)) & 1) === 1;
  }

  add(ordinal: number): void {
    const bits = this.#bits(Math.floor(ordinal / CHUNK_SIZE));
    const low = ordinal % CHUNK_SIZE;
    bits[low >>> 5] = (bits[low >>> 5] ?? 0) | (1 << (low & 31));
  }

  delete(ordinal: number): void {
    const chunk = Math.floor(ordinal / CHUNK_SIZE);
    const bits = this.#chunks.get(chunk);
    if (bits === undefined) return;
    const low = ordinal % CHUNK_SIZE;
    bits[low >>> 5] = (bits[low >>> 5] ?? 0) & ~(1 << (low & 31));
    if (bits.every((word) => word === 0)) this.#chunks.delete(chunk);
  }

  /** How many ordinals it holds. */
  get size(): number {
    let size = 0;
    for (const bits of this.#chunks.values()) size += countBits(bits);
    return size;
  }

  get isEmpty(): boolean {
    return this.#chunks.size === 0;
  }

  /** The chunks that hold at least one ordinal, ascending. */
  get chunkNumbers(): readonly number[] {
    return [...this.#chunks.keys()].sort((left, right) => left - right);
  }

  /** All ordinals, ascending; with `from`, those not below it. */
  *ordinals(from = 0): IterableIterator<number> {
    for (const chunk of this.chunkNumbers) {
      if ((chunk + 1) * CHUNK_SIZE <= from) continue;
      yield* this.#ordinalsOf(chunk, from);
    }
  }

  /** The bitmap of one chunk as 2,048 words; null when it is empty. To be read only. */
  chunk(chunk: number): Uint32Array | null {
    return this.#chunks.get(chunk) ?? null;
  }

  /** Replaces a chunk by a bitmap of 2,048 words, which the set keeps. */
  setChunk(chunk: number, bits: Uint32Array): void {
    if (bits.length !== WORDS) throw new RangeError('A chunk has 2,048 words.');
    if (bits.some((word) => word !== 0)) this.#chunks.set(chunk, bits);
    else this.#chunks.delete(chunk);
  }

  clone(): OrdinalSet {
    const copy = new OrdinalSet();
    for (const [chunk, bits] of this.#chunks) copy.#chunks.set(chunk, bits.slice());
    return copy;
  }

  /** Adds every ordinal of another set. */
  addAll(other: OrdinalSet): void {
    for (const [chunk, theirs] of other.#chunks) {
      const bits = this.#bits(chunk);
      for (let word = 0; word < WORDS; word++) bits[word] = (bits[word] ?? 0) | (theirs[word] ?? 0);
    }
  }

  /** What this set has and the other has not. */
  minus(other: OrdinalSet): OrdinalSet {
    const result = new OrdinalSet();
    for (const [chunk, bits] of this.#chunks) {
      const theirs = other.#chunks.get(chunk);
      result.setChunk(
        chunk,
        theirs === undefined ? bits.slice() : bits.map((word, at) => word & ~(theirs[at] ?? 0)),
      );
    }
    return result;
  }

  /** The part of the set that a test of chunk numbers lets through, such as the chunks of one kind. */
  filterChunks(keep: (chunk: number) => boolean): OrdinalSet {
    const result = new OrdinalSet();
    for (const [chunk, bits] of this.#chunks)
      if (keep(chunk)) result.#chunks.set(chunk, bits.slice());
    return result;
  }

  equals(other: OrdinalSet): boolean {
    return this.minus(other).isEmpty && other.minus(this).isEmpty;
  }

  #bits(chunk: number): Uint32Array {
    const existing = this.#chunks.get(chunk);
    if (existing !== undefined) return existing;
    const fresh = new Uint32Array(WORDS);
    this.#chunks.set(chunk, fresh);
    return fresh;
  }

  *#ordinalsOf(chunk: number, from: number): IterableIterator<number> {
    const bits = this.#chunks.get(chunk);
    if (bits === undefined) return;
    for (let word = 0; word < WORDS; word++) {
      for (let rest = bits[word] ?? 0; rest !== 0; rest &= rest - 1) {
        const ordinal = chunk * CHUNK_SIZE + word * 32 + (31 - Math.clz32(rest & -rest));
        if (ordinal >= from) yield ordinal;
      }
    }
  }
}

function countBits(bits: Uint32Array): number {
  let count = 0;
  for (const word of bits) {
    let rest = word - ((word >>> 1) & 0x55555555);
    rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
    count += Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
