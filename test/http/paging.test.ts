import { expect, it } from 'vitest';
import { fromIfMatch, toWireEtag } from '../../src/http/etag.ts';
import { fromSkipToken, nextLink, toSkipToken } from '../../src/http/paging.ts';
import { readOptions } from '../../src/http/query-options.ts';

it('finds its place again in the same list, whatever letter case its path has', () => {
  const token = toSkipToken('groups/x/members', '268435456');
  expect(token).toMatch(/^[\w-]+$/);
  expect(fromSkipToken('Groups/X/members', token)).toBe('268435456');
  expect(fromSkipToken('groups/x/members', null)).toBeNull();
});

it.each([
  ['of another list', toSkipToken('users', '5')],
  ['with another position', toSkipToken('groups', "5' or '1")],
  ['that was altered to go on elsewhere', altered(toSkipToken('groups', '12345'), '12345', '1')],
  ['that is cut short', toSkipToken('groups', '12345').slice(0, 6)],
  ['that is no token', '{}'],
  ['that is empty', ''],
])('refuses a token %s', (_case, token) => {
  const refusal = { status: 400, code: 'Directory_ExpiredPageToken' };
  expect(() => fromSkipToken('groups', token)).toThrow(expect.objectContaining(refusal));
});

function altered(token: string, was: string, is: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  return Buffer.from(text.replace(new RegExp(`${was}$`), is)).toString('base64url');
}

it('links to the next page with every option but the old token, and without braces', () => {
  const given = new URLSearchParams('$select=id,mail&$SkipToken=old&x={a b}&$top=2');
  const link = nextLink('https://x/v1.0/users', readOptions(given, 'v1.0'), 'new');
  expect(link).toBe('https://x/v1.0/users?$select=id,mail&x=%7Ba%20b%7D&$top=2&$skiptoken=new');
});

it('recognises only ETags of its own', () => {
  const etag = toWireEtag('v-7_x');
  expect(fromIfMatch(etag)).toBe('v-7_x');
  expect(fromIfMatch(`W/"other", ${etag}`)).toBe('v-7_x');
  for (const foreign of [null, '*', '"abc"', 'W/"JzEn"']) expect(fromIfMatch(foreign)).toBeNull();
});
