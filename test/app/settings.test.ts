import { describe, expect, it, vi } from 'vitest';
import { offsetClock } from '../../src/app/offset-clock.ts';
import { readSettings, SettingsError } from '../../src/app/settings.ts';

const storage = { AzureWebJobsStorage: 'UseDevelopmentStorage=true' };

function faultsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('are complete with storage alone', () => {
    expect(readSettings(storage)).toEqual({
      isLocal: false,
      logLevel: 'information',
      publicUrl: null,
      trustForwarded: false,
      mailDomain: 'contoso.com',
      mail: null,
      issuers: [],
      audiences: [],
      delayHours: 24,
      historyDays: 400,
      webhookHosts: [],
      limits: { perSecond: 100, burst: 1_000, atOnce: 32 },
      portal: { clientId: null, scopes: [] },
    });
  });

  it('limit callers everywhere but in the local run, unless it is asked to', () => {
    const local = { ...storage, MUSTER_LOCAL: 'true', MUSTER_REQUESTS_PER_SECOND: '' };
    expect(readSettings(local).limits).toEqual({ perSecond: 0, burst: 1, atOnce: 32 });
    const asked = { MUSTER_REQUESTS_PER_SECOND: '2.5', MUSTER_REQUESTS_AT_ONCE: '8' };
    expect(readSettings({ ...local, ...asked }).limits).toEqual({
      perSecond: 2.5,
      burst: 25,
      atOnce: 8,
    });
    const burst = { ...storage, MUSTER_REQUESTS_BURST: '7' };
    expect(readSettings(burst).limits).toEqual({ perSecond: 100, burst: 7, atOnce: 32 });
    expect(readSettings({ ...storage, MUSTER_REQUESTS_PER_SECOND: '0' }).limits.perSecond).toBe(0);
  });

  it.each([
    ['MUSTER_REQUESTS_PER_SECOND', 'many'],
    ['MUSTER_REQUESTS_PER_SECOND', '-1'],
    ['MUSTER_REQUESTS_PER_SECOND', 'Infinity'],
    ['MUSTER_REQUESTS_BURST', '0'],
    ['MUSTER_REQUESTS_AT_ONCE', '0'],
  ])('refuse %s=%s', (name, value) => {
    const [fault, ...others] = faultsOf({ ...storage, [name]: value });
    expect(fault).toMatch(new RegExp(`^${name}: must be`));
    expect(others).toEqual([]);
  });

  it('of mails are taken whole, and the server of this machine may do without TLS', () => {
    const mails = {
      MUSTER_SMTP_URL: 'smtp://robot:p%40ss@mail.example.com',
      MUSTER_MAIL_FROM: 'Groups <groups@example.com>',
      MUSTER_ALERT_MAIL: 'one@example.com, two@example.com',
    };
    const { mail } = readSettings({ ...storage, ...mails });
    expect(mail).toEqual({
      server: {
        host: 'mail.example.com',
        port: 587,
        secure: false,
        requireTLS: true,
        user: 'robot',
        password: 'p@ss',
      },
      from: 'Groups <groups@example.com>',
      perMinute: 30,
      language: 'en',
      alertTo: ['one@example.com', 'two@example.com'],
    });
    const near = { ...mails, MUSTER_SMTP_URL: 'smtp://127.0.0.1:2525' };
    expect(readSettings({ ...storage, ...near }).mail?.server.requireTLS).toBe(false);
  });

  it.each([
    [{ MUSTER_SMTP_URL: 'smtp://a.example.com' }, 'MUSTER_MAIL_FROM: is missing'],
    [{ MUSTER_ALERT_MAIL: 'a@example.com' }, 'MUSTER_SMTP_URL: is missing'],
    [{ MUSTER_SMTP_URL: 'http://robot:secret1@a.example.com' }, 'MUSTER_SMTP_URL: must be'],
    [{ MUSTER_SMTP_URL: 'smtp://robot:secret1@a.example.com/x' }, 'MUSTER_SMTP_URL: must be'],
    [{ MUSTER_MAIL_FROM: 'Groups\r\nBcc: <x@example.com>' }, 'MUSTER_MAIL_FROM: must be'],
    [{ MUSTER_MAIL_RATE: '0' }, 'MUSTER_MAIL_RATE: must be'],
    [{ MUSTER_MAIL_LANGUAGE: 'fi' }, 'MUSTER_MAIL_LANGUAGE: must be'],
    [{ MUSTER_ALERT_MAIL: 'nobody' }, 'MUSTER_ALERT_MAIL: must be'],
  ])('of mails %j: %s', (environment, fault) => {
    const faults = faultsOf({ ...storage, ...environment });
    expect(faults).toContainEqual(expect.stringContaining(fault));
    expect(faults.join()).not.toContain('secret1');
  });

  it('report every fault at once, by the name of the setting', () => {
    const faults = faultsOf({
      MUSTER_LOCAL: 'yes',
      MUSTER_PUBLIC_URL: 'groups.contoso.com',
      MUSTER_TRUST_FORWARDED: '1',
      MUSTER_MAIL_DOMAIN: 'nowhere',
      MUSTER_ISSUERS: 'https://login.example.com, login',
      MUSTER_DELAY_HOURS: 'a day',
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'MUSTER_LOCAL',
      'MUSTER_PUBLIC_URL',
      'MUSTER_TRUST_FORWARDED',
      'MUSTER_MAIL_DOMAIN',
      'MUSTER_ISSUERS',
      'MUSTER_DELAY_HOURS',
      'AzureWebJobsStorage',
    ]);
  });

  it.each([
    'https://login.microsoftonline.com/8f3c1c3e-0000-4000-8000-000000000001/v2.0',
    'https://sts.windows.net/8f3c1c3e-0000-4000-8000-000000000001/',
    'https://id.example.com/realms/people',
    'http://127.0.0.1:9000',
    'http://localhost:9000/',
  ])('take the issuer %s as it is written', (issuer) => {
    expect(readSettings({ ...storage, MUSTER_ISSUERS: issuer }).issuers).toEqual([issuer]);
  });

  it.each([
    ['http://id.example.com', 'https'],
    ['http://localhost.evil.com', 'https'],
    ['ftp://id.example.com', 'https'],
    ['https://id.example.com?tenant=1', 'query'],
    ['https://me:secret@id.example.com', 'user'],
    ['https://login.microsoftonline.com/common/v2.0', 'tenant'],
    ['https://login.microsoftonline.com/organizations/v2.0', 'tenant'],
    ['https://login.microsoftonline.com/{tenantid}/v2.0', 'tenant'],
    ['https://sts.windows.net/', 'tenant'],
  ])('refuse the issuer %s', (issuer, word) => {
    const faults = faultsOf({ ...storage, MUSTER_ISSUERS: issuer });
    expect(faults).toEqual([expect.stringMatching(`^MUSTER_ISSUERS: .*${word}`)]);
  });

  it.each(['0', '-1', 'NaN', '9000'])('refuse a limit of %s hours', (hours) => {
    expect(faultsOf({ ...storage, MUSTER_DELAY_HOURS: hours })).toHaveLength(1);
  });

  it('are never local in Azure', () => {
    const local = { ...storage, MUSTER_LOCAL: 'true' };
    expect(readSettings(local).isLocal).toBe(true);
    for (const sign of ['WEBSITE_INSTANCE_ID', 'WEBSITE_SITE_NAME', 'WEBSITE_POD_NAME'])
      expect(readSettings({ ...local, [sign]: 'x' }).isLocal, sign).toBe(false);
  });

  it('take storage by identity when it is whole', () => {
    expect(faultsOf({ AzureWebJobsStorage__accountName: 'contoso' })).toEqual([]);
    const tables = { AzureWebJobsStorage__tableServiceUri: 'https://x.table.core.windows.net' };
    expect(faultsOf(tables)).toEqual(['AzureWebJobsStorage__queueServiceUri: is missing']);
  });
});

describe('the clock', () => {
  it('is moved by its setting in the local run only, also while it runs', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') });
    try {
      const environment: Record<string, string> = { ...storage, MUSTER_LOCAL: 'true' };
      const clock = offsetClock(environment);
      expect(clock.now().toISOString()).toBe('2026-11-21T12:00:00.000Z');
      environment.MUSTER_CLOCK_OFFSET_MINUTES = '1500';
      expect(clock.now().toISOString()).toBe('2026-11-22T13:00:00.000Z');
      environment.MUSTER_CLOCK_OFFSET_MINUTES = 'tomorrow';
      expect(clock.now().toISOString()).toBe('2026-11-21T12:00:00.000Z');
      const deployed = { ...storage, MUSTER_CLOCK_OFFSET_MINUTES: '1500' };
      expect(offsetClock(deployed).now().toISOString()).toBe('2026-11-21T12:00:00.000Z');
    } finally {
      vi.useRealTimers();
    }
  });
});
