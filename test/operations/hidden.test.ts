import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import type { DirectoryRole } from '../../src/access/directory-roles.ts';
import { dynamic, groupBody, type Reply, TestServer } from './test-server.ts';

let caller: Caller;
let server: TestServer;
/** Zoe is a member of the hidden group, Ben owns it, Amy is neither. */
let [zoe, ben, amy, hidden]: string[] = [];

const READ_ALL = ['GroupMember.Read.All', 'User.Read.All'];
const hiddenBody = (name: string) => ({
  displayName: name,
  mailNickname: name,
  mailEnabled: true,
  securityEnabled: true,
  groupTypes: ['Unified'],
  visibility: 'HiddenMembership',
});

const bind = (id = '') => [`https://graph.microsoft.com/v1.0/directoryObjects/${id}`];

beforeEach(async () => {
  caller = LOCAL_ADMINISTRATOR;
  server = new TestServer(undefined, undefined, async () => caller);
  zoe = await server.createUser({ displayName: 'Zoe', department: 'Sales', jobTitle: 'Clerk' });
  ben = await server.createUser({ displayName: 'Ben' });
  amy = await server.createUser({ displayName: 'Amy' });
  hidden = await server.createGroup({
    ...hiddenBody('secret'),
    'owners@odata.bind': bind(ben),
    'members@odata.bind': bind(zoe),
  });
});

function user(id = '', permissions: readonly string[] = READ_ALL, roles: DirectoryRole[] = []) {
  caller = { ...LOCAL_ADMINISTRATOR, id, permissions, directoryRoles: roles };
}

function application(...permissions: readonly string[]) {
  caller = { ...LOCAL_ADMINISTRATOR, kind: 'application', permissions, directoryRoles: [] };
}

const eventual = { consistencylevel: 'eventual' };

/** What is told of the members in each way there is. */
async function told() {
  const members = await server.get(`/v1.0/groups/${hidden}/members?$select=id`);
  const references = await server.get(`/v1.0/groups/${hidden}/members/$ref`);
  const count = await server.get(`/v1.0/groups/${hidden}/members/$count`, eventual);
  const nested = await server.get(`/v1.0/groups/${hidden}/transitiveMembers?$select=id`);
  const groups = await server.get(`/v1.0/users/${zoe}/memberOf?$select=id`);
  const groupCount = await server.get(`/v1.0/users/${zoe}/memberOf/$count`, eventual);
  const overview = await server.get(`/muster/v1/groups/${hidden}`);
  const check = await server.post(`/v1.0/users/${zoe}/checkMemberGroups`, { groupIds: [hidden] });
  const all = await server.post(`/v1.0/users/${zoe}/getMemberGroups`, {
    securityEnabledOnly: false,
  });
  const history = await server.get(`/muster/v1/groups/${hidden}/members/${zoe}/history`);
  const log = await server.get(`/muster/v1/groups/${hidden}/log/1/added`);
  const own = await server.get(`/muster/v1/users/${zoe}/history`);
  return {
    lists: [members, references, nested, groups].map(({ body }) => body.value.length),
    checks: [check, all].map(({ body }) => body.value.length),
    counts: [count.body, groupCount.body, overview.body.memberCount],
    history: [history, log].map(({ status }) => status),
    own: own.body.value.filter(({ kind }: { kind: string }) => kind === 'addedToGroup').length,
  };
}

const EVERYTHING = {
  lists: [1, 1, 1, 1],
  checks: [1, 1],
  counts: ['1', '1', 1],
  history: [200, 200],
  own: 1,
};
const NOTHING = {
  lists: [0, 0, 0, 0],
  checks: [0, 0],
  counts: ['0', '0', 0],
  history: [403, 403],
  own: 0,
};

describe('members of a group that hides them', () => {
  it.each([
    ['its owner', () => user(ben)],
    ['a member', () => user(zoe)],
    ['a Groups Administrator', () => user(amy, READ_ALL, ['Groups Administrator'])],
    ['a user whose program may read them', () => user(amy, [...READ_ALL, 'Member.Read.Hidden'])],
    ['a program that may read them', () => application(...READ_ALL, 'Member.Read.Hidden')],
  ])('are told to %s', async (_name, becomes) => {
    becomes();
    expect(await told()).toEqual(EVERYTHING);
  });

  it.each([
    ['other users', () => user(amy)],
    ['who administers security groups alone', () => user(amy, READ_ALL, ['Intune Administrator'])],
    ['a program that may read groups and users', () => application(...READ_ALL)],
    ['a program that may read the directory', () => application('Directory.Read.All')],
  ])('are not told to %s', async (_name, becomes) => {
    becomes();
    expect(await told()).toEqual(NOTHING);
  });

  it('are not told of by a group they are nested in', async () => {
    const outer = await server.createGroup({ 'members@odata.bind': bind(hidden) });
    const members = async () =>
      (await server.get(`/v1.0/groups/${outer}/transitiveMembers?$select=id`)).body.value.map(
        ({ id }: { id: string }) => id,
      );
    expect((await members()).sort()).toEqual([zoe, hidden].sort());
    user(amy);
    expect(await members()).toEqual([hidden]);
  });
});

describe('the author of a memberOf rule', () => {
  const rule = () => dynamic(`user.memberof -any (group.objectId -in ['${hidden}'])`);
  const creating = () => server.post('/v1.0/groups', { ...groupBody(), ...rule() });

  function refuses({ status, body }: Reply) {
    expect(status).toBe(403);
    expect(body.error.code).toBe('Authorization_RequestDenied');
    expect(JSON.stringify(body.error.details)).toContain(hidden);
  }

  it('has to be able to see the members of the groups it names', async () => {
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    const change = { membershipRule: rule().membershipRule };
    application('Group.ReadWrite.All');
    refuses(await creating());
    refuses(await server.patch(`/v1.0/groups/${group}`, change));
    application('Group.ReadWrite.All', 'Member.Read.Hidden');
    expect((await server.patch(`/v1.0/groups/${group}`, change)).status).toBe(204);
    application('Group.ReadWrite.All');
    // Whoever repeats or pauses it did not write it.
    const paused = { ...change, membershipRuleProcessingState: 'Paused' };
    expect((await server.patch(`/v1.0/groups/${group}`, paused)).status).toBe(204);
    const resumed = { membershipRuleProcessingState: 'On' };
    expect((await server.patch(`/v1.0/groups/${group}`, resumed)).status).toBe(204);
  });

  it('has to be able to read groups at all', async () => {
    const open = await server.createGroup();
    const body = {
      ...groupBody(),
      ...dynamic(`user.memberof -any (group.objectId -in ['${open}'])`),
    };
    application('Group.Create');
    const refused = await server.post('/v1.0/groups', body);
    expect(refused.status).toBe(403);
    expect(JSON.stringify(refused.body.error.details)).toContain(open);
    application('Group.Create', 'GroupMember.Read.All');
    expect((await server.post('/v1.0/groups', body)).status).toBe(201);
  });

  it('cannot ask by evaluating a rule either', async () => {
    application('User.Read.All', 'Group.Read.All');
    const { membershipRule } = rule();
    refuses(
      await server.post('/beta/groups/evaluateDynamicMembership', {
        memberId: zoe,
        membershipRule,
      }),
    );
  });
});

describe('attributes', () => {
  it('of a user are the basic ones where no more may be read', async () => {
    application('User.ReadBasic.All', 'GroupMember.Read.All');
    const select = '$select=id,displayName,department,businessPhones,otherMails';
    const shown = {
      id: zoe,
      displayName: 'Zoe',
      department: null,
      businessPhones: [],
      otherMails: [],
    };
    expect((await server.get(`/v1.0/users/${zoe}?${select}`)).body).toMatchObject(shown);
    const { body } = await server.get(`/v1.0/users?${select}`);
    expect(body.value.find(({ id }: { id: string }) => id === zoe)).toEqual(shown);
  });

  it('of a user are not to be guessed from an ETag', async () => {
    const etag = async () =>
      (await server.get(`/v1.0/users/${zoe}?$select=id,@odata.etag`)).body['@odata.etag'];
    expect(await etag()).toMatch(/^W/);
    application('User.ReadBasic.All');
    expect(await etag()).toBeUndefined();
  });

  it('of members are not shown without a permission for their type', async () => {
    const group = await server.createGroup({ 'members@odata.bind': bind(zoe) });
    application('GroupMember.Read.All');
    const { body } = await server.get(`/v1.0/groups/${group}/members?$select=id,displayName`);
    expect(body.value).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: zoe, displayName: null },
    ]);
  });

  it.each([
    "$filter=department eq 'Sales'",
    "$filter=displayName eq 'Zoe' or jobTitle eq 'Clerk'",
    '$orderby=jobTitle&$count=true',
    '$search="jobTitle:Clerk"',
    '$search=" jobTitle :Clerk"',
  ])('that may not be read may not be asked for: %s', async (query) => {
    application('User.ReadBasic.All');
    const { status, body } = await server.get(`/v1.0/users?${encodeURI(query)}`, eventual);
    expect(status).toBe(403);
    expect(body.error.message).toBe('Insufficient privileges to complete the operation.');
  });

  it('of a basic profile do not lead to the manager, nor to groups', async () => {
    await server.send('PUT', `/v1.0/users/${zoe}/manager/$ref`, { '@odata.id': bind(ben)[0] });
    application('User.ReadBasic.All');
    expect((await server.get(`/v1.0/users/${zoe}?$expand=manager`)).status).toBe(403);
    expect((await server.get('/v1.0/users?$expand=manager')).status).toBe(403);
    const { body } = await server.get(`/v1.0/users/${zoe}?$expand=memberOf`);
    expect(body.memberOf).toEqual([]);
    application('User.Read.All');
    const { manager } = (await server.get(`/v1.0/users/${zoe}?$expand=manager`)).body;
    expect(manager).toMatchObject({ id: ben });
  });

  it('are hidden where it is told why somebody is a member', async () => {
    const rule = 'user.department -eq "Sales" -or (user.displayName -eq "Zoe")';
    const group = await server.createGroup(dynamic(rule));
    await server.settle();
    await server.patch(`/v1.0/users/${zoe}`, { department: 'Legal', displayName: 'Zo' });
    await server.settle();
    const path = `/muster/v1/groups/${group}/members/${zoe}/history`;
    expect(JSON.stringify((await server.get(path)).body)).toContain('Legal');
    application('GroupMember.Read.All', 'User.ReadBasic.All');
    const { body } = await server.get(path);
    expect(body.isMember).toBe(false);
    expect(JSON.stringify(body.evaluation)).not.toContain('Legal');
    expect(body.evaluation.membershipRuleEvaluationDetails).toMatchObject({
      expressionResult: null,
      expressionEvaluationDetails: [
        {
          expressionResult: null,
          propertyToEvaluate: { propertyName: 'department', propertyValue: null },
          hidden: true,
        },
        { expressionResult: false, propertyToEvaluate: { propertyValue: 'Zo' } },
      ],
    });
    const { left } = body.value[0];
    expect(left.message).not.toContain('Legal');
    expect(left.changes).toContainEqual({
      name: 'department',
      oldValue: null,
      newValue: null,
      hidden: true,
    });
    expect(left.changes).toContainEqual({ name: 'displayName', oldValue: 'Zoe', newValue: 'Zo' });
  });

  it('of oneself are all shown with User.Read', async () => {
    user(zoe, ['User.Read']);
    const { body } = await server.get('/v1.0/me?$select=id,department');
    expect(body).toMatchObject({ id: zoe, department: 'Sales' });
  });

  it('of a device are no part of what reads users', async () => {
    const device = await server.post('/v1.0/devices', {
      accountEnabled: true,
      deviceId: '44444444-4444-4444-8444-000000000001',
      displayName: 'PC',
      operatingSystem: 'Windows',
      operatingSystemVersion: '11',
      alternativeSecurityIds: [{ type: 2, identityProvider: null, key: 'a2V5' }],
    });
    const memberId = device.body.id;
    const membershipRule = 'device.displayName -eq "PC"';
    application('User.Read.All', 'Group.Read.All');
    const asked = await server.post('/beta/groups/evaluateDynamicMembership', {
      memberId,
      membershipRule,
    });
    expect(asked.status).toBe(403);
  });
});
