/** Advice on rules that are valid: rules-spec.md 10, and safety. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/rules/evaluate.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';
import { warnOfUnheldValues } from '../../src/rules/warn-values.ts';
import { NOW, randomRule } from '../support/random-rules.ts';

function warningsOf(text: string) {
  const result = validateRule(text);
  if (!result.valid) throw new Error(JSON.stringify(result.errors));
  return result.warnings;
}

/** The warnings of a code, each as the text it is about and what the rule becomes. */
function found(text: string, code: string) {
  return warningsOf(text)
    .filter((warning) => warning.code === code)
    .map(({ position, length, rewrite, suggestion }) => [
      text.slice(position, position + length),
      rewrite ?? suggestion ?? null,
    ]);
}

const C = 'user.userType -eq "Member"';

describe('a rule gets advice', () => {
  it.each([
    ['USER.City -eq "a"', 'PROPERTY_CASE', [['USER.City', 'user.city -eq "a"']]],
    ['user.otherMails -any (_ -eq "a")', 'PROPERTY_CASE', []],
    ['user.city -match "\\d" -or user.city -match "\\D"', 'REDUNDANT_PART', []],
    ['user.employeeHireDate -eq null -or user.employeeHireDate -eq null', 'ALWAYS_TRUE', []],
    [
      'user.accountEnabled -ne "true" -and user.accountEnabled -ne "false" -and user.accountEnabled -ne "true"',
      'USE_NOT_IN',
      [],
    ],
    [
      'user.employeeHireDate -eq "2026-01-01" -or user.employeeHireDate -eq "2026-01-02" -or user.employeeHireDate -eq "2026-01-03"',
      'USE_IN',
      [],
    ],
    [
      'user.otherMails -any (_ -match "\\s") -or user.otherMails -any (_ -match "\\S")',
      'REDUNDANT_PART',
      [],
    ],
    ['user.city –eq "a–b"', 'NON_ASCII_DASH', [['–eq', 'user.city -eq "a–b"']]],
    [
      'device.deviceOwnership -in ["personal","Corporate"]',
      'VALUE_NOT_KNOWN',
      [['"Corporate"', 'device.deviceOwnership -in ["personal","Company"]']],
    ],
    ['user.userType -eq "Gest"', 'VALUE_NOT_KNOWN', [['"Gest"', 'user.userType -eq "Guest"']]],
    ['user.userType -ne "Robot"', 'VALUE_NOT_KNOWN', [['"Robot"', null]]],
    ['user.memberOf -any (group.objectId -in ["x"])', 'GUID_FORMAT', [['"x"', null]]],
    ['user.objectId -eq "0c2b3a10-1111-4222-8333-abcdefabcdef"', 'GUID_FORMAT', []],
    [
      'user.city -contains "a" -or user.city -notMatch "b"',
      'SLOW_OPERATOR',
      [
        ['-contains', null],
        ['-notMatch', null],
      ],
    ],
    [
      'user.city -match "^bo\\.n.*"',
      'PATTERN_IS_PREFIX',
      [['-match "^bo\\.n.*"', 'user.city -startsWith "bo.n"']],
    ],
    ['user.city -match "^bo.n"', 'PATTERN_IS_PREFIX', []],
    [
      'user.city -eq "a" or (user.city -eq "b") or user.mail -eq "m" or user.city -eq "c"',
      'USE_IN',
      [
        [
          'user.city -eq "a" or (user.city -eq "b") or user.mail -eq "m" or user.city -eq "c"',
          'user.city -in ["a","b","c"] -or user.mail -eq "m"',
        ],
      ],
    ],
    [
      'user.city -ne "a" and user.city -ne "b" and user.city -ne "c"',
      'USE_NOT_IN',
      [
        [
          'user.city -ne "a" and user.city -ne "b" and user.city -ne "c"',
          'user.city -notIn ["a","b","c"]',
        ],
      ],
    ],
    [
      `${C} -and user.city -eq "a" -and (User.UserType -eq "member")`,
      'REDUNDANT_PART',
      [['(User.UserType -eq "member")', `${C} -and user.city -eq "a"`]],
    ],
    [
      `${C} -or ${C} -and user.city -eq "a"`,
      'MIXED_CONNECTORS',
      [[`${C} -and user.city -eq "a"`, `${C} -or (${C} -and user.city -eq "a")`]],
    ],
    [`${C} -or (${C} -and user.city -eq "a")`, 'MIXED_CONNECTORS', []],
    ['user.mobile -ne null -or user.MOBILE -eq "1"', 'SUBJECT_CAN_SET', [['user.mobile', null]]],
    ['user.city -eq "a"', 'GUESTS_INCLUDED', [['user.city -eq "a"', null]]],
    [C, 'GUESTS_INCLUDED', []],
    ['device.isRooted -eq true', 'GUESTS_INCLUDED', []],
  ])('%s: %s', (text, code, expected) => {
    expect(found(text, code)).toEqual(expected);
  });

  it('also about values that no object has, where a directory is at hand', () => {
    const text = 'user.city -in ["Bonn","Bnon"]';
    const result = validateRule(text);
    if (!result.valid || result.ast.kind === 'direct-reports') throw new Error(text);
    const rule = { expression: result.ast, text, scope: result.scope };
    const held = (name: string) => (name === 'city' ? new Set(['bonn']) : null);
    expect(warnOfUnheldValues(rule, held)).toMatchObject([
      { code: 'VALUE_NOT_HELD', position: 22, length: 6, params: { t: 'Bnon', p: 'user.city' } },
    ]);
  });
});

describe('conditions on one property', () => {
  it.each([
    'user.city -eq "a" -and user.city -eq "b"',
    'user.city -eq "a" -and user.city -ne "A"',
    'user.city -in ["a","b"] -and user.city -startsWith "c"',
    'user.city -eq null -and user.city -eq "a"',
    'user.city -eq null -and user.city -ne null',
    'user.city -startsWith "ab" -and user.city -startsWith "ac"',
    'user.city -startsWith "ab" -and user.city -notStartsWith "A"',
    'user.city -contains "abc" -and -not (user.city -contains "b")',
    'user.city -match "x" -and user.city -notMatch "x"',
    'user.accountEnabled -eq true -and user.accountEnabled -eq false',
    'user.employeeHireDate -ge 2026-02-01 -and user.employeeHireDate -le 2026-01-01',
    'user.employeeHireDate -ge system.now -and user.employeeHireDate -le system.now -minus P1D',
  ])('%s is never true', (text) => {
    expect(found(text, 'NEVER_TRUE')).toEqual([[text, null]]);
  });

  it.each([
    'user.city -ne "a" -or user.city -ne "b"',
    'user.city -eq null -or user.city -ne null',
    'user.city -notContains "a" -or user.city -contains "A"',
    'user.accountEnabled -ne true -or user.accountEnabled -ne false',
  ])('%s is always true', (text) => {
    expect(found(text, 'ALWAYS_TRUE')).toEqual([[text, null]]);
  });

  it('are only called constant when no object says otherwise', () => {
    let constant = 0;
    fc.assert(
      fc.property(randomRule, ({ text, objects }) => {
        const result = validateRule(text);
        if (!result.valid) throw new Error(text);
        for (const { code, position, length } of result.warnings) {
          if (code !== 'NEVER_TRUE' && code !== 'ALWAYS_TRUE') continue;
          const part = validateRule(text.slice(position, position + length));
          if (!part.valid) continue;
          constant += 1;
          for (const object of objects) {
            expect(evaluate(part.ast, object, { now: NOW })).toBe(code === 'ALWAYS_TRUE');
          }
        }
      }),
      { numRuns: 5_000 },
    );
    expect(constant).toBeGreaterThan(20);
  });
});

it('rewrites a rule to one with the same members', () => {
  let rewritten = 0;
  fc.assert(
    fc.property(randomRule, ({ text, objects }) => {
      const result = validateRule(text);
      if (!result.valid) throw new Error(text);
      for (const { code, rewrite } of result.warnings) {
        if (rewrite === undefined || code === 'VALUE_NOT_KNOWN' || rewrite.length > 3072) continue;
        const other = validateRule(rewrite);
        if (!other.valid) throw new Error(`${code}: ${text} became ${rewrite}`);
        rewritten += 1;
        for (const object of objects) {
          const [before, after] = [result, other].map(({ ast }) =>
            evaluate(ast, object, { now: NOW }),
          );
          if (before !== after) throw new Error(`${code}: ${text} became ${rewrite}`);
        }
      }
    }),
    { numRuns: 3_000 },
  );
  expect(rewritten).toBeGreaterThan(500);
});
