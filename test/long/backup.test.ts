/** How long a backup and a restore take, and how much memory, at MUSTER_USERS users (10,000) and a tenth as many devices. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableServiceClient } from '@azure/data-tables';
import { expect, test } from 'vitest';
import { openAzureStorage } from '../../src/storage/azure-storage.ts';
import { createStores } from '../../src/storage/create-stores.ts';
import { TABLES } from '../../src/storage/table-keys.ts';
import { loadObjects } from '../bench/load.ts';
import { makeObjects } from '../bench/people.ts';
import { isolatedStorage } from '../support/azurite.ts';
import { until } from '../support/until.ts';
import { startWorker, type WorkerProcess } from '../support/worker-process.ts';

const USERS = Number(process.env.MUSTER_USERS ?? 10_000);
const RULES = [
  'user.department -eq "Department 0"',
  'user.accountEnabled -eq true',
  'user.city -startsWith "City 1"',
  'user.extensionAttribute14 -eq "even"',
  'device.deviceManufacturer -eq "Contoso"',
];
const HOUR = 3_600;

/** Runs the command; answers how long it took and the most memory it held. */
async function muster(connection: string, ...words: readonly string[]) {
  const main = join(import.meta.dirname, '../../src/cli/main.ts');
  const env = { ...process.env, AzureWebJobsStorage: connection };
  const began = performance.now();
  const child = spawn(process.execPath, [main, ...words], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let peak = 0;
  const watching = setInterval(() => {
    peak = Math.max(peak, residentPeak(child.pid ?? 0));
  }, 100);
  const [status] = await once(child, 'exit');
  clearInterval(watching);
  expect(status).toBe(0);
  return { seconds: (performance.now() - began) / 1_000, peakMegabytes: peak / 1_024 };
}

/** In KiB; 0 where the machine does not say. */
function residentPeak(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function allComplete(worker: WorkerProcess, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    await until(
      () => worker.get(`/muster/v1/groups/${id}`),
      ({ body }) => body.displayStatus === 'Update complete',
      HOUR,
    );
}

test('a backup, and a restore until every group is worked out', {
  timeout: 2 * HOUR * 1_000,
}, async () => {
  const connection = isolatedStorage();
  const folder = mkdtempSync(join(tmpdir(), 'muster-backup-'));
  const target = join(folder, 'backup');
  const storage = await openAzureStorage({ AzureWebJobsStorage: connection });
  await storage.ensureStorage();
  let worker = await startWorker(connection);
  try {
    const objects = makeObjects({ users: USERS, devices: USERS / 10 }, new Date());
    await loadObjects(worker, createStores(storage.tables, storage.queues), objects);
    const groups: string[] = [];
    for (const [at, membershipRule] of RULES.entries()) {
      const { body } = await worker.post('/v1.0/groups', {
        displayName: `group${at}`,
        mailNickname: `group${at}`,
        mailEnabled: false,
        securityEnabled: true,
        groupTypes: ['DynamicMembership'],
        membershipRule,
        membershipRuleProcessingState: 'On',
      });
      groups.push(body.id);
    }
    await allComplete(worker, groups);
    const backup = await muster(connection, 'backup', target);
    const bytes = readdirSync(target).reduce(
      (sum, name) => sum + statSync(join(target, name)).size,
      0,
    );
    await worker.kill();
    const tables = TableServiceClient.fromConnectionString(connection, {
      allowInsecureConnection: true,
    });
    for (const name of TABLES) await tables.deleteTable(name);
    const restore = await muster(connection, 'restore', target);
    const began = performance.now();
    worker = await startWorker(connection);
    await allComplete(worker, groups);
    const workedOut = (performance.now() - began) / 1_000;
    const { body } = await worker.post('/muster/v1/audits', {});
    const audit = await until(
      () => worker.get(`/muster/v1/audits/${body.id}`),
      (answer) => answer.body.status !== 'running',
      HOUR,
    );
    expect(audit.body).toMatchObject({ status: 'succeeded', driftedGroups: 0 });
    console.log(
      JSON.stringify({ users: USERS, megabytes: bytes / 1e6, backup, restore, workedOut }),
    );
  } finally {
    await worker.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});
