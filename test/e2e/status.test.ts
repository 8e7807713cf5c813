import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { until } from '../support/until.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.host.stop());

/** The status as Graph shows it (seed 000), and the portal's words beside it (seed 003). */
async function status(group: string) {
  // The words first: once they say that the work is done, so does everything read after them.
  const ours = await app.get(`/muster/v1/groups/${group}`);
  const select = '$select=membershipRuleProcessingStatus';
  const graph = await app.get(`/beta/groups/${group}?${select}`, { 'Accept-Language': 'pt-BR' });
  const { displayStatus, lastMembershipChange } = ours.body;
  return { wire: graph.body.membershipRuleProcessingStatus, displayStatus, lastMembershipChange };
}

const displayed = (words: string) => (seen: { displayStatus: string }) =>
  seen.displayStatus === words;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/;

test('created, edited, paused, resumed: every step tells the truth', async () => {
  await app.host.pauseQueue('membershipRuns');
  await app.user({ department: 'Sales' });
  const group = await app.group('user.department -eq "Sales"');
  expect(await status(group)).toEqual({
    wire: { status: 'NotStarted', lastMembershipUpdated: null, errorMessage: null },
    displayStatus: 'Not started',
    lastMembershipChange: 'Unknown',
  });

  app.host.resumeQueue('membershipRuns');
  const complete = await until(() => status(group), displayed('Update complete'));
  expect(complete.wire).toEqual({
    status: 'Succeeded',
    lastMembershipUpdated: expect.stringMatching(INSTANT),
    errorMessage: null,
  });
  expect(complete.lastMembershipChange).toMatch(INSTANT);

  await app.host.pauseQueue('membershipRuns');
  await app.patch(`/v1.0/groups/${group}`, { membershipRule: 'user.department -eq "Legal"' });
  expect((await status(group)).wire.status).toBe('NotStarted');

  await app.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'paused' });
  expect(await status(group)).toMatchObject({ wire: null, displayStatus: 'Update paused' });
  expect((await app.get(`/v1.0/groups/${group}`)).body.membershipRuleProcessingState).toBe(
    'Paused',
  );
  expect(await app.members(group)).toHaveLength(1);

  await app.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'on' });
  expect(await status(group)).toEqual({
    wire: { status: 'NotStarted', lastMembershipUpdated: null, errorMessage: null },
    displayStatus: 'Not started',
    lastMembershipChange: 'Unknown',
  });
  app.host.resumeQueue('membershipRuns');
  await until(() => status(group), displayed('Update complete'));
  expect(await app.members(group)).toEqual([]);
});

test('a group that is being evaluated says so, and how far it is', async () => {
  await app.user({ city: 'Bonn' });
  await app.host.idle();
  await app.host.pauseQueue('membershipRuns');
  const group = await app.group('user.city -eq "Bonn"');
  // The look that starts the run, without the range it asks for.
  await app.host.fire('membershipRuns', { groups: [group] });
  expect(await status(group)).toMatchObject({
    wire: { status: 'Running' },
    displayStatus: 'Evaluating',
    lastMembershipChange: 'In Progress',
  });
  const { body } = await app.get(`/muster/v1/groups/${group}`);
  expect(body.progress.done).toBe(0);
  expect(body.progress.total).toBeGreaterThan(0);
  app.host.resumeQueue('membershipRuns');
  await until(() => status(group), displayed('Update complete'));
});

test('what the request that changes nothing leaves alone: a status', async () => {
  const group = await app.group('user.city -eq "Köln"');
  const before = await until(() => status(group), displayed('Update complete'));
  expect(
    (await app.patch(`/v1.0/groups/${group}`, { membershipRule: 'user.city -eq "Köln"' })).status,
  ).toBe(204);
  expect(await status(group)).toEqual(before);
});

test('a rule on an extension property that was deleted fails with what to do, and heals when it is registered again', async () => {
  const application = (await app.post('/v1.0/applications', { displayName: 'HR' })).body;
  const property = { name: 'costTeam', dataType: 'String', targetObjects: ['User'] };
  const path = `/v1.0/applications/${application.id}/extensionProperties`;
  const { body: registered } = await app.post(path, property);
  const user = await app.user({ [registered.name]: 'Blue' });
  const group = await app.group(`user.${registered.name} -eq "blue"`);
  await until(() => status(group), displayed('Update complete'));
  expect(await app.members(group)).toEqual([user]);

  expect((await app.delete(`${path}/${registered.id}`)).status).toBe(204);
  const failed = await status(group);
  expect(failed).toMatchObject({ wire: { status: 'Failed' }, displayStatus: 'Processing error' });
  expect(failed.wire.errorMessage).toContain(registered.name);
  expect(failed.wire.errorMessage).toContain('Register it again, or change the rule');
  expect(await app.members(group)).toEqual([user]);
  const refused = await app.post('/v1.0/groups', {
    displayName: 'x',
    mailNickname: 'x',
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: ['DynamicMembership'],
    membershipRule: `user.${registered.name} -eq "blue"`,
  });
  expect(refused.status).toBe(400);
  expect(refused.body.error.details[0].code).toBe('UNSUPPORTED_PROPERTY');

  expect((await app.post(path, property)).status).toBe(201);
  await until(() => status(group), displayed('Update complete'));
  expect(await app.members(group)).toEqual([user]);
});

test('an assigned group has no status, and v1.0 knows none', async () => {
  const group = await app.group(null);
  expect((await status(group)).wire).toBeNull();
  expect(
    (await app.get(`/v1.0/groups/${group}?$select=membershipRuleProcessingStatus`)).status,
  ).toBe(400);
});
