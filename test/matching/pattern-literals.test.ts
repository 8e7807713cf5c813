/** Texts without which a pattern can't match; whatever is promised has to be in every match. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { literalsOf } from '../../src/matching/pattern-literals.ts';
import { compilePattern } from '../../src/rules/pattern.ts';

it.each([
  ['^Sales', ['sales']],
  ['sales|hr.*lead', ['sales', 'lead']],
  ['(north|south)-[0-9]+', ['north', 'south']],
  ['ab?cde', ['cde']],
  ['abc+d', ['abc']],
  ['ab{2,3}c', ['ab']],
  ['ab{0,3}c', ['a']],
  ['\\[ztdid\\]:', ['[ztdid]:']],
  ['(?i)K', ['k']],
  ['(?:abc)?de', ['de']],
  ['x[]a]y', ['x']],
  ['\\dabc\\x41', ['abc']],
  ['\\p{Lu}ab', ['ab']],
  ['a|.', null],
  ['', null],
  ['.*', null],
  ['(a|)b*', null],
  ['é', null],
  ['\\Qa.b\\E', null],
])('%s', (source, expected) => {
  expect(literalsOf(source)).toEqual(expected);
});

const piece: fc.Arbitrary<string> = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(
      'a',
      'B',
      's',
      'K',
      '\\.',
      '.',
      '[ab]',
      '[^s]',
      '[]b]',
      '[[:alpha:]]',
      '\\d',
      '\\x61',
      '\\pL',
      '\\p{L}',
      '^',
      '$',
      'é',
      '\\b',
      '\\141',
    ),
    fc.array(tie('pattern'), { maxLength: 4 }).map((parts) => parts.join('')),
    fc.array(tie('pattern'), { minLength: 1, maxLength: 3 }).map((parts) => `(${parts.join('|')})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('?', '*', '+', '{2}', '{0,2}', '{1,}', '*?', '??'))
      .map(([inner, count]) => `(?:${inner})${count}`),
    fc
      .tuple(fc.constantFrom('a', 'k', 'S'), fc.constantFrom('?', '*', '+', '{0}', '{2,3}', '+?'))
      .map(([letter, count]) => letter + count),
    tie('pattern').map((inner) => `(?i)${inner}`),
    tie('pattern').map((inner) => `(?P<name>${inner})`),
  ),
})).pattern;

const text = fc
  .array(
    fc.constantFrom('a', 'A', 'b', 's', 'S', 'ſ', 'k', 'K', '\u212a', '.', '1', 'é', 'İ', ' '),
    { maxLength: 8 },
  )
  .map((letters) => letters.join(''));

it('what a pattern is said to need is in every text that it matches', () => {
  let matched = 0;
  let promised = 0;
  fc.assert(
    fc.property(piece, fc.array(text, { minLength: 8, maxLength: 8 }), (source, texts) => {
      const { pattern } = compilePattern(source);
      const literals = literalsOf(source);
      if (pattern === null || literals === null) return;
      promised++;
      for (const one of texts) {
        if (!pattern.test(one)) continue;
        matched++;
        const folded = one.toLowerCase().replaceAll('ſ', 's');
        expect({
          source,
          one,
          holds: literals.some((literal) => folded.includes(literal)),
        }).toEqual({ source, one, holds: true });
      }
    }),
    { numRuns: 20_000 },
  );
  expect(promised).toBeGreaterThan(3_000);
  expect(matched).toBeGreaterThan(3_000);
});
