import { describe, expect, it } from 'vitest';
import { authenticate, type Origin } from '../../src/access/authenticate.ts';

const local = { isLocal: true, issuers: [] };
const here: Origin = {
  host: 'localhost:7071',
  forwardedHost: null,
  forwardedFor: null,
  origin: null,
};

describe('the local run', () => {
  it.each(['localhost', 'LOCALHOST:7071', '127.0.0.1:80', '127.8.9.1', '[::1]:7071'])(
    'is open to %s',
    (host) => {
      expect(authenticate(local, { ...here, host }).directoryRoles).toEqual([
        'Global Administrator',
      ]);
    },
  );

  it.each([
    ['another host', { host: 'groups.contoso.com' }],
    ['a host that only begins like this machine', { host: 'localhost.evil.com' }],
    ['an address that only begins like this machine', { host: '127.0.0.1.evil.com' }],
    ['an address with words in front', { host: 'evil.com#localhost' }],
    ['no host', { host: null }],
    ['every address', { host: '0.0.0.0:7071' }],
    ['a tunnel', { forwardedHost: 'abc.tunnel.com' }],
    ['somebody elsewhere, forwarded', { forwardedFor: '203.0.113.9' }],
    ['somebody elsewhere, forwarded twice', { forwardedFor: '203.0.113.9, 127.0.0.1' }],
    ['a page of another site', { origin: 'https://evil.com' }],
    ['a page without a site', { origin: 'null' }],
  ])('is closed to %s', (_case, change) => {
    const attempt = () => authenticate(local, { ...here, ...change });
    expect(attempt).toThrow(expect.objectContaining({ status: 401 }));
  });

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1, 127.0.0.1'])(
    'is open to a host of this machine that forwards for %s',
    (forwardedFor) => {
      expect(authenticate(local, { ...here, forwardedFor }).directoryRoles).toEqual([
        'Global Administrator',
      ]);
    },
  );

  it('is open to its own portal', () => {
    const portal = { ...here, origin: 'http://localhost:7071' };
    expect(authenticate(local, portal).displayName).toBe('Local Administrator');
  });
});

describe('anywhere else', () => {
  it('names the setting that is missing', () => {
    const attempt = () => authenticate({ isLocal: false, issuers: [] }, here);
    expect(attempt).toThrow('MUSTER_ISSUERS is missing');
  });

  it('stays closed when issuers are set, and says why', () => {
    const issuers = ['https://login.example.com'];
    const attempt = () => authenticate({ isLocal: false, issuers }, here);
    expect(attempt).toThrow('cannot be checked by this version yet');
  });
});
