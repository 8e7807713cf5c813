import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { until } from '../support/until.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  hoursLater(0);
  await app.host.stop();
});

function hoursLater(hours: number): void {
  process.env.MUSTER_CLOCK_OFFSET_MINUTES = String(hours * 60);
}

async function alertsAfter(hours: number): Promise<string[]> {
  hoursLater(hours);
  await app.host.fire('checkDelay');
  const { body } = await app.get('/muster/v1/alerts');
  return body.value.map(({ kind }: { kind: string }) => kind);
}

async function complete(group: string): Promise<void> {
  await until(
    () => app.get(`/muster/v1/groups/${group}`),
    ({ body }) => body.displayStatus === 'Update complete',
  );
}

async function stop(): Promise<void> {
  await app.host.pauseQueue('membershipChanges');
  await app.host.pauseQueue('membershipRuns');
}

function resume(): void {
  app.host.resumeQueue('membershipChanges');
  app.host.resumeQueue('membershipRuns');
}

test('nothing could be processed for more than a day: the alert stands until work is done', async () => {
  const group = await app.group('user.department -eq "Sales"');
  await complete(group);
  await stop();
  await app.user({ department: 'Sales' });
  expect(await alertsAfter(23)).not.toContain('delay');
  expect(await alertsAfter(25)).toContain('delay');
  const { body } = await app.get('/muster/v1/alerts');
  expect(body.value.find(({ kind }: { kind: string }) => kind === 'delay').message).toContain(
    'more than 24 hours',
  );
  resume();
  await until(
    () => app.members(group),
    (members) => members.length === 1,
  );
  await app.host.idle();
  expect(await alertsAfter(25)).toEqual([]);
});

test('a change that is a minute old after thirty quiet hours raises nothing', async () => {
  hoursLater(60);
  await stop();
  await app.user({ department: 'Sales' });
  expect(await alertsAfter(60 + 1 / 60)).toEqual([]);
  resume();
  await app.host.idle();
});

test('one group that is stuck beside others that move raises nothing', async () => {
  hoursLater(70);
  await stop();
  const stuck = await app.group('user.department -eq "Stuck"');
  hoursLater(100);
  resume();
  await app.host.pauseQueue('membershipRuns');
  // A change is processed while the group waits.
  const user = await app.user({ department: 'Legal' });
  await app.patch(`/v1.0/users/${user}`, { department: 'Sales' });
  await app.host.idle();
  expect((await app.get(`/muster/v1/groups/${stuck}`)).body.displayStatus).toBe('Not started');
  expect(await alertsAfter(100 + 1 / 60)).not.toContain('delay');
  resume();
  await app.host.idle();
});

test('work that somebody paused is not late', async () => {
  hoursLater(110);
  await stop();
  const group = await app.group('user.department -eq "Paused"');
  await app.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'Paused' });
  expect(await alertsAfter(140)).toEqual([]);
  resume();
  await app.host.idle();
});
