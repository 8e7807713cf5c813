import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import { whatIf } from '../../src/contract/explanation-type.ts';
import { dynamic, TestServer } from './test-server.ts';

let caller: Caller;
let server: TestServer;
let user: string;

beforeEach(async () => {
  caller = LOCAL_ADMINISTRATOR;
  server = new TestServer(undefined, undefined, async () => caller);
  user = await server.createUser({ department: 'Legal', displayName: 'Grace' });
});

async function ask(patch: unknown, headers: Record<string, string> = {}) {
  const reply = await server.send('POST', `/muster/v1/users/${user}/whatIf`, patch, headers);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return whatIf.parse(reply.body);
}

describe('what if', () => {
  it('names the groups joined and left with the reason, those that follow them, and those that wait', async () => {
    const group = (displayName: string, rule: string) =>
      server.createGroup({ ...dynamic(rule), displayName });
    const sales = await group('Sales', 'user.department -eq "Sales"');
    const legal = await group('Legal', 'user.department -eq "Legal"');
    const paused = await group('Paused', 'user.department -startsWith "Sal"');
    const all = await group('All', `user.memberOf -any (group.objectId -in ["${sales}"])`);
    await server.settle();
    await server.patch(`/v1.0/groups/${paused}`, { membershipRuleProcessingState: 'Paused' });
    await server.settle();
    expect(await ask({ department: 'Sales' })).toEqual({
      joins: [
        {
          id: sales,
          displayName: 'Sales',
          text: 'The rule would select the object, because of department.',
        },
        {
          id: all,
          displayName: 'All',
          text: 'It would come in with the groups that this one follows: Sales.',
        },
      ],
      leaves: [
        {
          id: legal,
          displayName: 'Legal',
          text: 'The rule would no longer select the object, because of department.',
        },
      ],
      withheld: [
        {
          id: paused,
          displayName: 'Paused',
          change: 'joins',
          reason: 'paused',
          text: 'The rule would select the object, because of department. The membership is not what the rule says: processing is paused.',
        },
      ],
    });
    expect((await server.get(`/v1.0/users/${user}?$select=department`)).body.department).toBe(
      'Legal',
    );
    const { joins } = await ask({ department: 'Sales' }, { 'accept-language': 'pt-BR' });
    expect(joins[0]?.text).toBe('A regra selecionaria o objeto, por causa de department.');
  });

  it('is not told of groups that hide their members, nor to whom may not read everything of the object', async () => {
    await server.createGroup({
      ...dynamic('user.department -eq "Sales"'),
      groupTypes: ['Unified', 'DynamicMembership'],
      mailEnabled: true,
      securityEnabled: false,
      visibility: 'HiddenMembership',
    });
    await server.settle();
    expect((await ask({ department: 'Sales' })).joins).toHaveLength(1);
    const permissions = ['User.Read.All', 'GroupMember.Read.All'];
    caller = { ...LOCAL_ADMINISTRATOR, permissions, directoryRoles: [] };
    expect((await ask({ department: 'Sales' })).joins).toEqual([]);
    caller = { ...caller, permissions: ['User.ReadBasic.All', 'GroupMember.Read.All'] };
    const reply = await server.post(`/muster/v1/users/${user}/whatIf`, { department: 'Sales' });
    expect(reply.status).toBe(403);
  });

  it.each([
    [{ departmnt: 'Sales' }, 400, 'departmnt'],
    [{ accountEnabled: 'yes' }, 400, 'accountEnabled'],
    [{ userPrincipalName: 'taken@contoso.com' }, 400, 'userPrincipalName'],
    [
      { 'manager@odata.bind': 'https://graph.microsoft.com/v1.0/users/nobody@contoso.com' },
      404,
      '',
    ],
  ])('a change that could not be made is refused: %j', async (patch, status, named) => {
    await server.createUser({ userPrincipalName: 'taken@contoso.com' });
    const reply = await server.post(`/muster/v1/users/${user}/whatIf`, patch);
    expect(reply.status).toBe(status);
    expect(JSON.stringify(reply.body)).toContain(named);
  });
});
