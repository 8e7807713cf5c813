/** `muster doctor` as a process, against installations that are well and ones that are not. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Measurement } from '../../src/ports/measurement-ports.ts';
import type { Stores } from '../../src/ports/stores.ts';
import { openAzureStorage } from '../../src/storage/azure-storage.ts';
import { createStores } from '../../src/storage/create-stores.ts';
import { isolatedStorage } from '../support/azurite.ts';
import { freePort } from '../support/local-host.ts';
import { startOidcIssuer } from '../support/oidc-issuer.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

interface Ended {
  readonly status: number;
  readonly lines: readonly string[];
  readonly text: string;
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-doctor-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function doctor(environment: Record<string, string>, ...words: string[]): Promise<Ended> {
  const { PATH = '' } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, 'doctor', ...words],
      { cwd: folder, env: { PATH, ...environment } },
      (_error, out, err) => {
        const text = out + err;
        resolve({ status: child.exitCode ?? -1, lines: out.split('\n'), text });
      },
    );
  });
}

async function stores(connection: string): Promise<Stores> {
  const storage = await openAzureStorage({ AzureWebJobsStorage: connection });
  await storage.ensureStorage();
  return createStores(storage.tables, storage.queues);
}

function measuredAt(measured: string, more: Partial<Measurement> = {}): Measurement {
  return {
    measured,
    oldestPending: null,
    lastProgress: null,
    delayMinutes: 0,
    pendingObjects: 0,
    pendingGroups: 0,
    groups: { NotStarted: 0, Running: 0, Succeeded: 2, Failed: 0, Paused: 0, Assigned: 1 },
    groupsCounted: measured,
    failedGroups: 0,
    holdsOpen: 0,
    poison: { object: 0, group: 0, message: 0 },
    ...more,
  };
}

const LOCAL = { MUSTER_LOCAL: 'true' };

describe('muster doctor', () => {
  it('says of each thing that it is well, and ends with 0', async () => {
    const connection = isolatedStorage();
    const there = await stores(connection);
    await there.measurements.write(measuredAt(new Date().toISOString()));
    const { status, lines } = await doctor({ AzureWebJobsStorage: connection, ...LOCAL });
    expect(lines.filter((line) => line.startsWith('wrong'))).toEqual([]);
    const subjects = [
      'node',
      'settings',
      'tables',
      'clock',
      'queues',
      'timers',
      'pending',
      'poison',
    ];
    for (const subject of subjects)
      expect(
        lines.some((line) => line.startsWith(`ok    ${subject}: `)),
        subject,
      ).toBe(true);
    expect(lines.at(-2)).toBe('All is well.');
    expect(status).toBe(0);
    // The row it wrote is gone.
    expect(await there.measurements.read()).not.toBeNull();
  });

  it('leaves nothing of its own in storage', async () => {
    const connection = isolatedStorage();
    await stores(connection);
    await doctor({ AzureWebJobsStorage: connection, ...LOCAL });
    const storage = await openAzureStorage({ AzureWebJobsStorage: connection });
    expect((await storage.tables('settings').query({})).entities).toEqual([]);
  });

  it('names every setting that is wrong, and what to do', async () => {
    const { status, lines } = await doctor({ MUSTER_DELAY_HOURS: 'a day' });
    expect(status).toBe(1);
    expect(lines.filter((line) => line.startsWith('wrong settings:'))).toHaveLength(2);
    expect(lines.at(-2)).toBe('Wrong: 2.');
  });

  it('takes the settings of local.settings.json, and those of the environment before them', async () => {
    const connection = isolatedStorage();
    const file = join(folder, 'local.settings.json');
    const Values = { AzureWebJobsStorage: 'nonsense', MUSTER_LOCAL: 'true' };
    writeFileSync(file, JSON.stringify({ IsEncrypted: false, Values }));
    try {
      const first = await doctor({});
      expect(first.text).toContain('no connection string');
      const second = await doctor({ AzureWebJobsStorage: connection });
      expect(second.text).toContain('tables: None is there yet.');
      expect(second.status).toBe(0);
    } finally {
      rmSync(file);
    }
  });

  it('says when storage cannot be reached, or refuses, and prints no secret', async () => {
    const good = isolatedStorage();
    await stores(good);
    const key = /AccountKey=([^;]+)/.exec(good)?.[1] ?? '';
    const other = Buffer.from('x'.repeat(12)).toString('base64');
    const port = await freePort();
    const [refused, unreachable] = await Promise.all([
      doctor({ AzureWebJobsStorage: good.replace(key, other), ...LOCAL }),
      doctor({
        AzureWebJobsStorage: good.replace(/127\.0\.0\.1:\d+/g, `127.0.0.1:${port}`),
        ...LOCAL,
      }),
    ]);
    expect(refused.status).toBe(1);
    expect(refused.text).toMatch(/wrong storage: .*403[\s\S]*Storage Table Data Contributor/);
    expect(unreachable.status).toBe(1);
    expect(unreachable.text).toMatch(/wrong storage: [\s\S]*Check the name of the account/);
    for (const { text } of [refused, unreachable]) {
      expect(text).not.toContain(key);
      expect(text).not.toContain(other);
    }
  }, 60_000);

  it('tells of work that waits or failed, and of timers that do not run', async () => {
    const connection = isolatedStorage();
    const there = await stores(connection);
    await there.measurements.write(
      measuredAt('2026-11-01T00:00:00.000Z', {
        oldestPending: '2026-10-31T00:00:00.000Z',
        pendingObjects: 3,
        poison: { object: 1, group: 0, message: 2 },
      }),
    );
    const raised = '2026-11-01T00:00:00.000Z';
    const facts = { audit: 'a1', driftedGroups: 1, driftedMemberships: 4 };
    const put = [{ kind: 'drift', raised, ...facts }] as const;
    await there.alerts.write(null, { put, end: [], events: [] });
    const { status, text } = await doctor({ AzureWebJobsStorage: connection, ...LOCAL });
    expect(status).toBe(1);
    expect(text).toMatch(/wrong timers: None has run since 2026-11-01/);
    expect(text).toMatch(/note {2}pending: objects 3, groups 0, the oldest since 2026-10-31/);
    expect(text).toMatch(
      /wrong poison: Failed for good: objects 1, groups 0, messages 2[\s\S]*muster poison/,
    );
    expect(text).toMatch(/wrong drift: [\s\S]*4 memberships/);
  });

  it('asks issuers for their keys, and says who cannot sign in', async () => {
    const port = await freePort();
    const closed = await doctor({ AzureWebJobsStorage: isolatedStorage() });
    expect(closed.text).toMatch(/wrong sign-in: Nobody can sign in\.[\s\S]*MUSTER_ISSUERS/);
    const unreachable = await doctor({
      AzureWebJobsStorage: isolatedStorage(),
      MUSTER_ISSUERS: `http://127.0.0.1:${port}`,
      MUSTER_AUDIENCES: 'api://muster',
    });
    expect(unreachable.status).toBe(1);
    expect(unreachable.text).toMatch(/wrong issuer: http:\/\/127/);
    const issuer = await startOidcIssuer({});
    const reached = await doctor({
      AzureWebJobsStorage: isolatedStorage(),
      MUSTER_ISSUERS: issuer.address,
      MUSTER_AUDIENCES: 'api://muster',
    });
    await issuer.stop();
    expect(reached.text).toContain(`ok    issuer: ${issuer.address}, keys: 1.`);
    expect(reached.status).toBe(0);
  });

  it('asks the server too when it is told where that is', async () => {
    const port = await freePort();
    const environment = { AzureWebJobsStorage: isolatedStorage(), ...LOCAL };
    const { status, text } = await doctor({
      ...environment,
      MUSTER_URL: `http://127.0.0.1:${port}`,
    });
    expect(text).toContain('health does not answer');
    expect(status).toBe(1);
  });

  it('takes no files', async () => {
    expect(await doctor({}, 'storage')).toMatchObject({
      status: 2,
      text: 'muster doctor takes no files.\n',
    });
  });
});
