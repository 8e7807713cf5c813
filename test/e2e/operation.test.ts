/** The whole application on the local host, as those who run it see it: its log, its metrics, its health. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AzuriteProcess, startAzuriteProcess } from '../../src/local/azurite-process.ts';
import { connectionString, DEVELOPMENT_ACCOUNT } from '../../src/local/connection-string.ts';
import { type GraphClient, graphClient } from '../support/graph-client.ts';
import { startTestHost, type TestHost } from '../support/local-host.ts';
import { newGroup } from '../support/new-objects.ts';
import { readMetrics, sampleValue } from '../support/prometheus.ts';
import { until } from '../support/until.ts';

let folder: string;
let azurite: AzuriteProcess;
let host: TestHost;
let client: GraphClient;
const lines: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-operation-'));
  azurite = await startAzuriteProcess({
    logFile: join(folder, 'azurite.log'),
    ports: { blob: 0, queue: 0, table: 0 },
  });
  host = await startTestHost({
    storage: connectionString(azurite.ports, DEVELOPMENT_ACCOUNT),
    environment: { MUSTER_LOG_LEVEL: 'information' },
    log: (_level, line) => lines.push(line),
  });
  client = graphClient(host.url);
});

afterAll(async () => {
  await host.stop();
  stopAzurite();
  rmSync(folder, { recursive: true });
  delete process.env.MUSTER_CLOCK_OFFSET_MINUTES;
});

function stopAzurite(): void {
  azurite.process.kill('SIGKILL');
}

/** The lines of the log that are events, as a log query would parse them. */
// biome-ignore lint/suspicious/noExplicitAny: lines have every shape.
function events(name: string): readonly any[] {
  return lines
    .filter((line) => line.includes('{"event"'))
    .map((line) => JSON.parse(line.slice(line.indexOf('{'))))
    .filter(({ event }) => event === name);
}

async function metrics() {
  minutesLater();
  const answer = await fetch(`${host.url}/muster/v1/metrics`);
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  return readMetrics(await answer.text());
}

let minutes = 0;

/** What is kept for some seconds is over. */
function minutesLater(): void {
  process.env.MUSTER_CLOCK_OFFSET_MINUTES = String(++minutes);
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';

test('the trace of a change is found in the line of its commit', async () => {
  const { body: group } = await client.post(
    '/v1.0/groups',
    newGroup('Sales', 'user.department -eq "Sales"'),
  );
  await host.idle();
  const answer = await fetch(`${host.url}/v1.0/users`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${TRACE}-b7ad6b7169203331-01`,
    },
    body: JSON.stringify({
      accountEnabled: true,
      displayName: 'Adele',
      mailNickname: 'adele',
      userPrincipalName: 'adele@contoso.com',
      department: 'Sales',
      passwordProfile: { password: 'Not-kept-1' },
    }),
  });
  const user: { id: string } = JSON.parse(await answer.text());
  await until(
    async () => events('message').filter(({ trace }) => trace === TRACE),
    ([commit]) => commit !== undefined,
  );
  const [request] = events('request').filter(({ trace }) => trace === TRACE);
  const [commit] = events('message').filter(({ trace }) => trace === TRACE);
  expect(request).toMatchObject({ operation: 'createUser', object: user.id, status: 201 });
  expect(request.requestId).toBe(answer.headers.get('request-id'));
  expect(commit).toMatchObject({
    parent: request.span,
    changed: [{ group: group.id, cause: 'change', added: 1, removed: 0 }],
  });
  expect(lines.join()).not.toContain('Not-kept-1');
});

test('metrics tell what storage was asked, and how long a change took', async () => {
  const before = await metrics();
  await client.get('/v1.0/groups');
  const after = await metrics();
  const grown = (name: string, labels: Record<string, string> = {}) =>
    sampleValue(after, name, labels) - sampleValue(before, name, labels);
  const listing = { resource: 'listing', verb: 'query' };
  expect(grown('muster_storage_requests_total', { ...listing, result: 'done' })).toBe(1);
  expect(grown('muster_storage_request_duration_seconds_count', listing)).toBe(1);
  expect(grown('muster_http_requests_total', { operation: 'listGroups', status: '200' })).toBe(1);
  expect(sampleValue(after, 'muster_change_visible_seconds_count')).toBeGreaterThan(0);
});

test('health says why not when storage is gone, and the process lives', async () => {
  minutesLater();
  const well = await client.get('/muster/v1/health');
  expect(well).toMatchObject({ status: 200, body: { status: 'ok' } });
  stopAzurite();
  minutesLater();
  const ill = await client.get('/muster/v1/health');
  expect(ill).toMatchObject({ status: 503, body: { status: 'unavailable' } });
  expect(ill.body.checks[0]).toMatchObject({
    name: 'tables',
    status: 'unavailable',
    reason: expect.stringContaining('rules'),
  });
  expect(JSON.stringify(ill.body)).not.toContain(DEVELOPMENT_ACCOUNT.key);
  const live = await client.get('/muster/v1/health/live');
  expect(live).toMatchObject({ status: 200, body: { status: 'ok' } });
}, 60_000);
