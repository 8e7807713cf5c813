import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KnownIds } from '../../src/membership/known-ids.ts';

const steps = fc.array(
  fc.record({
    ordinal: fc.oneof(fc.nat(1_100), fc.integer({ min: 2 ** 28, max: 2 ** 28 + 3 })),
    id: fc.uuid(),
    deleted: fc.constantFrom(null, '2026-11-21T12:00:00.000Z'),
  }),
  { maxLength: 60 },
);

it('knows the id of whoever was there when last seen, and of nobody else', () => {
  fc.assert(
    fc.property(steps, (seen) => {
      const known = new KnownIds();
      const expected = new Map<number, string>();
      for (const row of seen) {
        known.note(row);
        if (row.deleted === null) expected.set(row.ordinal, row.id);
        else expected.delete(row.ordinal);
      }
      for (let ordinal = 0; ordinal < 1_200; ordinal++)
        expect(known.find(ordinal)).toBe(expected.get(ordinal));
      for (let at = 0; at < 5; at++)
        expect(known.find(2 ** 28 + at)).toBe(expected.get(2 ** 28 + at));
    }),
    { numRuns: 50 },
  );
});
