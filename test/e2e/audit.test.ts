/** The self-audit and history over HTTP, with the queues and timers of the host, on Azurite. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { until } from '../support/until.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await app.host.stop();
});

test('the nightly audit compares every group, and history says why a member came', async () => {
  const group = await app.group('user.department -eq "Sales"');
  const user = await app.user({ department: 'Legal' });
  await until(
    () => app.get(`/muster/v1/groups/${group}`),
    ({ body }) => body.displayStatus === 'Update complete',
  );
  await app.patch(`/v1.0/users/${user}`, { department: 'Sales' });
  await until(
    () => app.members(group),
    (members) => members.length === 1,
  );
  await app.host.idle();
  const { body } = await app.get(`/muster/v1/groups/${group}/members/${user}/history`);
  expect(body.value).toMatchObject([
    { to: null, joined: { message: 'department changed from "Legal" to "Sales".' } },
  ]);
  await app.host.fire('startAudit');
  const audit = await until(
    async () => (await app.get('/muster/v1/audits?$top=1')).body.value[0],
    ({ status }) => status !== 'running',
  );
  expect(audit).toMatchObject({ status: 'succeeded', groups: 1, memberships: 1, driftedGroups: 0 });
});
