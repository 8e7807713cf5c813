import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHUNK_SIZE, firstOrdinal } from '../../src/directory/ordinal.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';

const ordinals = fc.uniqueArray(
  fc.oneof(
    fc.integer({ min: 0, max: 3 * CHUNK_SIZE }),
    fc.integer({ min: 0, max: 100 }).map((n) => firstOrdinal('device') + n),
    fc.integer({ min: 0, max: 100 }).map((n) => firstOrdinal('group') + n),
  ),
  { maxLength: 200 },
);

const sorted = (values: Iterable<number>) => [...values].sort((left, right) => left - right);

describe('a set of ordinals behaves as a mathematical set', () => {
  test('it gives back what was added, ascending, and counts it', () => {
    fc.assert(
      fc.property(ordinals, (values) => {
        const set = OrdinalSet.of(values);
        expect([...set.ordinals()]).toEqual(sorted(values));
        expect(set.size).toBe(values.length);
        expect(values.every((value) => set.has(value))).toBe(true);
      }),
    );
  });

  test('union and difference are those of sets', () => {
    fc.assert(
      fc.property(ordinals, ordinals, (left, right) => {
        const union = OrdinalSet.of(left);
        union.addAll(OrdinalSet.of(right));
        expect([...union.ordinals()]).toEqual(sorted(new Set([...left, ...right])));
        const difference = OrdinalSet.of(left).minus(OrdinalSet.of(right));
        expect([...difference.ordinals()]).toEqual(
          sorted(left.filter((value) => !right.includes(value))),
        );
      }),
    );
  });

  test('what is deleted is gone, and an emptied set is empty', () => {
    fc.assert(
      fc.property(ordinals, (values) => {
        const set = OrdinalSet.of(values);
        for (const value of values) set.delete(value);
        expect(set.isEmpty).toBe(true);
        expect(set.chunkNumbers).toEqual([]);
      }),
    );
  });

  test('a page starts where the one before ended', () => {
    const set = OrdinalSet.of([
      1,
      5,
      CHUNK_SIZE - 1,
      CHUNK_SIZE,
      CHUNK_SIZE + 31,
      firstOrdinal('device') + 3,
    ]);
    expect([...set.ordinals(6)]).toEqual([
      CHUNK_SIZE - 1,
      CHUNK_SIZE,
      CHUNK_SIZE + 31,
      firstOrdinal('device') + 3,
    ]);
    expect([...set.ordinals(CHUNK_SIZE)]).toEqual([
      CHUNK_SIZE,
      CHUNK_SIZE + 31,
      firstOrdinal('device') + 3,
    ]);
  });

  test('a copy is independent', () => {
    const set = OrdinalSet.of([1, 2]);
    const copy = set.clone();
    copy.delete(1);
    expect(set.has(1)).toBe(true);
  });
});
