import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkIssuer } from '../../src/identity/check-issuer.ts';
import { newKey, startTestIssuer, type TestIssuer } from '../support/test-issuer.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const clock = { now: () => NOW };

describe('an issuer that is looked at', () => {
  let issuer: TestIssuer;

  beforeEach(async () => {
    issuer = await startTestIssuer('', [newKey('one'), newKey('two', 'ES256')]);
    const usual = issuer.answer;
    issuer.answer = (path) => {
      const answer = usual(path);
      return answer && { ...answer, headers: { date: 'Sat, 21 Nov 2026 12:01:30 GMT' } };
    };
  });

  afterEach(() => issuer.stop());

  it('has so many keys, and a clock', async () => {
    expect(await checkIssuer(issuer.address, clock)).toEqual({
      issuer: issuer.address,
      fault: null,
      keys: 2,
      secondsAhead: 90,
    });
  });

  it('is said not to answer when it does not', async () => {
    issuer.answer = () => null;
    expect(await checkIssuer(issuer.address, clock)).toMatchObject({
      fault: expect.stringContaining('could not be reached'),
      keys: 0,
      secondsAhead: null,
    });
  });

  it('is said to be no issuer when its address can be none', async () => {
    const { fault } = await checkIssuer('https://login.microsoftonline.com/common/v2.0', clock);
    expect(fault).toContain('must name a tenant of Entra by its id');
  });
});
