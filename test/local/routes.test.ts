/** Which function a path reaches: the route syntax of ASP.NET Core as the Functions host reads it. */
import { describe, expect, test } from 'vitest';
import { matchRoute, parseRouteTemplate } from '../../src/local/host/route-template.ts';

const GUID = '91919a04-60d5-4e62-bed5-f2241e24bd55';

function match(template: string, path: string): unknown {
  return matchRoute(parseRouteTemplate(template), path);
}

test.each([
  ['groups', 'GROUPS/', {}],
  ['', '', {}],
  ['groups/{id}', 'groups/a', { id: 'a' }],
  ['groups/{id?}', 'groups', {}],
  ['groups/{id=all}', 'groups', { id: 'all' }],
  ['groups/{*rest}', 'groups/a/b%20c', { rest: 'a/b c' }],
  ['groups/{*rest}', 'groups', {}],
  ['{*rest}', '', {}],
  ['{version:regex(^(v1\\.0|beta)$)}/{*rest}', 'V1.0/me', { version: 'V1.0', rest: 'me' }],
  ['{from}-{to}', 'a-b-c', { from: 'a-b', to: 'c' }],
  ['code/{c:regex(^\\d{{3}}$)}', 'code/123', { c: '123' }],
  ['%24batch/{id}', '%24batch/x%2Fy', undefined],
  ['$batch/{id}', '%24batch/x%2Fy', { id: 'x%2Fy' }],
  ['{page:int:min(1)=3}', '', { page: '3' }],
])('%j takes %j', (template, path, values) => {
  expect(match(template, path)).toEqual(values);
});

test.each([
  ['groups', 'groups/a'],
  ['groups/{id}', 'groups'],
  ['groups/{id}', 'groups/a/b'],
  ['groups/{id}/x', 'groups//x'],
  ['{from}-{to}', 'a-'],
])('%j leaves %j alone', (template, path) => {
  expect(match(template, path)).toBeUndefined();
});

describe('constraints', () => {
  test.each([
    ['int', ['1', '-7', '2147483647'], ['1.5', 'x', '2147483648']],
    ['long', ['9223372036854775807'], ['9223372036854775808']],
    ['bool', ['true', 'FALSE'], ['1']],
    ['guid', [GUID, GUID.toUpperCase(), `{${GUID}}`, GUID.replaceAll('-', '')], [`${GUID}0`, 'x']],
    ['datetime', ['2026-01-31'], ['yesterday']],
    ['decimal', ['1.5'], ['1e5', 'x']],
    ['double', ['1e5', '.5'], ['x']],
    ['alpha', ['abC'], ['a1']],
    ['length(3)', ['abc'], ['ab', 'abcd']],
    ['length(2,3)', ['ab', 'abc'], ['a', 'abcd']],
    ['minlength(2)', ['ab'], ['a']],
    ['maxlength(2)', ['ab'], ['abc']],
    ['min(2)', ['2'], ['1', 'x']],
    ['max(2)', ['2'], ['3']],
    ['range(2,3)', ['2', '3'], ['1', '4']],
    ['regex(^[[a-c]]+:$)', ['abc:'], ['d:']],
    ['int:min(5)', ['5'], ['4']],
  ])('%s', (constraint, good, bad) => {
    const fits = (value: string): boolean =>
      match(`x/{id:${constraint}}`, `x/${encodeURIComponent(value)}`) !== undefined;
    expect(good.filter((value) => !fits(value))).toEqual([]);
    expect(bad.filter(fits)).toEqual([]);
  });
});

test.each([
  ['x/{id:uuid}', "the constraint 'uuid' is unknown"],
  ['x/{id', 'a brace is open'],
  ['x/{*rest}/y', 'nothing may follow'],
  ['x/a{id?}', 'a segment of its own'],
  ['x/{}', 'is not a parameter'],
])('%j is refused with a sentence', (template, message) => {
  expect(() => parseRouteTemplate(template)).toThrow(message);
});
