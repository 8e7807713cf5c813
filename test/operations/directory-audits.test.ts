/** Graph's audit log as clients see it (graph-spec.md 12). */
import { beforeEach, describe, expect, it, test } from 'vitest';
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import { pages } from './ask.ts';
import { dynamic, groupBody, TestServer } from './test-server.ts';

const AUDITS = '/v1.0/auditLogs/directoryAudits';

let caller: Caller;
let server: TestServer;

beforeEach(() => {
  caller = LOCAL_ADMINISTRATOR;
  server = new TestServer(undefined, undefined, async () => caller);
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into items of every shape.
type Items = readonly any[];

async function records(filter?: string, top = 100): Promise<Items> {
  const query = filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`;
  const found = await pages(server, `${AUDITS}?$top=${top}${query}`);
  for (const { body } of found) expect(body.value.length).toBeLessThanOrEqual(top);
  return found.flatMap(({ body }) => body.value);
}

const named = (items: Items) => items.map(({ activityDisplayName: name }) => name);
const idsOf = (items: Items) => items.map(({ id }) => id);

/** A user who moves from Sales to Support, each with its group. */
async function mover() {
  const user = await server.createUser({
    department: 'Sales',
    userPrincipalName: 'zoe@contoso.com',
  });
  const sales = await server.createGroup(dynamic('user.department -eq "Sales"'));
  const support = await server.createGroup({
    ...groupBody(),
    ...dynamic('user.department -eq "Support"'),
    displayName: 'Support',
  });
  await server.settle();
  server.minutes += 30;
  await server.patch(`/v1.0/users/${user}`, { department: 'Support' });
  await server.settle();
  return { user, sales, support };
}

it('17.20 one change of an attribute leaves an add and a remove under one correlationId', async () => {
  const { user, sales, support } = await mover();
  const found = await records('activityDateTime ge 2026-11-21T12:10:00Z');
  expect(named(found).sort()).toEqual([
    'Add member to group',
    'Remove member from group',
    'Update user',
  ]);
  expect(new Set(found.map(({ correlationId }) => correlationId)).size).toBe(1);
  const added = found.find(({ operationType }) => operationType === 'Assign');
  const value = (name: string, newValue: string | null) => {
    return { displayName: `Group.${name}`, oldValue: null, newValue };
  };
  expect(added).toEqual({
    id: expect.stringMatching(/^Directory_/),
    category: 'GroupManagement',
    correlationId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    result: 'success',
    resultReason: '',
    activityDisplayName: 'Add member to group',
    activityDateTime: '2026-11-21T12:30:00.000Z',
    loggedByService: 'Core Directory',
    operationType: 'Assign',
    initiatedBy: {
      user: null,
      app: {
        appId: null,
        displayName: 'Microsoft Approval Management',
        servicePrincipalId: expect.any(String),
        servicePrincipalName: null,
      },
    },
    targetResources: [
      {
        id: user,
        displayName: null,
        type: 'User',
        userPrincipalName: 'zoe@contoso.com',
        groupType: null,
        modifiedProperties: [
          value('ObjectID', `"${support}"`),
          value('DisplayName', '"Support"'),
          value('WellKnownObjectName', null),
        ],
      },
      {
        id: support,
        displayName: null,
        type: 'Group',
        userPrincipalName: null,
        groupType: 'unknownFutureValue',
        modifiedProperties: [],
      },
    ],
    additionalDetails: [],
  });
  const removed = found.find(({ operationType }) => operationType === 'Unassign');
  expect(removed.targetResources[0].modifiedProperties[0]).toEqual({
    displayName: 'Group.ObjectID',
    oldValue: `"${sales}"`,
    newValue: null,
  });
  expect(found.find(({ operationType }) => operationType === 'Update')).toMatchObject({
    category: 'UserManagement',
    initiatedBy: { user: { displayName: 'Local Administrator' }, app: null },
    targetResources: [
      {
        id: user,
        type: 'User',
        modifiedProperties: [
          { displayName: 'Department', oldValue: '["Sales"]', newValue: '["Support"]' },
          {
            displayName: 'Included Updated Properties',
            oldValue: null,
            newValue: '"Department"',
          },
        ],
      },
    ],
  });
});

describe('who did it', () => {
  test('a person by name, a program as one', async () => {
    const user = await server.createUser();
    const group = await server.createGroup({ 'members@odata.bind': [] });
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${user}` };
    caller = { ...LOCAL_ADMINISTRATOR, id: user, displayName: 'Zoe' };
    expect((await server.post(`/v1.0/groups/${group}/members/$ref`, reference)).status).toBe(204);
    caller = { ...LOCAL_ADMINISTRATOR, kind: 'application', displayName: 'HR' };
    await server.delete(`/v1.0/groups/${group}/members/${user}/$ref`);
    const [added] = await records("activityDisplayName eq 'Add member to group'");
    expect(added.initiatedBy).toEqual({
      user: {
        id: user,
        displayName: 'Zoe',
        userPrincipalName: expect.stringContaining('@contoso.com'),
        ...{ ipAddress: null, userType: null, homeTenantId: null, homeTenantName: null },
      },
      app: null,
    });
    expect(added.targetResources[1].groupType).toBe('azureAD');
    const byProgram = await records("initiatedBy/app/displayName eq 'HR'");
    expect(named(byProgram)).toEqual(['Remove member from group']);
  });

  test('an update of a rule, with its text before and after', async () => {
    const group = await server.createGroup(dynamic('user.city -eq "Bonn"'));
    await server.patch(`/v1.0/groups/${group}`, { membershipRule: 'user.city -eq "Kiel"' });
    const [updated, created] = await records("category eq 'GroupManagement'");
    expect([updated, created].map(({ activityDisplayName: name }) => name).sort()).toEqual([
      'Add group',
      'Update group',
    ]);
    const [update] = await records("activityDisplayName eq 'Update group'");
    expect(update.targetResources[0]).toMatchObject({
      id: group,
      displayName: 'Sales',
      groupType: 'azureAD',
      modifiedProperties: [
        {
          displayName: 'MembershipRule',
          oldValue: JSON.stringify(['user.city -eq "Bonn"']),
          newValue: JSON.stringify(['user.city -eq "Kiel"']),
        },
        { displayName: 'Included Updated Properties', newValue: '"MembershipRule"' },
      ],
    });
  });

  test('owners, deletions and devices have records of their own', async () => {
    const owner = await server.createUser();
    const bind = [`https://graph.microsoft.com/v1.0/directoryObjects/${owner}`];
    const group = await server.createGroup({ 'owners@odata.bind': bind });
    await server.delete(`/v1.0/groups/${group}`);
    await server.delete(`/v1.0/users/${owner}`);
    await server.settle();
    expect(named(await records()).sort()).toEqual(
      expect.arrayContaining([
        'Add group',
        'Add owner to group',
        'Add user',
        'Delete group',
        'Delete user',
      ]),
    );
  });
});

describe('filters', () => {
  test('each narrows what is told, alone and together', async () => {
    const { user, sales } = await mover();
    const all = await records();
    const [first] = all;
    const count = async (filter: string) => (await records(filter)).length;
    expect(all).toHaveLength(7);
    expect(await count("category eq 'UserManagement'")).toBe(2);
    expect(await count("loggedByService eq 'Core Directory'")).toBe(7);
    expect(await count("loggedByService eq 'Other'")).toBe(0);
    expect(await count(`correlationId eq '${first.correlationId}'`)).toBe(3);
    expect(await count("initiatedBy/app/displayName eq 'Microsoft Approval Management'")).toBe(3);
    expect(await count('activityDateTime lt 2026-11-21T12:30:00Z')).toBe(4);
    expect(await count('activityDateTime le 2026-11-21T12:30:00Z')).toBe(7);
    expect(await count('activityDateTime gt 2026-11-21T12:30:00Z')).toBe(0);
    const ofUser = await records(`targetResources/any(t:t/id eq '${user}')`);
    expect(idsOf(ofUser).sort()).toEqual(
      idsOf(all.filter(({ targetResources: [target] }) => target.id === user)).sort(),
    );
    expect(await count(`targetResources/any(t: t/id eq '${sales}')`)).toBe(3);
    const both = `category eq 'GroupManagement' and targetResources/any(t:t/id eq '${user}')`;
    expect(await count(both)).toBe(3);
  });

  test.each([
    "activityDisplayName ne 'Add user'",
    "category eq 'Device' or category eq 'GroupManagement'",
    "category eq 'Device' and category eq 'GroupManagement'",
    "startswith(activityDisplayName,'Add')",
    "result eq 'success'",
    "activityDateTime ge '2026-11-21'",
    "targetResources/any(t:t/displayName eq 'Zoe')",
    "additionalDetails/any(t:t/id eq 'x')",
    "not(category eq 'Device')",
    "constructor eq 'x'",
  ])('%s is not answered', async (filter) => {
    const { status, body } = await server.get(`${AUDITS}?$filter=${encodeURIComponent(filter)}`);
    expect({ status, code: body.error?.code }).toEqual({
      status: 400,
      code: 'Request_UnsupportedQuery',
    });
  });

  test('newest first is the only order', async () => {
    const asked = (order: string) => server.get(`${AUDITS}?$orderby=${order}`);
    expect((await asked('activityDateTime desc')).status).toBe(200);
    expect((await asked('activityDateTime asc')).status).toBe(400);
    expect((await asked('category')).status).toBe(400);
  });
});

describe('by id', () => {
  test('every record is found again', async () => {
    await mover();
    for (const record of await records()) {
      const { status, body } = await server.get(`${AUDITS}/${record.id}`);
      expect(status).toBe(200);
      expect(body).toEqual({ '@odata.context': expect.any(String), ...record });
    }
  });

  test('what was made up is not', async () => {
    const [record] = await mover().then(() => records());
    const other = record.id.replace(/_\d+$/, '_999999999');
    for (const id of [other, 'Directory_x', `${record.id}0`, 'Directory_'])
      expect((await server.get(`${AUDITS}/${id}`)).status).toBe(404);
  });
});

test('members of a group that hides them are told to those who may see them', async () => {
  const zoe = await server.createUser();
  const hidden = await server.createGroup({
    ...groupBody(),
    ...{ mailEnabled: true, groupTypes: ['Unified'], visibility: 'HiddenMembership' },
    'members@odata.bind': [`https://graph.microsoft.com/v1.0/directoryObjects/${zoe}`],
  });
  const [seen] = await records("activityDisplayName eq 'Add member to group'");
  expect(seen.targetResources[0].id).toBe(zoe);
  const permissions = ['AuditLog.Read.All', 'Directory.Read.All'];
  caller = { ...LOCAL_ADMINISTRATOR, kind: 'application', permissions, directoryRoles: [] };
  expect(named(await records()).sort()).toEqual(['Add group', 'Add user']);
  for (const id of [zoe, hidden])
    expect(named(await records(`targetResources/any(t:t/id eq '${id}')`))).toHaveLength(1);
  expect((await server.get(`${AUDITS}/${seen.id}`)).status).toBe(404);
  caller = { ...caller, permissions: [...permissions, 'Member.Read.Hidden'] };
  expect(named(await records())).toContain('Add member to group');
});
