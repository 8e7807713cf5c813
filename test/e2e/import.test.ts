/** An import over HTTP into Azurite: parts, repetition, and memberships when it is complete. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { muster } from '../support/memory-io.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { until } from '../support/until.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.host.stop());

function guid(number: number): string {
  return `c0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

function users(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => ({
    type: 'user',
    id: guid(at),
    accountEnabled: true,
    displayName: `Person ${at} ж`,
    mailNickname: `p${at}`,
    userPrincipalName: `p${at}@contoso.com`,
    department: at % 2 === 0 ? 'Sales' : 'Legal',
    ...(at > 0 && { manager: guid(Math.floor(at / 10)) }),
  }));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

const command = (words: readonly string[], files: Readonly<Record<string, string>>) =>
  muster(words, {
    files,
    fetch: (url, init) => fetch(url, init),
    environment: { MUSTER_URL: app.host.url },
  });

test('a file becomes a directory, its members follow, and what was exported changes nothing', async () => {
  const group = await app.group('user.department -eq "Sales"');
  const file = users(1_200);
  const ran = await command(['import', 'people.ndjson'], { 'people.ndjson': file });
  expect(ran.out[0]).toContain('1200 lines, 1200 created, 0 changed, 0 unchanged, 0 failed.');
  await until(
    () => app.members(group),
    (members) => members.length === 600,
    20,
  );
  const { body } = await app.get(`/v1.0/users/p25@contoso.com/manager?$select=id`);
  expect(body.id).toBe(guid(2));
  const exported = await command(['export', '--type', 'user', '--format', 'csv'], {});
  expect(exported.out).toHaveLength(1_201);
  const csv = exported.out.map((line) => `${line}\n`).join('');
  const again = await command(['import', 'people.csv'], { 'people.csv': csv });
  expect(again.out[0]).toContain('1200 lines, 0 created, 0 changed, 1200 unchanged, 0 failed.');
}, 120_000);
