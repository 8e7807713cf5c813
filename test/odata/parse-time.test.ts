/** Whatever is sent is read in time that grows with its length, and ends in a filter or a 400. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { USER_QUERIES } from '../../src/contract/user-queries.ts';
import { USER } from '../../src/contract/user-type.ts';
import { compileFilter } from '../../src/odata/compile-filter.ts';
import { keysOf } from '../../src/odata/keys.ts';
import { parseOrder } from '../../src/odata/order.ts';
import { parseExpand } from '../../src/odata/parse-expand.ts';
import { parseFilter } from '../../src/odata/parse-filter.ts';
import type { Queried } from '../../src/odata/queried.ts';
import { compileSearch } from '../../src/odata/search.ts';
import { RequestError } from '../../src/util/errors.ts';

const QUERIED: Queried = {
  types: [{ resource: USER, traits: USER_QUERIES }],
  version: 'v1.0',
  isRelation: false,
};

const READERS: Readonly<Record<string, (text: string) => void>> = {
  filter: (text) => {
    const filter = parseFilter(text);
    keysOf(filter, [{ name: 'id' }, { name: 'mail', onlyWith: 'accountEnabled' }]);
    compileFilter(filter, QUERIED).matches({ displayName: 'a' });
  },
  search: (text) => void compileSearch(text, QUERIED)({ displayName: text }),
  orderby: (text) => void parseOrder(text, QUERIED),
  expand: (text) => void parseExpand(text, QUERIED),
};

/** Milliseconds; a refusal has to be a 400. */
function timed(read: (text: string) => void, text: string): number {
  const start = performance.now();
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    expect(error.status).toBe(400);
  }
  return performance.now() - start;
}

const pieces = fc.constantFrom(
  ...["'", "''", '(', ')', ',', '/', ':', ' ', '"', '\\', 'a', '0', '-', '.', '$', '@', '\t', 'é'],
  ...[
    'not ',
    ' and ',
    ' or ',
    ' eq ',
    "displayName eq 'a'",
    'any(x:',
    'in (',
    'startswith(',
    '2026-01-',
    'true',
  ],
  ...[
    '"displayName:a"',
    ' AND ',
    ' OR ',
    '$select=',
    'desc',
    ';',
    '=',
    'id eq ',
    '2a9c1f0e-1111-4222-',
    '1e',
  ],
);

describe.each(Object.entries(READERS))('%s', (_option, read) => {
  it('takes any text of 8,000 characters', async () => {
    await fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((piece) => piece.repeat(Math.ceil(8_000 / piece.length))),
          fc.tuple(pieces, pieces).map(([first, second]) => `${first}${second}`.repeat(1_000)),
          fc.array(pieces, { maxLength: 400 }).map((some) => some.join('')),
          fc.array(pieces, { minLength: 5, maxLength: 5 }).map((some) => some.join('').repeat(200)),
          fc.string({ unit: 'binary', maxLength: 200 }),
        ),
        (text) => {
          const sent = text.slice(0, 8_192);
          // A machine that is busy may be slow once.
          const isSlow = timed(read, sent) > 250 && timed(read, sent) > 250;
          expect(isSlow, sent.slice(0, 60)).toBe(false);
        },
      ),
      { numRuns: 1_500, seed: 5 },
    );
  });

  it('takes time that grows with the length', () => {
    const texts = [
      '('.repeat(40),
      "displayName eq 'a' or ",
      '"displayName:a" OR ',
      'a '.repeat(20),
    ];
    for (const text of texts) {
      for (let warm = 0; warm < 20; warm++) timed(read, text.repeat(40));
      const fastest = (size: number) =>
        Math.min(...Array.from({ length: 15 }, () => timed(read, text.repeat(size))));
      const [short, long] = [fastest(40), fastest(640)];
      // Sixteen times the text: a square would be 256 times as much.
      expect(long, text.slice(0, 30)).toBeLessThan(Math.max(short, 0.02) * 80);
    }
  });
});
