/** Backup, wipe, restore, on Azurite, with the commands an operator runs: everything is as it was. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableServiceClient } from '@azure/data-tables';
import { afterAll, expect, test } from 'vitest';
import { connect } from '../../src/storage/azure-connection.ts';
import { TABLES } from '../../src/storage/table-keys.ts';
import { isolatedStorage } from '../support/azurite.ts';
import { until } from '../support/until.ts';
import { startWorker, type WorkerProcess } from '../support/worker-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-backup-'));
const connection = isolatedStorage();
let worker: WorkerProcess | null = null;

afterAll(async () => {
  await worker?.kill();
  rmSync(folder, { recursive: true, force: true });
});

function muster(...words: readonly string[]) {
  const main = join(import.meta.dirname, '../../src/cli/main.ts');
  const env = { ...process.env, AzureWebJobsStorage: connection, NO_COLOR: '1' };
  const ran = spawnSync(process.execPath, [main, ...words], { env, encoding: 'utf8' });
  return { status: ran.status, out: ran.stdout, err: ran.stderr };
}

async function wipe(): Promise<void> {
  const tables = TableServiceClient.fromConnectionString(connection, {
    allowInsecureConnection: true,
  });
  for (const name of TABLES) await tables.deleteTable(name);
}

/** Every page of a list: its ids, and how its link goes on. */
async function pages({ get }: WorkerProcess, first: string): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let next: string | undefined = first; next !== undefined; ) {
    const { status, body } = await get(next.replace(/^https?:\/\/[^/]+/, ''));
    expect(status).toBe(200);
    next = body['@odata.nextLink'];
    all.push({
      ids: body.value.map(({ id }: { id: string }) => id),
      next: next?.replace(/^.*\?/, ''),
    });
  }
  return all;
}

async function furnish({ post, patch, get }: WorkerProcess) {
  const user = async (at: number) => {
    const name = `user${at}`;
    const { body } = await post('/v1.0/users', {
      accountEnabled: true,
      displayName: `${name} Ünïcode`,
      mailNickname: name,
      userPrincipalName: `${name}@contoso.com`,
      passwordProfile: { password: 'Not-kept-1' },
      department: at % 2 === 0 ? 'Sales' : 'Legal',
    });
    return body.id as string;
  };
  const users: string[] = [];
  for (let at = 0; at < 25; at++) users.push(await user(at));
  const group = async (name: string, more: object) => {
    const resource = {
      displayName: name,
      mailNickname: name,
      mailEnabled: false,
      securityEnabled: true,
    };
    const { status, body } = await post('/v1.0/groups', { ...resource, ...more });
    expect(status).toBe(201);
    return body.id as string;
  };
  const rule = (membershipRule: string) => ({
    groupTypes: ['DynamicMembership'],
    membershipRule,
    membershipRuleProcessingState: 'On',
  });
  const sales = await group('sales', rule('user.department -eq "Sales"'));
  const followers = await group(
    'followers',
    rule(`user.memberOf -any (group.objectId -in ['${sales}'])`),
  );
  const members = users
    .slice(0, 9)
    .map((id) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`);
  const assigned = await group('assigned', { 'members@odata.bind': members });
  const paused = await group('paused', rule('user.department -eq "Legal"'));
  const groups = [sales, followers, assigned, paused];
  for (const id of [sales, followers, paused])
    await until(
      () => get(`/muster/v1/groups/${id}`),
      ({ body }) => body.displayStatus === 'Update complete',
    );
  await patch(`/v1.0/groups/${paused}`, { membershipRuleProcessingState: 'Paused' });
  await patch(`/v1.0/users/${users[1]}`, { department: 'Sales' });
  await until(
    () => pages({ get } as WorkerProcess, `/v1.0/groups/${followers}/members`),
    (all) => JSON.stringify(all).includes(users[1] ?? '?'),
  );
  return { users, groups };
}

async function lists(app: WorkerProcess, groups: readonly string[]) {
  const found: Record<string, readonly unknown[]> = {};
  for (const path of [
    '/v1.0/users?$top=4&$select=id',
    '/v1.0/groups?$top=3&$select=id',
    ...groups.map((id) => `/v1.0/groups/${id}/members?$top=5&$select=id`),
  ])
    found[path] = await pages(app, path);
  return found;
}

test('backup, wipe, restore, audit: no drift, every id and page as before', {
  timeout: 180_000,
}, async () => {
  worker = await startWorker(connection);
  const { users, groups } = await furnish(worker);
  const before = await lists(worker, groups);
  await worker.kill();
  worker = null;
  // What only a later version would write.
  const objects = (await connect({ AzureWebJobsStorage: connection })).table('objects');
  const later = {
    laterLong: 9007199254740993n,
    laterInstant: new Date('2026-11-21T18:00:00.123Z'),
  };
  const key = { partitionKey: 'user-000000', rowKey: '00000001' };
  await objects.updateEntity({ ...key, ...later }, 'Merge');

  const target = join(folder, 'one');
  expect(muster('backup', target)).toMatchObject({
    status: 0,
    out: expect.stringContaining('Backed up:'),
  });
  expect(statSync(target).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(target))
    expect(statSync(join(target, name)).mode & 0o777).toBe(0o600);
  expect(muster('backup', target)).toMatchObject({
    status: 2,
    err: expect.stringContaining('There is a backup'),
  });

  expect(muster('restore', target)).toMatchObject({
    status: 2,
    err: expect.stringMatching(/not empty \(objects, /),
  });
  await wipe();
  expect(muster('backup', join(folder, 'two'))).toMatchObject({ status: 2 });
  const damaged = join(target, 'groups.ndjson');
  const text = readFileSync(damaged, 'utf8');
  writeFileSync(damaged, text.replace('"sales"', '"sells"'));
  expect(muster('restore', target)).toMatchObject({
    status: 2,
    err: expect.stringContaining('groups.ndjson is not as'),
  });
  writeFileSync(damaged, text);
  expect(muster('restore', target)).toMatchObject({
    status: 0,
    out: expect.stringContaining('4 groups anew'),
  });

  worker = await startWorker(connection);
  const app = worker;
  for (const id of groups.slice(0, 2))
    await until(
      () => app.get(`/muster/v1/groups/${id}`),
      ({ body }) => body.displayStatus === 'Update complete',
    );
  await until(
    () => app.get('/muster/v1/health'),
    ({ status }) => status === 200,
  );
  const started = await app.post('/muster/v1/audits', {});
  const audit = await until(
    () => app.get(`/muster/v1/audits/${started.body.id}`),
    ({ body }) => body.status !== 'running',
  );
  expect(audit.body).toMatchObject({
    status: 'succeeded',
    driftedGroups: 0,
    driftedMemberships: 0,
  });
  expect(await lists(app, groups)).toEqual(before);
  expect(await objects.getEntity(key.partitionKey, key.rowKey)).toMatchObject(later);
  // It goes on: nobody gets a number that was given out, and changes show.
  await app.patch(`/v1.0/users/${users[1]}`, { department: 'Legal' });
  await until(
    () => pages(app, `/v1.0/groups/${groups[1]}/members`),
    (all) => !JSON.stringify(all).includes(users[1] ?? '?'),
  );
});
