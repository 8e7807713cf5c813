/** `$filter` of lists, as clients ask it (graph-spec.md 8). */
import { beforeEach, describe, expect, it } from 'vitest';
import { ask as askServer, EVENTUAL } from './ask.ts';
import { dynamic, type Reply, TestServer } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

function ask(list: string, filter: string, advanced = false): Promise<Reply> {
  return askServer(server, list, { filter, advanced });
}

async function names(list: string, filter: string, advanced = false): Promise<readonly string[]> {
  const { status, body } = await ask(list, filter, advanced);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.value.map((item: { displayName: string }) => item.displayName).sort();
}

describe('$filter of users', () => {
  beforeEach(async () => {
    await server.createUser({ displayName: 'Ann', department: 'Sales', accountEnabled: false });
    await server.createUser({
      displayName: "Bob O'Hara",
      department: 'SALES',
      mail: 'bob@Contoso.com',
      assignedPlans: [
        { service: 'exchange', capabilityStatus: 'Enabled' },
        { service: 'SharePoint', capabilityStatus: 'Deleted' },
      ],
      onPremisesExtensionAttributes: { extensionAttribute3: 'x' },
    });
    await server.createUser({ displayName: 'Cleo', otherMails: ['c@x.org', 'cleo@y.org'] });
  });

  it.each([
    ["department eq 'sales'", ['Ann', "Bob O'Hara"]],
    ["displayName eq 'bob o''hara'", ["Bob O'Hara"]],
    ["DEPARTMENT Eq 'sales' AND accountEnabled eq true", ["Bob O'Hara"]],
    ["startsWith(displayName,'a') or startswith(displayName, 'C')", ['Ann', 'Cleo']],
    ["displayName in ('ann','CLEO')", ['Ann', 'Cleo']],
    ["displayName ge 'b' and displayName le 'c'", ["Bob O'Hara"]],
    ['createdDateTime ge 2026-11-21T12:00:00Z and createdDateTime le 2026-11-22', 3],
    ['createdDateTime le 2026-11-21T11:59:59Z', []],
    ["otherMails/any(m:m eq 'CLEO@y.org')", ['Cleo']],
    ["assignedPlans/any(p:p/service eq 'Exchange' and p/capabilityStatus eq 'Enabled')", 1],
    ["assignedPlans/any(p:p/service eq 'SharePoint' and p/capabilityStatus eq 'Enabled')", 0],
    ["(accountEnabled eq true and (department eq 'Sales'))", ["Bob O'Hara"]],
  ])('lets through, plain: %s', async (filter, expected) => {
    const found = await names('/v1.0/users', filter);
    expect(typeof expected === 'number' ? found.length : found).toEqual(expected);
  });

  it.each([
    ["department ne 'sales'", ['Cleo']],
    ['department ne null', ['Ann', "Bob O'Hara"]],
    ['department eq null', ['Cleo']],
    ["not(startswith(displayName,'a')) and accountEnabled eq true", ["Bob O'Hara", 'Cleo']],
    ["NOT startsWith(displayName,'a')", ["Bob O'Hara", 'Cleo']],
    ["endsWith(mail,'@CONTOSO.com')", ["Bob O'Hara"]],
    ["not(endsWith(mail,'@contoso.com'))", ['Ann', 'Cleo']],
    ['otherMails/$count eq 0', ['Ann', "Bob O'Hara"]],
    ['otherMails/$count ne 0', ['Cleo']],
    ["not otherMails/any(m:startswith(m,'c@'))", ['Ann', "Bob O'Hara"]],
    ["otherMails/any(m:endsWith(m,'.org'))", ['Cleo']],
    ["onPremisesExtensionAttributes/extensionAttribute3 eq 'X'", ["Bob O'Hara"]],
    ["companyName in ('a','b')", []],
  ])(
    'lets through with the header of advanced queries, and is refused without: %s',
    async (filter, expected) => {
      expect(await names('/v1.0/users', filter, true)).toEqual(expected);
      const refused = await ask('/v1.0/users', filter);
      expect(refused.status).toBe(400);
      expect(refused.body.error.code).toBe('Request_UnsupportedQuery');
      expect(refused.body.error.message).toContain("'ConsistencyLevel: eventual'");
    },
  );

  it.each([
    [
      "contains(displayName,'a')",
      'Request_UnsupportedQuery',
      "property 'displayName' of resource 'User'",
    ],
    ["displayName gt 'a'", 'Request_UnsupportedQuery', "property 'displayName'"],
    ["aboutMe eq 'a'", 'Request_UnsupportedQuery', "property 'aboutMe' of resource 'User'"],
    ["startswith(userType,'a')", 'Request_UnsupportedQuery', "property 'userType'"],
    ["otherMails/all(m:m eq 'x')", 'Request_UnsupportedQuery', "property 'otherMails'"],
    ["tolower(displayName) eq 'x'", 'BadRequest', "',' is expected at position 19"],
    ["startswith(displayName,'a') eq true", 'Request_UnsupportedQuery', 'Unsupported Query.'],
    ["'x' eq displayName", 'Request_UnsupportedQuery', 'Unsupported Query.'],
    ["manager/id eq 'x'", 'Request_UnsupportedQuery', 'reference property query'],
    ["memberOf/any(m:m/id eq 'x')", 'Request_UnsupportedQuery', 'reference property query'],
    [
      "flavour eq 'x'",
      'BadRequest',
      "Could not find a property named 'flavour' on type 'microsoft.graph.user'",
    ],
    ['displayName eq 5', 'BadRequest', 'incompatible types'],
    ["accountEnabled eq 'true'", 'BadRequest', 'incompatible types'],
    ["createdDateTime ge '2026-11-21'", 'BadRequest', 'incompatible types'],
    ['createdDateTime ge 2026-99-21', 'BadRequest', 'incompatible types'],
    ["displayName eq 'x", 'BadRequest', 'unterminated string literal at position 15'],
    ['displayName', 'BadRequest', 'an operator is expected at position 11'],
    ['displayName eq', 'BadRequest', 'a value is expected at position 14'],
    ["displayName eq 'a' or", 'BadRequest', 'at position 21'],
    ["displayName eq 'a' displayName eq 'b'", 'BadRequest', 'at position 19'],
    ["(displayName eq 'a'", 'BadRequest', "')' is expected at position 19"],
    ['displayName eq “a”', 'BadRequest', "character '“' is not valid at position 15"],
    ['', 'BadRequest', 'at position 0'],
    [`${'('.repeat(60)}id eq 'a'${')'.repeat(60)}`, 'BadRequest', 'more than 50 levels'],
  ])('is refused: %s', async (filter, code, message) => {
    const { status, body } = await ask('/v1.0/users', filter, true);
    expect(status).toBe(400);
    expect(body.error.code).toBe(code);
    expect(body.error.message).toContain(message);
    expect(server.errors).toEqual([]);
  });

  it('knows registered extension properties', async () => {
    const application = await server.post('/v1.0/applications', { displayName: 'HR' });
    const path = `/v1.0/applications/${application.body.id}/extensionProperties`;
    const made = await server.post(path, {
      name: 'costTeam',
      dataType: 'Integer',
      targetObjects: ['User'],
    });
    const { name } = made.body;
    await server.createUser({ displayName: 'Dora', [name]: 7 });
    expect(await names('/v1.0/users', `${name} eq 7`)).toEqual(['Dora']);
    expect(await names('/v1.0/users', `${name.toUpperCase()} ge 8`)).toEqual([]);
    const { body } = await ask('/v1.0/users', `extension_${'0'.repeat(32)}_no eq 7`);
    expect(body.error.message).toContain('Could not find a property');
  });
});

describe('$filter of groups', () => {
  let sales: string;

  beforeEach(async () => {
    sales = await server.createGroup({ displayName: 'Sales', ...dynamic('user.city -eq "x"') });
    await server.createGroup({ displayName: 'Paused', ...dynamic('user.city -eq "y"') });
    await server.createGroup({ displayName: 'Assigned', description: 'By hand' });
    await server.createGroup({
      displayName: 'Team',
      groupTypes: ['Unified'],
      mailEnabled: true,
      mailNickname: 'team',
    });
  });

  it.each([
    ["groupTypes/any(c:c eq 'DynamicMembership')", false, ['Paused', 'Sales']],
    ["groupTypes/any(c:c eq 'dynamicmembership') and displayName eq 'SALES'", false, ['Sales']],
    [
      "NOT groupTypes/any(c:c eq 'Unified') and mailEnabled eq false",
      true,
      ['Assigned', 'Paused', 'Sales'],
    ],
    ['groupTypes/$count eq 0', true, ['Assigned']],
    ["membershipRuleProcessingState eq 'on'", false, ['Paused', 'Sales']],
    ['membershipRuleProcessingState ne null', true, ['Paused', 'Sales']],
    ["startsWith(membershipRule,'user.CITY')", false, ['Paused', 'Sales']],
    ["description eq 'by hand'", false, ['Assigned']],
    ["mail eq 'team@contoso.com'", false, ['Team']],
    ["visibility eq 'Public' or securityEnabled eq false", false, ['Team']],
  ])('lets through: %s', async (filter, advanced, expected) => {
    expect(await names('/v1.0/groups', filter, advanced)).toEqual(expected);
  });

  it('knows the processing status in beta, as it is now', async () => {
    const failed = "membershipRuleProcessingStatus/status eq 'NotStarted'";
    expect(await names('/beta/groups', failed)).toEqual(['Paused', 'Sales']);
    await server.settle();
    expect(await names('/beta/groups', failed)).toEqual([]);
    const done = "membershipRuleProcessingStatus/status in ('succeeded','Failed')";
    expect(await names('/beta/groups', done)).toEqual(['Paused', 'Sales']);
    const { body } = await ask('/v1.0/groups', failed);
    expect(body.error.message).toContain('Could not find a property');
  });

  it("answers the list that Microsoft's pause scripts begin with (graph-spec.md 5.4)", async () => {
    const query = "$filter=groupTypes%2Fany(c%3Ac%20eq%20'DynamicMembership')&$count=true";
    const { body } = await server.get(`/v1.0/groups?${query}`, EVENTUAL);
    expect(body['@odata.count']).toBe(2);
    expect(body.value).toHaveLength(2);
    expect(body.value[0].membershipRuleProcessingState).toBe('On');
  });

  it('reads after it has written: a group is found by its id at once', async () => {
    const { body } = await ask('/v1.0/groups', `id eq '${sales.toUpperCase()}'`);
    expect(body.value.map(({ id }: { id: string }) => id)).toEqual([sales]);
  });
});
