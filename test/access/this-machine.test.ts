import { describe, expect, it } from 'vitest';
import { isOnThisMachine } from '../../src/access/this-machine.ts';

const here = { host: 'localhost:7071' };

const isOpen = (headers: Record<string, string>) => isOnThisMachine(new Headers(headers));

describe('the local run', () => {
  it.each(['localhost', 'LOCALHOST:7071', '127.0.0.1:80', '127.8.9.1', '[::1]:7071'])(
    'is open to %s',
    (host) => {
      expect(isOpen({ host })).toBe(true);
    },
  );

  it.each<[string, Record<string, string>]>([
    ['another host', { host: 'groups.contoso.com' }],
    ['a host that only begins like this machine', { host: 'localhost.evil.com' }],
    ['an address that only begins like this machine', { host: '127.0.0.1.evil.com' }],
    ['an address with words in front', { host: 'evil.com#localhost' }],
    ['every address', { host: '0.0.0.0:7071' }],
    ['a tunnel', { ...here, 'x-forwarded-host': 'abc.tunnel.com' }],
    ['a proxy that speaks RFC 7239', { ...here, forwarded: 'for=203.0.113.9;host=localhost' }],
    ['somebody elsewhere, forwarded', { ...here, 'x-forwarded-for': '203.0.113.9' }],
    [
      'somebody elsewhere, forwarded twice',
      { ...here, 'x-forwarded-for': '203.0.113.9, 127.0.0.1' },
    ],
    ['a page of another site', { ...here, origin: 'https://evil.com' }],
    ['a page without a site', { ...here, origin: 'null' }],
    ['a request without a host', {}],
  ])('is closed to %s', (_case, headers) => {
    expect(isOpen(headers)).toBe(false);
  });

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1, 127.0.0.1'])(
    'is open to a host of this machine that forwards for %s',
    (forwardedFor) => {
      expect(isOpen({ ...here, 'x-forwarded-for': forwardedFor })).toBe(true);
    },
  );

  it('is open to its own portal', () => {
    expect(isOpen({ ...here, origin: 'http://localhost:7071' })).toBe(true);
  });
});
