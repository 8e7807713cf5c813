import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, dynamic, groupBody, TestServer, userBody } from './test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';
const IN_SALES = 'user.department -eq "Sales"';
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

describe('creating a group', () => {
  it('answers the group with every default property, state in its canonical spelling', async () => {
    const reply = await server.post('/v1.0/groups', { ...groupBody(), ...dynamic(IN_SALES) });
    expect(reply.status).toBe(201);
    expect(reply.headers.Location).toBe(`${BASE}/v1.0/groups/${reply.body.id}`);
    expect(Object.keys(reply.body)[0]).toBe('@odata.context');
    expect(reply.body).toMatchObject({
      '@odata.context': `${BASE}/v1.0/$metadata#groups/$entity`,
      createdDateTime: '2026-11-21T12:00:00Z',
      deletedDateTime: null,
      groupTypes: ['DynamicMembership'],
      membershipRule: IN_SALES,
      membershipRuleProcessingState: 'On',
      proxyAddresses: [],
      mail: null,
      visibility: null,
      securityIdentifier: expect.stringMatching(/^S-1-12-1-\d+-\d+-\d+-\d+$/),
    });
    expect(reply.body).not.toHaveProperty('membershipRuleProcessingStatus');
    expect(reply.body).not.toHaveProperty('writebackConfiguration');
    expect(reply.body).not.toHaveProperty('unified');
  });

  it('shows rule and state of an assigned group as null rather than leaving them out', async () => {
    const id = await server.createGroup();
    const { body } = await server.get(`/v1.0/groups/${id}`);
    expect(body).toMatchObject({ membershipRule: null, membershipRuleProcessingState: null });
  });

  it('gives a Microsoft 365 group an address and makes it public', async () => {
    const unified = { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false };
    const { body } = await server.post('/v1.0/groups', { ...groupBody(), ...unified });
    expect(body).toMatchObject({
      mail: 'sales@contoso.com',
      proxyAddresses: ['SMTP:sales@contoso.com'],
      visibility: 'Public',
    });
  });

  it('accepts what Terraform sends: a type annotation, nulls, empty lists, false', async () => {
    const reply = await server.post('/beta/groups', {
      '@odata.type': '#microsoft.graph.group',
      ...groupBody(),
      description: null,
      isAssignableToRole: false,
      assignedLabels: [],
      resourceProvisioningOptions: [],
      membershipRule: null,
      membershipRuleProcessingState: null,
      groupTypes: [],
    });
    expect(reply.status).toBe(201);
  });

  it('keeps an id that is given', async () => {
    const id = '7A9C0000-1111-4222-8333-444444444444';
    expect(await server.createGroup({ id })).toBe(id.toLowerCase());
    expect((await server.post('/v1.0/groups', { ...groupBody(), id })).status).toBe(400);
  });

  it('shares an id with nobody, of whatever kind', async () => {
    const user = await server.createUser();
    const group = await server.createGroup();
    for (const reply of [
      await server.post('/v1.0/groups', { ...groupBody(), id: user.toUpperCase() }),
      await server.post('/v1.0/users', { ...userBody(), id: group.toUpperCase() }),
    ]) {
      expect(reply.status).toBe(400);
      expect(reply.body.error.message).toContain('the same value for property id');
    }
  });

  it('explains that a rule is too long, however long it is', async () => {
    for (const length of [3_073, 500_000]) {
      const body = { ...groupBody(), ...dynamic('x'.repeat(length)) };
      const { error } = (await server.post('/v1.0/groups', body)).body;
      expect(error.code).toBe('Request_BadRequest');
      expect(error.message).toContain('3,072');
    }
  });

  it.each([
    ['an unknown property', { flavour: 'x' }, "Invalid property 'flavour'."],
    ['a wrong type', { displayName: 5 }, "Invalid value specified for property 'displayName'"],
    [
      'null where a value is needed',
      { mailNickname: null },
      "Invalid value specified for property 'mailNickname' of resource 'Group'.",
    ],
    ['a blank in the nickname', { mailNickname: 'a b' }, "property 'mailNickname'"],
    ['a name that is too long', { displayName: 'x'.repeat(257) }, "property 'displayName'"],
    [
      'an unknown state',
      { ...dynamic(IN_SALES), membershipRuleProcessingState: 'Off' },
      "property 'membershipRuleProcessingState'",
    ],
    ['a type without a rule', { groupTypes: ['DynamicMembership'] }, "'membershipRule'"],
    ['a rule without the type', { membershipRule: IN_SALES }, 'DynamicMembership'],
    ['an unknown type', { groupTypes: ['Static'] }, "property 'groupTypes'"],
    [
      'a dynamic group for roles',
      { ...dynamic(IN_SALES), isAssignableToRole: true },
      'isAssignableToRole',
    ],
    ['a mail-enabled security group', { mailEnabled: true }, 'mail-enabled'],
    ['hidden members of a security group', { visibility: 'HiddenMembership' }, "'visibility'"],
    ['a read-only property', { createdDateTime: '2026-01-01T00:00:00Z' }, 'read-only'],
    ['a beta property in v1.0', { writebackConfiguration: {} }, 'writebackConfiguration'],
    ['no GUID as id', { id: 'sales' }, "property 'id'"],
    ['a reference to nothing', { 'members@odata.bind': ['sales'] }, 'Invalid reference'],
    ['too many members', { 'members@odata.bind': Array(21).fill('x') }, 'At most 20'],
  ])('refuses %s with 400', async (_case, change, message) => {
    const reply = await server.post('/v1.0/groups', { ...groupBody(), ...change });
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toContain(message);
    expect((await server.get('/v1.0/groups')).body.value).toEqual([]);
  });

  it('names every property that is missing or wrong', async () => {
    const { body } = await server.post('/v1.0/groups', { displayName: 5 });
    expect(body.error.details.map((detail: { target: string }) => detail.target)).toEqual([
      'displayName',
      'mailEnabled',
      'mailNickname',
      'securityEnabled',
    ]);
    expect(body.error.details[2].message).toBe(
      "A value is required for property 'mailNickname' of resource 'Group'.",
    );
  });

  it('explains what is wrong with a rule, and where', async () => {
    const rule = '(department -eq "Sales")';
    const reply = await server.post('/v1.0/groups', { ...groupBody(), ...dynamic(rule) });
    expect(reply.status).toBe(400);
    expect(reply.body.error.code).toBe('InvalidObjectTypeException');
    expect(reply.body.error.message).toContain('position 1');
    expect(reply.body.error.details).toEqual([
      { code: 'MISSING_PREFIX', target: 'membershipRule', message: expect.any(String) },
    ]);
    expect(reply.body.error.innerError.ruleErrors[0]).toMatchObject({ position: 1, length: 10 });
  });

  it('refuses members of a dynamic group with 403', async () => {
    const user = await server.createUser();
    const reply = await server.post('/v1.0/groups', {
      ...groupBody(),
      ...dynamic(IN_SALES),
      'members@odata.bind': [`https://graph.microsoft.com/v1.0/users/${user}`],
    });
    expect(reply.status).toBe(403);
    expect(reply.body.error.code).toBe('Authorization_RequestDenied');
  });
});

describe('changing a group', () => {
  it('changes names, clears with null, leaves the rest', async () => {
    const id = await server.createGroup({ description: 'Old', theme: 'Teal' });
    const change = { displayName: 'Sales team', description: null };
    const reply = await server.patch(`/v1.0/groups/${id}`, change);
    expect(reply).toMatchObject({ status: 204, body: null });
    const { body } = await server.get(`/v1.0/groups/${id}`);
    expect(body).toMatchObject({ displayName: 'Sales team', description: null, theme: 'Teal' });
  });

  it('turns an assigned group into a dynamic one and back, members staying', async () => {
    const user = await server.createUser({ department: 'Sales' });
    const id = await server.createGroup();
    expect((await server.patch(`/v1.0/groups/${id}`, dynamic(IN_SALES))).status).toBe(204);
    await server.settle();
    const back = { groupTypes: [], membershipRuleProcessingState: 'Paused' };
    expect((await server.patch(`/v1.0/groups/${id}`, back)).status).toBe(204);
    await server.settle();
    const { body } = await server.get(`/v1.0/groups/${id}`);
    expect(body).toMatchObject({ membershipRule: null, membershipRuleProcessingState: null });
    const members = await server.get(`/v1.0/groups/${id}/members?$select=id`);
    expect(members.body.value.map((member: { id: string }) => member.id)).toEqual([user]);
  });

  it.each([
    ['a rule with a fault', { membershipRule: 'user.' }],
    ['no rule', { membershipRule: null }],
    ['an unknown state', { membershipRuleProcessingState: 'Off' }],
    ['an id', { id: NOBODY }],
    ['mail', { mailEnabled: true }],
    ['a cleared name', { displayName: null }],
    ['hidden members', { visibility: 'HiddenMembership' }],
    ['another sort of group', { groupTypes: ['Unified', 'DynamicMembership'], mailEnabled: true }],
  ])('refuses %s with 400 and changes nothing', async (_case, change) => {
    const id = await server.createGroup(dynamic(IN_SALES));
    const before = await server.get(`/v1.0/groups/${id}`);
    const reply = await server.patch(`/v1.0/groups/${id}`, { description: 'New', ...change });
    expect(reply.status).toBe(400);
    expect((await server.get(`/v1.0/groups/${id}`)).body).toEqual(before.body);
  });

  it('refuses a stale ETag of ours and ignores foreign ones', async () => {
    const id = await server.createGroup();
    const select = '$select=id,@odata.etag';
    const etag = (await server.get(`/v1.0/groups/${id}?${select}`)).body['@odata.etag'];
    const path = `/v1.0/groups/${id}`;
    const first = await server.patch(path, { description: 'One' }, { 'if-match': etag });
    const second = await server.patch(path, { description: 'Two' }, { 'if-match': etag });
    expect([first.status, second.status]).toEqual([204, 412]);
    expect(second.body.error.code).toBe('Request_PreconditionFailed');
    for (const foreign of ['*', 'W/"JzEtVGVzdDIzJw=="']) {
      const reply = await server.patch(path, { description: foreign }, { 'if-match': foreign });
      expect(reply.status).toBe(204);
    }
    expect((await server.delete(path, { 'if-match': etag })).status).toBe(412);
    const current = (await server.get(`${path}?${select}`)).body['@odata.etag'];
    expect((await server.delete(path, { 'if-match': current })).status).toBe(204);
  });

  it('keeps an ETag good while only processing and members change', async () => {
    const id = await server.createGroup(dynamic(IN_SALES));
    const listed = await server.get('/v1.0/groups?$select=id,@odata.etag');
    const etag = listed.body.value[0]['@odata.etag'];
    await server.settle();
    await server.createUser({ department: 'Sales' });
    await server.settle();
    const path = `/v1.0/groups/${id}`;
    expect((await server.patch(path, { theme: 'Teal' }, { 'if-match': etag })).status).toBe(204);
    expect((await server.patch(path, { theme: 'Red' }, { 'if-match': etag })).status).toBe(412);
  });
});

describe('reading and deleting groups', () => {
  it('answers 404 for a group that is unknown, deleted, or no GUID', async () => {
    const id = await server.createGroup();
    expect(await server.delete(`/v1.0/groups/${id}`)).toMatchObject({ status: 204, body: null });
    for (const wrong of [id, NOBODY, 'sales', "o'brien"]) {
      const reply = await server.get(`/v1.0/groups/${encodeURIComponent(wrong)}`);
      expect(reply.status).toBe(404);
      expect(reply.body.error.code).toBe('Request_ResourceNotFound');
      expect(reply.body.error.message).toContain(`Resource '${wrong}' does not exist`);
    }
  });

  it('lists all groups over pages, keeping the options in the link', async () => {
    const ids = [];
    for (let made = 0; made < 5; made++) ids.push(await server.createGroup());
    const seen: string[] = [];
    let path = '/v1.0/Groups?$select=id&$top=2';
    for (let pages = 1; ; pages++) {
      const { body } = await server.get(path);
      expect(body['@odata.context']).toBe(`${BASE}/v1.0/$metadata#groups(id)`);
      seen.push(...body.value.map((group: { id: string }) => group.id));
      const next = body['@odata.nextLink'];
      if (next === undefined) {
        expect(pages).toBe(3);
        break;
      }
      expect(next).toMatch(
        /^http:\/\/localhost:7071\/v1\.0\/Groups\?\$select=id&\$top=2&\$skiptoken=[\w-]+$/,
      );
      path = next.slice(BASE.length);
    }
    expect(seen.sort()).toEqual(ids.sort());
  });
});
