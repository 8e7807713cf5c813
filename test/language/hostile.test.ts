/** Texts made to hurt a parser: each is refused or read, at a cost that grows no faster than the text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRule } from '../../src/language/parse-rule.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';

/** Steps a text may cost: a few looks at each token and each character once. */
const STEPS_PER_CHARACTER = 12;
const STEPS_AT_LEAST = 40;

function expectLinear(text: string): void {
  const { steps } = parseRule(text);
  expect(steps).toBeLessThanOrEqual(STEPS_PER_CHARACTER * text.length + STEPS_AT_LEAST);
}

const fill = (unit: string, length = 3072) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const C = 'user.city -eq "a"';

const BOMBS: readonly string[] = [
  ...['(', ')', '[', ']', ',', '()', ')(', '[]', '((', '( '].map((unit) => fill(unit)),
  ...['-not ', 'not ', '-not(', '(-not ', '-', '–', '--', '-and ', '-or ', 'and '].map((unit) =>
    fill(unit),
  ),
  ...['"', "'", '""', "''", '`"', '`', '``', '"\'', '"`', '`"`'].map((unit) => fill(unit)),
  ...['\0', '\ud800', '\udc00', '😀', '\u200b', '\ufeff', '\u00a0', '\r\n', '\u2028', '“'].map(
    (unit) => fill(unit),
  ),
  ...['a', '_', '.', 'a.', '_.', '1', '1.', '1-', '$', '$null', '=', '&|'].map((unit) =>
    fill(unit),
  ),
  fill(`${C} -and `),
  fill(`${C} -or (`),
  fill(`${C} `),
  `user.city -in [${fill('"a",', 3000)}"a"]`,
  `user.city -in [${fill('[', 3000)}`,
  `user.city -in [${fill('"a" ', 3000)}`,
  `user.city -eq ${fill('(', 3000)}`,
  `user.employeeHireDate -ge ${'('.repeat(1500)}system.now${')'.repeat(1500)}`,
  `user.employeeHireDate -ge ${'('.repeat(1500)}system.now${')'.repeat(1499)}`,
  `user.employeeHireDate -ge system.now -plus P${fill('9', 3000)}D`,
  `user.employeeHireDate -ge system.now ${fill('-plus P1D ', 3000)}`,
  fill('user.otherMails -any '),
  fill('_ -any '),
  `${fill('user.otherMails -any (', 2200)}`,
  `${'('.repeat(101)}${C}${')'.repeat(101)}`,
  `user.city -eq "${fill('`"', 3000)}"`,
  `user.${fill('extension_', 3000)} -eq "a"`,
  `user.extension_${fill('01234567-89ab-', 3000)} -eq "a"`,
  fill('2026-01-01T'),
  fill('0c2b3a10-1111-4222-8333-'),
  fill('Direct Reports for '),
  `Direct Reports for "${fill('{', 3000)}"`,
];

describe('bombs', () => {
  it(`are ${BOMBS.length} at least`, () => expect(BOMBS.length).toBeGreaterThanOrEqual(60));

  it.each(BOMBS.map((text, index) => [index, JSON.stringify(text.slice(0, 24)), text] as const))(
    '%i %s is refused or read',
    (_, __, text) => {
      expect(text.length).toBeLessThanOrEqual(3072);
      expectLinear(text);
      const result = validateRule(text);
      if (!result.valid) {
        for (const { position, length } of result.errors) {
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position + length).toBeLessThanOrEqual(text.length);
        }
      }
    },
  );

  it.each(BOMBS.map((text, index) => [index, text] as const))(
    '%i holds a hundred times as long',
    (_, text) => {
      expectLinear(text.repeat(100));
    },
  );
});

const TOKENS = [
  ...[
    '(',
    ')',
    '[',
    ']',
    ',',
    ' ',
    '\n',
    'user.city',
    'device.isRooted',
    '_',
    'assignedPlan.service',
  ],
  ...[
    '-eq',
    '-ne',
    'in',
    '-notIn',
    '-match',
    '-any',
    '-all',
    '-not',
    '-and',
    '-or',
    '–or',
    '-plus',
  ],
  ...[
    '"a"',
    "'b'",
    '`"c`"',
    '"',
    "'",
    '`',
    'true',
    'null',
    '$null',
    '5',
    '2026-01-01',
    'system.now',
  ],
  ...[
    'P1D',
    'Direct',
    'Reports',
    'for',
    '=',
    '&&',
    '\\',
    '“',
    '\ud83d',
    '\0',
    'group.objectId',
    'x.y',
  ],
];

const text = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...TOKENS) },
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    {
      maxLength: 800,
      size: 'max',
    },
  )
  .chain((parts) => fc.constantFrom('', ' ').map((blank) => parts.join(blank).slice(0, 4000)));

/** Starts like a rule, so that the reading goes on for a while. */
const longRule = fc
  .array(
    fc.constantFrom(
      ...[
        'user.city -eq "a"',
        '(_ -in ["a","b"])',
        'user.mail -any _ -eq "b"',
        '-not (user.x -ne 5)',
      ],
    ),
    {
      maxLength: 120,
      size: 'max',
    },
  )
  .chain((parts) =>
    fc
      .tuple(fc.constant(parts.join(' -or ')), text)
      .map(([start, end]) => `${start} -or ${end}`.slice(0, 4000)),
  );

it('no text throws, hangs or costs more than a few steps a character', () => {
  fc.assert(
    fc.property(fc.oneof(text, longRule), (input) => {
      expectLinear(input);
      const { fault } = parseRule(input);
      if (fault !== null) expect(fault.position + fault.length).toBeLessThanOrEqual(input.length);
    }),
    { numRuns: 10_000 },
  );
});

it('no text up to the limit makes the checks throw', () => {
  fc.assert(
    fc.property(fc.oneof(text, longRule), (input) => {
      const result = validateRule(input.slice(0, 3072));
      if (result.valid) expect(result.warnings.every(({ position }) => position >= 0)).toBe(true);
      else expect(result.errors.length).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});
