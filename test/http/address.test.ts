import { describe, expect, it } from 'vitest';
import { readSegments, readUrl, writePath } from '../../src/http/address.ts';

const GUID = '2a9c0000-1111-4222-8333-444444444444';

describe('segments of a path', () => {
  it.each([
    ['/groups/x/members/$ref', 'groups x members $ref'],
    ['/groups//x/', 'groups x'],
    ["/groups('x')/members", 'groups [x] members'],
    [`/groups(${GUID})`, `groups [${GUID}]`],
    ["/devices(deviceId='x')", 'devices [deviceId=x]'],
    ["/users('o''brien@contoso.com')", "users [o'brien@contoso.com]"],
    ['/users%28%27a%2Fb%27%29', 'users [a/b]'],
    ['/users/a%2Fb', 'users a/b'],
    ['/users/a%2525b', 'users a%25b'],
    ['/groups/delta()', 'groups delta'],
    ['/users/a(b)', 'users a(b)'],
    ["/users('a'b')", "users('a'b')"],
    ['/%24count', '$count'],
    ['/members/graph.user', 'members microsoft.graph.user'],
    ['/members/Graph.User/$count', 'members microsoft.graph.User $count'],
    ['/groups/graph.delta()', 'groups microsoft.graph.delta'],
    ['/users/graph.admin@contoso.com', 'users graph.admin@contoso.com'],
  ])('%s', (path, expected) => {
    const segments = readSegments(path).map((segment) => {
      if (segment.kind === 'word') return segment.text;
      return segment.name === null ? `[${segment.text}]` : `[${segment.name}=${segment.text}]`;
    });
    expect(segments.join(' ')).toBe(expected);
  });

  it.each([
    "applications(appId='o''x')/extensionProperties",
    'groups/x/members/$count',
    'users/a@b.c/memberOf',
  ])('%s is written as it was read', (path) => {
    expect(writePath(readSegments(`/${path}`))).toBe(path);
  });

  it('reads back what it writes when the key has a slash', () => {
    const segments = readSegments("/users('a%2Fb')");
    expect(readSegments(`/${writePath(segments)}`).map(({ text }) => text)).toEqual([
      'users',
      'a/b',
    ]);
  });
});

it('refuses an address of more than 8,192 characters with 414', () => {
  const start = 'http://x/';
  expect(readUrl(start.padEnd(8_192, 'x')).pathname).toHaveLength(8_184);
  expect(() => readUrl(start.padEnd(8_193, 'x'))).toThrow(expect.objectContaining({ status: 414 }));
});
