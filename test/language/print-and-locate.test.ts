import { describe, expect, it } from 'vitest';
import { lineOf, locationOf } from '../../src/language/location.ts';
import { parseRule } from '../../src/language/parse-rule.ts';
import { printRule } from '../../src/language/print-rule.ts';

describe('a rule is printed', () => {
  it.each([
    ["USER.City–EQ'a\"b`c''d'", 'USER.City -eq "a`"b``c\'\'d"'],
    ['user.x eq `"a`"', 'user.x -eq "`"a`""'],
    [
      '(user.x NOTIN [ "a" ,$null,5 ])or not user.y any(_ ne FALSE)',
      '(user.x -notIn ["a",null,5]) -or -not user.y -any (_ -ne false)',
    ],
    ['user.x le((system.now minus p1d))', 'user.x -le ((system.now -minus p1d))'],
    ["direct reports for 'x'", 'Direct Reports for "x"'],
  ])('%s as %s', (text, printed) => {
    const { ast } = parseRule(text);
    expect(ast && printRule(ast)).toBe(printed);
  });
});

describe('a place in a text', () => {
  const text = 'ab\ncd\r\n\ref';
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [6, 2, 4],
    [7, 3, 1],
    [8, 4, 1],
    [10, 4, 3],
  ])('%i is line %i, column %i', (offset, line, column) => {
    expect(locationOf(text, offset)).toEqual({ line, column });
  });

  it('lines are shown without their breaks', () => {
    expect([1, 2, 3, 4, 5].map((line) => lineOf(text, line))).toEqual(['ab', 'cd', '', 'ef', '']);
  });
});
