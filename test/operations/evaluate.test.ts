import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, dynamic, TestServer } from './test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';
const RULE = '(user.department -eq "Sales") -and (user.jobTitle -startsWith "Head")';
let server: TestServer;
let user: string;

beforeEach(async () => {
  server = new TestServer();
  user = await server.createUser({ department: 'Sales', jobTitle: 'Clerk' });
});

function evaluate(body: unknown, group = '') {
  return server.post(`/beta/groups${group && `/${group}`}/evaluateDynamicMembership`, body);
}

describe('evaluateDynamicMembership', () => {
  it('shows why, node by node, with everything that a node does not have null or empty', async () => {
    const reply = await evaluate({ memberId: user, membershipRule: RULE });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      '@odata.context': `${BASE}/beta/$metadata#microsoft.graph.evaluateDynamicMembershipResult`,
      membershipRule: RULE,
      membershipRuleEvaluationResult: false,
      membershipRuleEvaluationDetails: {
        expression: RULE,
        expressionResult: false,
        propertyToEvaluate: null,
        expressionEvaluationDetails: [
          {
            expression: 'user.department -eq "Sales"',
            expressionResult: true,
            propertyToEvaluate: { propertyName: 'department', propertyValue: 'Sales' },
            expressionEvaluationDetails: [],
          },
          {
            expression: 'user.jobTitle -startsWith "Head"',
            expressionResult: false,
            propertyToEvaluate: { propertyName: 'jobTitle', propertyValue: 'Clerk' },
            expressionEvaluationDetails: [],
          },
        ],
      },
    });
  });

  it('evaluates a group’s own rule, unless the body has another', async () => {
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    const own = await evaluate({ memberId: user.toUpperCase() }, group);
    expect(own.body).toMatchObject({
      membershipRule: 'user.department -eq "Sales"',
      membershipRuleEvaluationResult: true,
      membershipRuleEvaluationDetails: {
        propertyToEvaluate: { propertyName: 'department', propertyValue: 'Sales' },
        expressionEvaluationDetails: [],
      },
    });
    const other = await evaluate({ memberId: user, membershipRule: RULE }, group);
    expect(other.body.membershipRuleEvaluationResult).toBe(false);
  });

  it('evaluates a rule on groups with those the member is in', async () => {
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    const other = await server.createGroup(dynamic('user.department -eq "Legal"'));
    await server.settle();
    const rule = (id: string) => `user.memberOf -any (group.objectId -in ["${id}"])`;
    const inGroup = await evaluate({ memberId: user, membershipRule: rule(group) });
    expect(inGroup.body.membershipRuleEvaluationResult).toBe(true);
    expect(inGroup.body.membershipRuleEvaluationDetails.propertyToEvaluate).toEqual({
      propertyName: 'memberOf',
      propertyValue: JSON.stringify([group]),
    });
    const notIn = await evaluate({ memberId: user, membershipRule: rule(other) });
    expect(notIn.body.membershipRuleEvaluationResult).toBe(false);
  });

  it('tells nobody who is in a group that hides its members', async () => {
    const hidden = await server.createGroup({
      groupTypes: ['Unified'],
      mailEnabled: true,
      mailNickname: 'hidden',
      visibility: 'HiddenMembership',
      'members@odata.bind': [`${BASE}/v1.0/users/${user}`],
    });
    const body = {
      memberId: user,
      membershipRule: `user.memberOf -any (group.objectId -in ["${hidden}"])`,
    };
    const path = '/beta/groups/evaluateDynamicMembership';
    const reader = { 'X-Muster-Act-As': 'Directory.Read.All' };
    expect((await server.send('POST', path, body, reader)).status).toBe(403);
    expect((await evaluate(body)).body.membershipRuleEvaluationResult).toBe(true);
  });

  it('selects no device by a rule on users', async () => {
    const device = await server.post('/v1.0/devices', {
      accountEnabled: true,
      deviceId: NOBODY,
      displayName: 'Laptop',
      operatingSystem: 'Windows',
      operatingSystemVersion: '11',
    });
    const memberId = device.body.id;
    const wrong = await evaluate({ memberId, membershipRule: RULE });
    expect(wrong.body).toMatchObject({
      membershipRuleEvaluationResult: false,
      membershipRuleEvaluationDetails: { expression: RULE, expressionResult: false },
    });
    const right = await evaluate({ memberId, membershipRule: 'device.deviceOSType -eq "windows"' });
    expect(right.body.membershipRuleEvaluationResult).toBe(true);
  });

  it('tells every fault of a rule', async () => {
    const { status, body } = await evaluate({
      memberId: user,
      membershipRule: '(accountEnabled -eq true)',
    });
    expect(status).toBe(400);
    expect(body.error.code).toBe('InvalidObjectTypeException');
    expect(body.error.details[0].target).toBe('membershipRule');
  });

  it.each([
    ['nobody', { memberId: NOBODY, membershipRule: RULE }, 404],
    ['no member', { membershipRule: RULE }, 400],
    ['an id that is none', { memberId: 'zoe', membershipRule: RULE }, 400],
    ['no rule', { memberId: NOBODY }, 400],
    ['a rule that is no text', { memberId: NOBODY, membershipRule: 5 }, 400],
    ['something unknown', { memberId: NOBODY, rule: RULE }, 400],
  ])('refuses %s', async (_case, body, status) => {
    expect((await evaluate(body)).status).toBe(status);
  });

  it('needs a group that is there and has a rule', async () => {
    expect((await evaluate({ memberId: user }, NOBODY)).status).toBe(404);
    const assigned = await server.createGroup();
    const reply = await evaluate({ memberId: user }, assigned);
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toContain('no membershipRule');
    expect((await evaluate({ memberId: assigned, membershipRule: RULE })).status).toBe(404);
  });

  it('is known in beta only, with its namespace too', async () => {
    const body = { memberId: user, membershipRule: RULE };
    const path = '/groups/microsoft.graph.evaluateDynamicMembership';
    expect((await server.post(`/v1.0${path}`, body)).status).toBe(405);
    const ofGroup = `/v1.0/groups/${NOBODY}/evaluateDynamicMembership`;
    expect((await server.post(ofGroup, body)).status).toBe(400);
    expect((await server.post(`/beta${path}`, body)).status).toBe(200);
  });
});
