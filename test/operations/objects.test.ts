import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, dynamic, TestServer, userBody } from './test-server.ts';

const NOBODY = '00000000-1111-4222-8333-444444444444';
let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

describe('users', () => {
  it('are created with 201 and show the eleven default properties', async () => {
    const given = userBody();
    const reply = await server.post('/v1.0/users', { ...given, department: 'Sales' });
    expect(reply.status).toBe(201);
    const { '@odata.context': context, ...shown } = reply.body;
    expect(context).toBe(`${BASE}/v1.0/$metadata#users/$entity`);
    expect(shown).toEqual({
      businessPhones: [],
      displayName: given.displayName,
      givenName: null,
      jobTitle: null,
      mail: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: null,
      userPrincipalName: given.userPrincipalName,
      id: expect.any(String),
    });
  });

  it('show the rest when it is selected, in any letter case, and never the password', async () => {
    const id = await server.createUser({ department: 'Sales' });
    const { body } = await server.get(
      `/v1.0/users/${id}?%24Select=Department,accountEnabled,passwordProfile,createdDateTime`,
    );
    expect(body).toEqual({
      '@odata.context': `${BASE}/v1.0/$metadata#users(department,accountEnabled,passwordProfile,createdDateTime)/$entity`,
      department: 'Sales',
      accountEnabled: true,
      passwordProfile: null,
      createdDateTime: '2026-11-21T12:00:00Z',
    });
  });

  it('have what Graph has but is not kept here, without a value', async () => {
    const division = { costCenter: '42', division: 'North' };
    const id = await server.createUser({ employeeOrgData: division, isResourceAccount: null });
    const select = '$select=employeeOrgData,signInActivity,onPremisesProvisioningErrors';
    const { body } = await server.get(`/v1.0/users/${id}?${select}`);
    expect(body).toMatchObject({
      employeeOrgData: division,
      signInActivity: null,
      onPremisesProvisioningErrors: [],
    });
    const refused = await server.patch(`/v1.0/users/${id}`, { aboutMe: 'I like mountains.' });
    expect(refused.body.error.message).toContain('not supported here');
  });

  it('are found by id or name in every spelling of a key', async () => {
    const name = "pat.o'hara@contoso.com";
    const id = await server.createUser({ userPrincipalName: name });
    const paths = [
      `/v1.0/users/${id.toUpperCase()}`,
      `/v1.0/users('${id}')`,
      `/v1.0/users(${id})`,
      `/V1.0/USERS/${name}`,
      "/beta/users/PAT.O'HARA%40contoso.com",
      "/v1.0/users('pat.o''hara@contoso.com')",
      "/v1.0/users%28'pat.o%27%27hara@contoso.com'%29",
      "/v1.0/users(userPrincipalName='pat.o''hara@contoso.com')",
    ];
    for (const path of paths) expect((await server.get(path)).body.id, path).toBe(id);
  });

  it('change and clear attributes, keeping the parts of a complex one that are not named', async () => {
    const id = await server.createUser({
      jobTitle: 'Clerk',
      onPremisesExtensionAttributes: { extensionAttribute1: 'a', extensionAttribute2: 'b' },
    });
    const reply = await server.patch(`/v1.0/users/${id}`, {
      jobTitle: null,
      onPremisesExtensionAttributes: { extensionAttribute2: null, extensionAttribute3: 'c' },
    });
    expect(reply).toMatchObject({ status: 204, body: null });
    const select = '$select=jobTitle,onPremisesExtensionAttributes';
    const { body } = await server.get(`/v1.0/users/${id}?${select}`);
    expect(body.jobTitle).toBeNull();
    expect(body.onPremisesExtensionAttributes).toMatchObject({
      extensionAttribute1: 'a',
      extensionAttribute2: null,
      extensionAttribute3: 'c',
      extensionAttribute15: null,
    });
  });

  it('answer 412 to a stale ETag of ours, also for a change of parts', async () => {
    const id = await server.createUser();
    const { body } = await server.get(`/v1.0/users/${id}?$select=@odata.etag,id`);
    const headers = { 'If-Match': body['@odata.etag'] };
    const changes = [
      { city: 'Seattle' },
      { city: 'Berlin' },
      { onPremisesExtensionAttributes: { extensionAttribute1: 'x' } },
    ];
    const statuses = [];
    for (const change of changes)
      statuses.push((await server.patch(`/v1.0/users/${id}`, change, headers)).status);
    expect(statuses).toEqual([204, 412, 412]);
  });

  it('are not deleted with a stale ETag of ours', async () => {
    const id = await server.createUser();
    const { body } = await server.get(`/v1.0/users/${id}?$select=@odata.etag`);
    await server.patch(`/v1.0/users/${id}`, { city: 'Seattle' });
    const remove = (etag: string) => server.delete(`/v1.0/users/${id}`, { 'If-Match': etag });
    expect((await remove(body['@odata.etag'])).status).toBe(412);
    expect((await remove('W/"foreign"')).status).toBe(204);
  });

  it('count their groups only with the header of advanced queries', async () => {
    const path = `/v1.0/users/${await server.createUser()}/memberOf?$count=true`;
    expect((await server.get(path)).body).not.toHaveProperty('@odata.count');
    const counted = await server.get(path, { ConsistencyLevel: 'eventual' });
    expect(counted.body['@odata.count']).toBe(0);
  });

  const extension = `extension_${'a'.repeat(32)}_team`;
  it.each([
    ['an unknown property', 'InvalidProperty', { flavour: 'x' }],
    ['a number for a text', 'InvalidValue', { department: 5 }],
    ['a text for a list', 'InvalidValue', { otherMails: 'a@b.c' }],
    ['a date without time', 'InvalidValue', { employeeHireDate: '2026-01-01' }],
    ['an impossible date', 'InvalidValue', { employeeHireDate: '2026-02-31T00:00:00Z' }],
    ['an unknown part', 'InvalidValue', { onPremisesExtensionAttributes: { flavour: 'x' } }],
    ['a text that is too long', 'InvalidValue', { department: 'x'.repeat(1_025) }],
    ['a name without a domain', 'InvalidValue', { userPrincipalName: 'pat' }],
    ['a name with a slash', 'InvalidValue', { userPrincipalName: 'a/b@contoso.com' }],
    ['an empty name', 'InvalidValue', { displayName: ' ' }],
    ['an extension that is not registered', 'InvalidProperty', { [extension]: 'x' }],
    ['a cleared account', 'InvalidValue', { accountEnabled: null }],
    ['a manager in a plain property', 'InvalidProperty', { manager: NOBODY }],
    ['a name every object has', 'InvalidProperty', { constructor: 'x' }],
    ['a prototype', 'InvalidProperty', JSON.parse('{"__proto__": {"department": "Sales"}}')],
  ])('refuse %s with 400', async (_case, code, change) => {
    const id = await server.createUser();
    const target = Object.keys(change)[0];
    const expected = { code: 'Request_BadRequest', details: [{ code, target }] };
    const changed = await server.patch(`/v1.0/users/${id}`, change);
    expect(changed).toMatchObject({ status: 400, body: { error: expected } });
    const whole = `${JSON.stringify(userBody()).slice(0, -1)},${JSON.stringify(change).slice(1)}`;
    const created = await server.send('POST', '/v1.0/users', whole);
    expect(created).toMatchObject({ status: 400, body: { error: expected } });
  });

  it('refuse a reference they do not have', async () => {
    const change = { 'friends@odata.bind': [] };
    for (const reply of [
      await server.patch(`/v1.0/users/${await server.createUser()}`, change),
      await server.post('/v1.0/users', { ...userBody(), ...change }),
    ]) {
      expect(reply.status).toBe(400);
      expect(reply.body.error.message).toBe("Invalid property 'friends@odata.bind'.");
    }
  });

  it('keep an ETag good while only processing writes their row', async () => {
    await server.createGroup(dynamic('user.city -eq "Berlin"'));
    await server.settle();
    const id = await server.createUser({ city: 'Berlin' });
    const { body } = await server.get(`/v1.0/users/${id}?$select=@odata.etag,id`);
    await server.settle();
    const headers = { 'If-Match': body['@odata.etag'] };
    expect((await server.patch(`/v1.0/users/${id}`, { city: 'Rome' }, headers)).status).toBe(204);
  });

  it('refuse to become too large for one row, at once or little by little', async () => {
    const many = Array(40).fill('x'.repeat(1_000));
    const at = await server.post('/v1.0/users', { ...userBody(), otherMails: [...many, ...many] });
    expect(at.status).toBe(400);
    expect(at.body.error.message).toContain('60,000');
    const id = await server.createUser({ otherMails: many });
    const grown = await server.patch(`/v1.0/users/${id}`, { proxyAddresses: many });
    expect(grown.status).toBe(400);
    expect(grown.body.error.message).toContain('60,000');
    const swapped = { proxyAddresses: many, otherMails: [] };
    expect((await server.patch(`/v1.0/users/${id}`, swapped)).status).toBe(204);
  });

  it('refuse a name that is taken', async () => {
    await server.createUser({ userPrincipalName: 'zoe@contoso.com' });
    const userPrincipalName = 'ZOE@contoso.com';
    const reply = await server.post('/v1.0/users', { ...userBody(), userPrincipalName });
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toContain('userPrincipalName already exists');
  });

  it('store instants in UTC', async () => {
    const id = await server.createUser({ employeeHireDate: '2026-01-01T01:00:00+02:00' });
    const { body } = await server.get(`/v1.0/users/${id}?$select=employeeHireDate`);
    expect(body.employeeHireDate).toBe('2025-12-31T23:00:00Z');
  });

  it('are listed over pages and gone once deleted', async () => {
    const ids = [];
    for (let made = 0; made < 3; made++) ids.push(await server.createUser());
    expect((await server.delete(`/v1.0/users/${ids[1]}`)).status).toBe(204);
    const first = await server.get('/v1.0/users?$top=1&$select=id');
    expect(first.body.value).toEqual([{ id: ids[0] }]);
    const second = await server.get(first.body['@odata.nextLink'].slice(BASE.length));
    expect(second.body.value).toEqual([{ id: ids[2] }]);
    expect((await server.get(`/v1.0/users/${ids[1]}`)).status).toBe(404);
  });
});

describe('managers', () => {
  it('are set at creation or later, by id or name, shown, and removed', async () => {
    const boss = await server.createUser({ userPrincipalName: 'boss@contoso.com' });
    const first = await server.createUser({ 'manager@odata.bind': `${BASE}/v1.0/users/${boss}` });
    const second = await server.createUser();
    const body = { '@odata.id': 'https://graph.microsoft.com/v1.0/users/boss@contoso.com' };
    const put = await server.send('PUT', `/v1.0/users/${second}/manager/$ref`, body);
    expect(put.status).toBe(204);
    for (const id of [first, second]) {
      const reply = await server.get(`/v1.0/users/${id}/manager?$select=id`);
      expect(reply.body).toMatchObject({ '@odata.type': '#microsoft.graph.user', id: boss });
    }
    expect((await server.delete(`/v1.0/users/${second}/manager/$ref`)).status).toBe(204);
    const reports = await server.get(`/v1.0/users/${boss}/directReports?$select=id`);
    expect(reports.body.value).toEqual([{ '@odata.type': '#microsoft.graph.user', id: first }]);
    const none = await server.get(`/v1.0/users/${second}/manager`);
    expect(none.status).toBe(404);
    expect(none.body.error.code).toBe('Request_ResourceNotFound');
  });

  it('must exist', async () => {
    const id = await server.createUser();
    const body = { '@odata.id': `${BASE}/v1.0/users/${NOBODY}` };
    const reply = await server.send('PUT', `/v1.0/users/${id}/manager/$ref`, body);
    expect(reply.status).toBe(404);
  });
});

describe('devices', () => {
  const deviceId = '6621bca4-d5d1-43f5-b1d2-41e44785175c';
  const device = {
    accountEnabled: true,
    deviceId,
    displayName: 'BER-LT-0001',
    operatingSystem: 'Windows',
    operatingSystemVersion: '10.0.26100',
    physicalIds: ['[OrderID]:Standard'],
    extensionAttributes: { extensionAttribute1: 'BER' },
  };

  it('are created, found by both keys, changed and deleted', async () => {
    const made = await server.post('/v1.0/devices', device);
    expect(made.status).toBe(201);
    const { id } = made.body;
    const found = await server.get(`/v1.0/devices(deviceId='${deviceId}')`);
    expect(found.body).toMatchObject({
      id,
      deviceId,
      physicalIds: device.physicalIds,
      model: null,
    });
    expect(found.body).not.toHaveProperty('extensionAttributes');
    const beta = await server.get(`/beta/devices/${id}`);
    expect(beta.body.extensionAttributes.extensionAttribute1).toBe('BER');
    expect((await server.patch(`/v1.0/devices/${id}`, { model: 'X1' })).status).toBe(204);
    expect((await server.get('/v1.0/devices?$select=model')).body.value).toEqual([{ model: 'X1' }]);
    expect((await server.get(`/v1.0/devices/${id}/memberOf`)).body.value).toEqual([]);
    expect((await server.delete(`/v1.0/devices/${id}`)).status).toBe(204);
    expect((await server.get(`/v1.0/devices/${id}`)).status).toBe(404);
  });

  it('name what is missing', async () => {
    const { deviceId: _, ...without } = device;
    const reply = await server.post('/v1.0/devices', without);
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toBe(
      "A value is required for property 'deviceId' of resource 'Device'.",
    );
  });
});
