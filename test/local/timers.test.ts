/** Timers across two starts: a run that was missed while no host was there is made up for. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startLocalHost } from '../../src/local/host/local-host.ts';
import { isolatedStorage } from '../support/azurite.ts';
import { recorded } from './fixtures/recorded.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-timers-'));
const timerFile = join(folder, 'timers.json');
afterAll(() => rmSync(folder, { recursive: true }));

async function runOnce(): Promise<void> {
  const host = await startLocalHost({
    root: join(import.meta.dirname, 'fixtures'),
    entryFiles: ['functions/*.ts'],
    port: 0,
    timerFile,
    environment: { AzureWebJobsStorage: isolatedStorage(), RELAY_QUEUE: 'relayed' },
  });
  await host.idle();
  await host.stop();
}

test('a timer that was due between two starts runs at the second one', async () => {
  await runOnce();
  expect(recorded.timers).toHaveLength(0);
  const due = JSON.parse(readFileSync(timerFile, 'utf8'));
  expect(new Date(due.tick).getTime()).toBeGreaterThan(Date.now());

  writeFileSync(timerFile, JSON.stringify({ tick: '2026-01-01T00:00:00.000Z' }));
  await runOnce();
  expect(recorded.timers).toMatchObject([{ isPastDue: true }]);

  await runOnce();
  expect(recorded.timers).toHaveLength(1);
});
