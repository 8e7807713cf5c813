/** Who may edit and who may pause, as the running service answers it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';

let app: RunningApp;
let owner: string;

beforeAll(async () => {
  app = await startApp();
  owner = await app.user();
});

afterAll(() => app.host.stop());

const RULE = 'user.department -eq "Sales"';
const PAUSE = { membershipRuleProcessingState: 'Paused' };
const DENIED = 'Insufficient privileges to complete the operation.';

const as = (role: string) => ({ 'X-Muster-Act-As': role });
const owned = () => ({ 'owners@odata.bind': [`https://graph.microsoft.com/v1.0/users/${owner}`] });
const unified = { groupTypes: ['Unified', 'DynamicMembership'], mailEnabled: true };

async function ruleOf(group: string) {
  const { body } = await app.get(`/v1.0/groups/${group}`);
  return { rule: body.membershipRule, state: body.membershipRuleProcessingState };
}

test('the owner of a group may rename it, and not pause it without a role: the answer names the role', async () => {
  const group = await app.group(RULE, owned());
  const rename = { displayName: 'Ours' };
  const renamed = await app.patch(`/v1.0/groups/${group}`, rename, as(`User;${owner}`));
  expect(renamed.status).toBe(204);
  const refused = await app.patch(`/v1.0/groups/${group}`, PAUSE, as(`User;${owner}`));
  expect(refused.status).toBe(403);
  expect(refused.body.error).toMatchObject({
    code: 'Authorization_RequestDenied',
    message: DENIED,
    details: [{ code: 'MissingRole', message: expect.stringContaining('Groups Administrator') }],
  });
  expect(await ruleOf(group)).toEqual({ rule: RULE, state: 'On' });
});

test('who is not its owner may not even rename it', async () => {
  const group = await app.group(RULE, owned());
  const other = await app.user();
  const { status, body } = await app.patch(
    `/v1.0/groups/${group}`,
    { displayName: 'Mine' },
    as(`User;${other}`),
  );
  expect(status).toBe(403);
  expect(body.error.details.map(({ code }: { code: string }) => code)).toEqual([
    'MissingRole',
    'NotOwner',
  ]);
});

test('a user without a role, and a program without the permission, create no group', async () => {
  const body = {
    displayName: 'Mine',
    mailNickname: 'm',
    mailEnabled: false,
    securityEnabled: true,
  };
  for (const caller of ['User', `User;${owner}`, 'Group.Read.All', 'User.ReadWrite.All']) {
    const { status, body: answer } = await app.post('/v1.0/groups', body, as(caller));
    expect(status).toBe(403);
    expect(answer.error.message).toBe(DENIED);
  }
  expect((await app.post('/v1.0/groups', body, as('Group.Create'))).status).toBe(201);
});

test('an Intune Administrator edits the rule of a security group, not of a Microsoft 365 group', async () => {
  const security = await app.group(RULE);
  const office = await app.group(RULE, unified);
  const rule = { membershipRule: 'user.department -eq "Legal"' };
  const intune = as('Intune Administrator');
  expect((await app.patch(`/v1.0/groups/${security}`, rule, intune)).status).toBe(204);
  expect((await ruleOf(security)).rule).toBe(rule.membershipRule);
  const refused = await app.patch(`/v1.0/groups/${office}`, rule, intune);
  expect(refused.status).toBe(403);
  expect((await ruleOf(office)).rule).toBe(RULE);
});

test('a Groups Administrator pauses and resumes, a User Administrator edits rules alone', async () => {
  const group = await app.group(RULE);
  const admin = as('Groups Administrator');
  expect((await app.patch(`/v1.0/groups/${group}`, PAUSE, admin)).status).toBe(204);
  expect((await ruleOf(group)).state).toBe('Paused');
  const both = { membershipRule: 'user.city -eq "Lima"', membershipRuleProcessingState: 'On' };
  const userAdmin = as('User Administrator');
  expect((await app.patch(`/v1.0/groups/${group}`, both, userAdmin)).status).toBe(403);
  expect(await ruleOf(group)).toEqual({ rule: RULE, state: 'Paused' });
  const alone = { membershipRule: both.membershipRule, membershipRuleProcessingState: 'Paused' };
  expect((await app.patch(`/v1.0/groups/${group}`, alone, userAdmin)).status).toBe(204);
  const resume = { membershipRuleProcessingState: 'On' };
  expect((await app.patch(`/v1.0/groups/${group}`, resume, admin)).status).toBe(204);
});

test('our own routes say in the message itself what is missing', async () => {
  const { status, body } = await app.post(
    '/muster/v1/pause-all',
    { reason: 'x', exceptions: [] },
    as('User Administrator'),
  );
  expect(status).toBe(403);
  expect(body.error.message).toBe(
    `${DENIED} One of these directory roles is needed: Global Administrator, Groups Administrator.`,
  );
});

test('whoever creates a group without being an administrator of groups becomes its owner', async () => {
  const body = { displayName: 'PCs', mailNickname: 'p', mailEnabled: false, securityEnabled: true };
  const intune = as(`Intune Administrator;${owner}`);
  const mine = await app.post('/v1.0/groups', body, intune);
  const { value } = (await app.get(`/v1.0/groups/${mine.body.id}/owners`)).body;
  expect(value).toMatchObject([{ id: owner }]);
  const admin = as(`Groups Administrator;${owner}`);
  const other = await app.post('/v1.0/groups', body, admin);
  expect((await app.get(`/v1.0/groups/${other.body.id}/owners`)).body.value).toEqual([]);
});
