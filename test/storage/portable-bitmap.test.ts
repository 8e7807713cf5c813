import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { decodeBitmap, encodeBitmap } from '../../src/storage/portable-bitmap.ts';
import { ordinalsOf } from './samples.ts';

/** Bytes as hexadecimal digits; blanks are for the reader. */
function bytes(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits.replaceAll(' ', ''), 'hex'));
}

function hex(set: OrdinalSet): string {
  return Buffer.from(encodeBitmap(set)).toString('hex');
}

function span(first: number, count: number, step = 1): readonly number[] {
  return Array.from({ length: count }, (_, at) => first + at * step);
}

/** What each example is in the standard format, byte by byte, and which numbers it holds. */
const EXAMPLES: readonly (readonly [string, readonly number[], string])[] = [
  ['nothing', [], '3a300000 00000000'],
  ['one number', [5], '3a300000 01000000  0000 0000  10000000  0500'],
  [
    'two chunks',
    [1, 3, 65_538],
    '3a300000 02000000  0000 0100 0100 0000  18000000 1c000000  0100 0300  0200',
  ],
  ['a run as long as the list', [5, 6, 7], '3b30 0000 01  0000 0200  0100 0500 0200'],
  ['a run', span(10, 100), '3b30 0000 01  0000 6300  0100 0a00 6300'],
  ['a full chunk', span(65_536, 65_536), '3b30 0000 01  0100 ffff  0100 0000 ffff'],
  [
    'a run beside a list, without offsets',
    [...span(0, 9), 65_539],
    '3b30 0100 01  0000 0800 0100 0000  0100 0000 0800  0300',
  ],
  [
    'four chunks with a run, with offsets',
    [7, ...span(65_536, 9), 131_072, 0xffff_ffff],
    '3b30 0300 02  0000 0000 0100 0800 0200 0000 ffff 0000  25000000 27000000 2d000000 2f000000  0700  0100 0000 0800  0000  ffff',
  ],
];

describe('a portable bitmap', () => {
  it.each(EXAMPLES)('of %s is written as the standard has it', (_, ordinals, digits) => {
    expect(hex(OrdinalSet.of(ordinals))).toBe(Buffer.from(bytes(digits)).toString('hex'));
  });

  it.each(EXAMPLES)('of %s is read', (_, ordinals, digits) => {
    expect(ordinalsOf(decodeBitmap(bytes(digits)))).toEqual(ordinals);
  });

  it('is a bitmap where more than 4,096 numbers make no runs', () => {
    const many = OrdinalSet.of(span(0, 4_097, 2));
    const encoded = encodeBitmap(many);
    expect(encoded).toHaveLength(16 + 8_192);
    expect([...encoded.subarray(16, 20)]).toEqual([0x55, 0x55, 0x55, 0x55]);
    expect(decodeBitmap(encoded).equals(many)).toBe(true);
  });

  it('is a list up to 4,096 numbers', () => {
    expect(encodeBitmap(OrdinalSet.of(span(0, 4_096, 2)))).toHaveLength(16 + 8_192);
    expect(encodeBitmap(OrdinalSet.of(span(0, 4_000, 2)))).toHaveLength(16 + 8_000);
  });

  it('of any set comes back as it was', () => {
    const runs = fc.record({
      first: fc.integer({ min: 0, max: 0x3000_0000 }),
      count: fc.integer({ min: 1, max: 6_000 }),
      step: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(runs, { maxLength: 6 }), (parts) => {
        const ordinals = parts.flatMap(({ first, count, step }) => span(first, count, step));
        const set = OrdinalSet.of(ordinals);
        const read = decodeBitmap(encodeBitmap(set));
        return read.equals(set) && read.size === new Set(ordinals).size;
      }),
      { numRuns: 60 },
    );
  });

  it('can be read from the middle of other bytes', () => {
    const encoded = encodeBitmap(OrdinalSet.of([1, 70_000]));
    const padded = new Uint8Array(encoded.length + 7);
    padded.set(encoded, 3);
    const view = padded.subarray(3, 3 + encoded.length);
    expect(ordinalsOf(decodeBitmap(view))).toEqual([1, 70_000]);
  });

  it.each([
    ['another format', '39300000 00000000'],
    ['too few bytes', '3a300000 01000000 0000 0100 10000000 0500'],
    ['a run that leaves its chunk', '3b30 0000 01  0000 6300  0100 ffff 0100'],
    ['no bytes', ''],
  ])('is refused when it is %s', (_, digits) => {
    expect(() => decodeBitmap(bytes(digits))).toThrow(RangeError);
  });
});
