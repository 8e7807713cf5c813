/** When the keys of an issuer are asked for, and what happens when they can't be had. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Identify } from '../../src/access/caller.ts';
import { createIdentify } from '../../src/identity/identify.ts';
import { json, newKey, startTestIssuer, type TestIssuer } from '../support/test-issuer.ts';
import { AUDIENCE, goodClaims } from './good-claims.ts';

const START = Date.parse('2026-11-21T12:00:00Z');
const DISCOVERY = '/.well-known/openid-configuration';

const [one, two, three] = [newKey('one'), newKey('two'), newKey('three')];
let issuer: TestIssuer;
let identify: Identify;
let seconds = 0;

beforeEach(async () => {
  seconds = 0;
  issuer = await startTestIssuer('', [one]);
  identify = newInstance();
});

afterEach(() => issuer.stop());

function newInstance(issuers = [issuer.address]): Identify {
  const clock = { now: () => new Date(START + seconds * 1_000) };
  return createIdentify({ isLocal: false, issuers, audiences: [AUDIENCE] }, clock);
}

/** `good`, or the status of the error and a part of what it says. */
async function tryToken(token = newToken()): Promise<string> {
  return identify(new Headers({ authorization: `Bearer ${token}` })).then(
    () => 'good',
    ({ status, message }) => `${status} ${message}`,
  );
}

function newToken(header = {}): string {
  return issuer.sign(goodClaims(issuer, new Date(START + seconds * 1_000)), header);
}

/** An issuer that is right but for its keys. */
function keysOnly(keys: readonly unknown[]): (path: string) => ReturnType<typeof json> {
  return (path) => {
    const { address } = issuer;
    return json(path === '/keys' ? { keys } : { issuer: address, jwks_uri: `${address}/keys` });
  };
}

const loads = () => issuer.asked.filter((path) => path === '/keys').length;

describe('the keys of an issuer', () => {
  it('are asked for once, by however many requests at once', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => tryToken()));
    expect(new Set(results)).toEqual(new Set(['good']));
    expect(issuer.asked).toEqual([DISCOVERY, '/keys']);
  });

  it('are not asked for by a token of somebody else', async () => {
    const other = issuer.sign({ ...goodClaims(issuer, new Date(START)), iss: 'https://evil.com' });
    expect(await tryToken(other)).toContain('401');
    expect(issuer.asked).toEqual([]);
  });

  it('are asked for again when a token names a new one: a rotation is followed at once', async () => {
    expect(await tryToken()).toBe('good');
    issuer.keys = [two, one];
    const old = newToken({ kid: 'one' });
    expect(await tryToken()).toBe('good');
    expect(loads()).toBe(2);
    expect(await tryToken(old)).toContain('signature is not right');
  });

  it('are asked for again at most once in five minutes', async () => {
    await tryToken();
    for (let made = 0; made < 20; made++)
      expect(await tryToken(newToken({ kid: `made up ${made}` }))).toContain('401');
    expect(loads()).toBe(2);
    issuer.keys = [two];
    seconds = 299;
    expect(await tryToken()).toContain('key that its issuer does not have');
    seconds = 300;
    expect(await tryToken()).toBe('good');
    expect(loads()).toBe(3);
  });

  it('are looked at once only when the first token of all names one that is not there', async () => {
    expect(await tryToken(newToken({ kid: 'made up' }))).toContain('401');
    expect(loads()).toBe(1);
  });

  it('are asked for again after an hour, so that a withdrawn one stops counting', async () => {
    const withdrawn = newToken();
    seconds = 3_599;
    const late = newToken();
    expect(await tryToken(late)).toBe('good');
    issuer.keys = [three];
    seconds = 2 * 3_600;
    expect(await tryToken(late)).toContain('key that its issuer does not have');
    expect(await tryToken(withdrawn)).toContain('401');
  });

  it.each(['PS256', 'ES256'])('may be of %s', async (algorithm) => {
    issuer.keys = [newKey('another', algorithm)];
    expect(await tryToken()).toBe('good');
  });

  it('are those for signatures: never shared secrets, never those to encrypt with', async () => {
    const secret = { kty: 'oct', kid: 'secret', k: 'c2VjcmV0' };
    const encrypting = newKey('encrypting', 'RS256', { use: 'enc' });
    issuer.answer = (path) =>
      path === '/keys'
        ? json({ keys: [secret, encrypting.published, null, 'key', one.published] })
        : json({ issuer: issuer.address, jwks_uri: `${issuer.address}/keys` });
    expect(await tryToken()).toBe('good');
    issuer.keys = [encrypting];
    expect(await tryToken()).toContain('key that its issuer does not have');
  });
});

describe('an issuer that cannot be asked', () => {
  it('is 503, neither 401 nor open, and is left alone for a moment', async () => {
    issuer.answer = () => null;
    const token = newToken();
    expect(await tryToken(token)).toMatch(
      /^503 .*cannot be read at present: .* could not be reached/,
    );
    issuer.answer = () => ({ status: 404, body: '' });
    const asked = issuer.asked.length;
    expect(await tryToken(token)).toContain('503');
    expect(issuer.asked).toHaveLength(asked);
    const again = identify(new Headers({ authorization: `Bearer ${token}` }));
    await expect(again).rejects.toMatchObject({ headers: { 'Retry-After': '10' } });
  });

  it('is asked again ten seconds later', async () => {
    const usual = issuer.answer;
    issuer.answer = () => ({ status: 500, body: '' });
    expect(await tryToken()).toMatch(/^503 .*answered 500/);
    issuer.answer = usual;
    seconds = 10;
    expect(await tryToken()).toBe('good');
  });

  it('is not missed for a day by those whose key is known', async () => {
    const usual = issuer.answer;
    expect(await tryToken()).toBe('good');
    issuer.answer = () => null;
    seconds = 23 * 3_600;
    expect(await tryToken()).toBe('good');
    expect(await tryToken(newToken({ kid: 'two' }))).toContain('503');
    seconds = 24 * 3_600;
    expect(await tryToken()).toContain('503');
    issuer.answer = usual;
    seconds += 10;
    expect(await tryToken()).toBe('good');
  });

  it.each([
    ['answers no JSON', () => ({ status: 200, body: '<html>' }), 'did not answer JSON'],
    ['answers without end', () => ({ status: 200, body: 'x'.repeat(600_000) }), 'more than'],
    [
      'sends elsewhere',
      () => ({ status: 302, body: '', headers: { location: '/keys' } }),
      'answered 302',
    ],
    ['is another', () => json({ issuer: 'https://evil.com' }), 'document of another issuer'],
    [
      'says a slash more of itself',
      () => json({ issuer: `${issuer.address}/`, jwks_uri: `${issuer.address}/keys` }),
      'to the letter',
    ],
    ['names no keys', () => json({ issuer: issuer.address }), 'jwks_uri'],
    [
      'has its keys in the open',
      () => json({ issuer: issuer.address, jwks_uri: 'http://keys.example.com/' }),
      'jwks_uri',
    ],
    ['has no keys', keysOnly([]), 'no key for signatures'],
    [
      'has but a shared secret',
      keysOnly([{ kty: 'oct', kid: 'one', k: 'c2VjcmV0' }]),
      'no key for signatures',
    ],
  ])('nor one that %s', async (_case, answer, because) => {
    issuer.answer = answer;
    const result = await tryToken();
    expect(result).toContain('503');
    expect(result).toContain(because);
  });

  it('is not waited for longer than five seconds, also in the middle of its answer', async () => {
    const time = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal);
    issuer.answer = () => {
      time.abort();
      return { status: 200, headers: { 'content-length': '1000' }, body: '{' };
    };
    expect(await tryToken()).toMatch(/^503 .*did not answer in 5 seconds/);
    expect(timeout).toHaveBeenCalledWith(5_000);
    timeout.mockRestore();
  });

  it('does not keep others from being taken', async () => {
    const other = await startTestIssuer();
    identify = newInstance([issuer.address, other.address]);
    issuer.answer = () => null;
    expect(await tryToken()).toContain('503');
    expect(await tryToken(other.sign(goodClaims(other, new Date(START))))).toBe('good');
    await other.stop();
  });
});

describe('what is not configured', () => {
  it.each([
    ['MUSTER_ISSUERS', [], [AUDIENCE]],
    ['MUSTER_AUDIENCES', ['https://id.example.com'], []],
    ['MUSTER_ISSUERS and MUSTER_AUDIENCES', [], []],
  ])('is named: %s', async (names, issuers, audiences) => {
    const clock = { now: () => new Date(START) };
    const unset = createIdentify({ isLocal: false, issuers, audiences }, clock);
    for (const headers of [new Headers(), new Headers({ authorization: `Bearer ${newToken()}` })])
      await expect(unset(headers)).rejects.toMatchObject({
        status: 401,
        message: expect.stringMatching(`settings? ${names} (is|are) missing`),
      });
  });
});
