import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, dynamic, TestServer } from './test-server.ts';

const IN_SALES = 'user.department -eq "Sales"';
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

describe('the processing status', () => {
  const select = '$select=id,membershipRuleProcessingState,membershipRuleProcessingStatus';

  it('is NotStarted, then Succeeded with the time, exactly three properties', async () => {
    await server.createUser({ department: 'Sales' });
    const id = await server.createGroup(dynamic(IN_SALES));
    const before = await server.get(`/beta/groups/${id}?${select}`);
    expect(before.body).toEqual({
      '@odata.context': `${BASE}/beta/$metadata#groups(id,membershipRuleProcessingState,membershipRuleProcessingStatus)/$entity`,
      id,
      membershipRuleProcessingState: 'On',
      membershipRuleProcessingStatus: {
        status: 'NotStarted',
        lastMembershipUpdated: null,
        errorMessage: null,
      },
    });
    await server.settle();
    const after = await server.get(`/beta/groups/${id}?${select}`, { 'accept-language': 'ru-RU' });
    expect(after.body.membershipRuleProcessingStatus).toEqual({
      status: 'Succeeded',
      lastMembershipUpdated: '2026-11-21T12:00:00Z',
      errorMessage: null,
    });
  });

  it('is null while paused and for an assigned group', async () => {
    const paused = await server.createGroup(dynamic(IN_SALES));
    const assigned = await server.createGroup();
    const body = { membershipRuleProcessingState: 'paused' };
    expect((await server.patch(`/v1.0/groups/${paused}`, body)).status).toBe(204);
    const reply = await server.get(`/beta/groups/${paused}?${select}`);
    expect(reply.body).toMatchObject({
      membershipRuleProcessingState: 'Paused',
      membershipRuleProcessingStatus: null,
    });
    const other = await server.get(`/beta/groups/${assigned}?${select}`);
    expect(other.body.membershipRuleProcessingStatus).toBeNull();
  });

  it('is unknown to v1.0', async () => {
    const id = await server.createGroup(dynamic(IN_SALES));
    const reply = await server.get(`/v1.0/groups/${id}?${select}`);
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toBe(
      "Parsing OData Select and Expand failed: Could not find a property named 'membershipRuleProcessingStatus' on type 'microsoft.graph.group'.",
    );
  });

  it('stands in lists too when it is selected', async () => {
    await server.createGroup(dynamic(IN_SALES));
    await server.settle();
    const { body } = await server.get(`/beta/groups?${select}`);
    expect(body.value[0].membershipRuleProcessingStatus.status).toBe('Succeeded');
  });
});
