/** Five hundred requests that mean no good, sent as they are: none fails the server, none writes anything. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TABLES } from '../../src/storage/table-keys.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { type HostileRequest, hostileRequests } from './hostile-requests.ts';

/** How long an unfinished request is left open before it is given up. */
const PATIENCE = 150;
let app: RunningApp;
let requests: readonly HostileRequest[];

beforeAll(async () => {
  app = await startApp(withoutTimers());
  const user = await app.user({ city: 'Bonn' });
  const group = await app.group(null);
  const rule = await app.group('user.city -eq "Bonn"');
  await app.host.idle();
  expect(await app.members(rule)).toEqual([user]);
  requests = hostileRequests({ user, group, rule });
}, 120_000);

afterAll(() => app.host.stop());

/** What timers write would stand between the two pictures of the tables. */
function withoutTimers(): Record<string, string> {
  const text = readFileSync(join(import.meta.dirname, '../../functions/timers.ts'), 'utf8');
  const names = [...text.matchAll(/app\.timer\('(\w+)'/g)].map(([, name]) => name);
  return Object.fromEntries(names.map((name) => [`AzureWebJobs.${name}.Disabled`, 'true']));
}

/** Every row of every table, with its ETag: written again it would have another. */
async function everything(): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for (const name of TABLES) {
    const table = TableClient.fromConnectionString(app.connection, name, {
      allowInsecureConnection: true,
    });
    for await (const row of table.listEntities()) rows.push({ table: name, ...row });
  }
  return rows;
}

/** The status of each answer, until the server closes the connection or, of an unfinished request, says nothing. */
function send({ bytes, isUnfinished }: HostileRequest): Promise<readonly number[]> {
  const { port, hostname } = new URL(app.host.url);
  return new Promise((resolve) => {
    let text = '';
    const socket: Socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(isUnfinished ? PATIENCE : 5_000, () => socket.destroy());
    socket.on('data', (data) => {
      text += data.toString('latin1');
      // Whoever keeps the connection open has answered all the same.
      if (!isUnfinished) socket.setTimeout(PATIENCE);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status);
      resolve(statuses.map(Number));
    });
  });
}

test('500 hostile requests: never 5xx, nothing written, the next one is answered at once', async () => {
  const before = await everything();
  expect(before.length).toBeGreaterThan(10);
  const failed: string[] = [];
  const waits: number[] = [];
  const counts = new Map<string, number>();
  for (const request of requests) {
    const statuses = await send(request);
    const worst = Math.max(0, ...statuses);
    const word = worst === 0 ? 'closed' : String(worst);
    counts.set(word, (counts.get(word) ?? 0) + 1);
    if (worst >= 500) failed.push(`${worst} ${request.name}`);
    if (/^(POST|PUT) /.test(request.name) && worst < 400) failed.push(`${word} ${request.name}`);
    const began = performance.now();
    expect((await app.get('/muster/v1/health')).status).toBe(200);
    waits.push(performance.now() - began);
  }
  await app.host.idle();
  const slowest = Math.max(...waits);
  const told = [...counts].sort().map(([word, count]) => `${word}: ${count}`);
  process.stdout.write(
    `${requests.length} hostile requests (${told.join(', ')}); slowest answer after one ${Math.round(slowest)} ms\n`,
  );
  expect(failed).toEqual([]);
  expect(requests.length).toBeGreaterThanOrEqual(500);
  expect(slowest).toBeLessThan(2_000);
  expect(await everything()).toEqual(before);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
}, 300_000);

test('answers say nothing of what serves them, and no other site may read them', async () => {
  for (const path of ['/v1.0/users', '/v1.0/nothing', '/nothing', '/muster/v1/health']) {
    const { headers } = await app.get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const name of ['server', 'x-powered-by', 'via', 'access-control-allow-origin'])
      expect(headers.get(name), name).toBeNull();
  }
});

test('slow bodies on many connections take nobody else’s turn', async () => {
  const { port, hostname } = new URL(app.host.url);
  const head = `POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{`;
  const sockets = Array.from({ length: 200 }, () => {
    const socket = connect(Number(port), hostname, () => socket.write(head));
    return socket.on('error', () => undefined);
  });
  await Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
  );
  const began = performance.now();
  expect((await app.get('/v1.0/users')).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(2_000);
  for (const socket of sockets) socket.destroy();
});
