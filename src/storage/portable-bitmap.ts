/**
 * A set of ordinals as bytes in the standard portable Roaring format for 32-bit numbers, which libraries of many languages
 * read (github.com/RoaringBitmap/RoaringFormatSpec): a container of 65,536 numbers is a sorted list, a bitmap or a list of
 * runs, whichever is smallest. Little-endian throughout.
 */
import { OrdinalSet } from '../directory/ordinal-set.ts';

const COOKIE_WITHOUT_RUNS = 12_346;
const COOKIE_WITH_RUNS = 12_347;
/** With runs, fewer containers than this have no table of offsets. */
const OFFSETS_FROM = 4;
const LIST_LIMIT = 4_096;
const WORDS = 2_048;
const BITMAP_BYTES = 8_192;

interface Container {
  readonly chunk: number;
  readonly bits: Uint32Array;
  readonly cardinality: number;
  /** Null: written as a list or bitmap. */
  readonly runs: readonly Run[] | null;
  readonly bytes: number;
}

interface Run {
  readonly first: number;
  readonly last: number;
}

export function encodeBitmap(set: OrdinalSet): Uint8Array {
  const containers = set.chunkNumbers.map((chunk) => containerOf(set, chunk));
  const hasRuns = containers.some(({ runs }) => runs !== null);
  const head = headLength(containers.length, hasRuns);
  const bytes = new Uint8Array(containers.reduce((length, each) => length + each.bytes, head));
  const view = new DataView(bytes.buffer);
  writeHead(view, containers, hasRuns);
  let at = head;
  for (const container of containers) {
    writeContainer(view, at, container);
    at += container.bytes;
  }
  return bytes;
}

/** Throws RangeError for bytes that are not such a bitmap. */
export function decodeBitmap(bytes: Uint8Array): OrdinalSet {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cookie = view.getUint32(0, true);
  const hasRuns = (cookie & 0xffff) === COOKIE_WITH_RUNS;
  if (!hasRuns && cookie !== COOKIE_WITHOUT_RUNS)
    throw new RangeError('The bytes are not a portable Roaring bitmap.');
  const count = hasRuns ? (cookie >>> 16) + 1 : view.getUint32(4, true);
  const set = new OrdinalSet();
  const table = tableStart(count, hasRuns);
  let at = headLength(count, hasRuns);
  for (let index = 0; index < count; index++) {
    const isRun = hasRuns && ((view.getUint8(4 + (index >>> 3)) >>> (index & 7)) & 1) === 1;
    const cardinality = view.getUint16(table + index * 4 + 2, true) + 1;
    const bits = new Uint32Array(WORDS);
    at = isRun ? readRuns(view, at, bits) : readNumbers(view, at, { bits, cardinality });
    set.setChunk(view.getUint16(table + index * 4, true), bits);
  }
  return set;
}

function containerOf(set: OrdinalSet, chunk: number): Container {
  const bits = set.chunk(chunk) ?? new Uint32Array(WORDS);
  const { cardinality, runCount } = measure(bits);
  const plainBytes = cardinality <= LIST_LIMIT ? cardinality * 2 : BITMAP_BYTES;
  const runBytes = 2 + runCount * 4;
  if (runBytes > plainBytes) return { chunk, bits, cardinality, runs: null, bytes: plainBytes };
  return { chunk, bits, cardinality, runs: runsOf(bits), bytes: runBytes };
}

/** A run begins at every bit whose lower neighbour is not set. */
function measure(bits: Uint32Array): { readonly cardinality: number; readonly runCount: number } {
  let cardinality = 0;
  let runCount = 0;
  let carry = 0;
  for (const word of bits) {
    if (word !== 0) {
      cardinality += countBits(word);
      runCount += countBits(word & ~((word << 1) | carry));
    }
    carry = word >>> 31;
  }
  return { cardinality, runCount };
}

function countBits(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function runsOf(bits: Uint32Array): readonly Run[] {
  const runs: Run[] = [];
  let first: number | null = null;
  let last = 0;
  for (const low of setBits(bits)) {
    if (first === null) first = low;
    else if (low !== last + 1) {
      runs.push({ first, last });
      first = low;
    }
    last = low;
  }
  if (first !== null) runs.push({ first, last });
  return runs;
}

function* setBits(bits: Uint32Array): IterableIterator<number> {
  for (const [word, value] of bits.entries()) {
    for (let rest = value; rest !== 0; rest &= rest - 1)
      yield word * 32 + (31 - Math.clz32(rest & -rest));
  }
}

/** Where the table of chunk numbers and sizes begins. */
function tableStart(count: number, hasRuns: boolean): number {
  return hasRuns ? 4 + Math.ceil(count / 8) : 8;
}

function headLength(count: number, hasRuns: boolean): number {
  const offsets = hasRuns && count < OFFSETS_FROM ? 0 : 4;
  return tableStart(count, hasRuns) + count * (4 + offsets);
}

function writeHead(view: DataView, containers: readonly Container[], hasRuns: boolean): void {
  const count = containers.length;
  if (hasRuns) {
    view.setUint32(0, COOKIE_WITH_RUNS | ((count - 1) << 16), true);
    for (const [index, { runs }] of containers.entries()) {
      const flags = 4 + (index >>> 3);
      if (runs !== null) view.setUint8(flags, view.getUint8(flags) | (1 << (index & 7)));
    }
  } else {
    view.setUint32(0, COOKIE_WITHOUT_RUNS, true);
    view.setUint32(4, count, true);
  }
  const table = tableStart(count, hasRuns);
  for (const [index, { chunk, cardinality }] of containers.entries()) {
    view.setUint16(table + index * 4, chunk, true);
    view.setUint16(table + index * 4 + 2, cardinality - 1, true);
  }
  if (hasRuns && count < OFFSETS_FROM) return;
  let offset = headLength(count, hasRuns);
  for (const [index, { bytes }] of containers.entries()) {
    view.setUint32(table + count * 4 + index * 4, offset, true);
    offset += bytes;
  }
}

function writeContainer(view: DataView, start: number, container: Container): void {
  let at = start;
  if (container.runs !== null) {
    view.setUint16(at, container.runs.length, true);
    for (const { first, last } of container.runs) {
      view.setUint16(at + 2, first, true);
      view.setUint16(at + 4, last - first, true);
      at += 4;
    }
  } else if (container.cardinality <= LIST_LIMIT) {
    for (const low of setBits(container.bits)) {
      view.setUint16(at, low, true);
      at += 2;
    }
  } else {
    for (const word of container.bits) {
      view.setUint32(at, word, true);
      at += 4;
    }
  }
}

function readRuns(view: DataView, start: number, bits: Uint32Array): number {
  const count = view.getUint16(start, true);
  for (let index = 0; index < count; index++) {
    const first = view.getUint16(start + 2 + index * 4, true);
    const last = first + view.getUint16(start + 4 + index * 4, true);
    if (last > 0xffff) throw new RangeError('A run of the bitmap leaves its container.');
    for (let low = first; low <= last; low++) setBit(bits, low);
  }
  return start + 2 + count * 4;
}

function readNumbers(
  view: DataView,
  start: number,
  into: { readonly bits: Uint32Array; readonly cardinality: number },
): number {
  const { bits, cardinality } = into;
  if (cardinality <= LIST_LIMIT) {
    for (let index = 0; index < cardinality; index++)
      setBit(bits, view.getUint16(start + index * 2, true));
    return start + cardinality * 2;
  }
  for (let word = 0; word < WORDS; word++) bits[word] = view.getUint32(start + word * 4, true);
  return start + BITMAP_BYTES;
}

function setBit(bits: Uint32Array, low: number): void {
  bits[low >>> 5] = (bits[low >>> 5] ?? 0) | (1 << (low & 31));
}
