import { beforeEach, describe, expect, it } from 'vitest';
import { TestServer, userBody } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

describe('extension properties', () => {
  const appId = '25883231-668a-43a7-80b2-5685c3f874bc';
  const name = 'extension_25883231668a43a780b25685c3f874bc_costTeam';

  async function register(draft: object = {}): Promise<string> {
    await server.post('/v1.0/applications', { displayName: 'HR', appId });
    const path = `/v1.0/applications(appId='${appId}')/extensionProperties`;
    const body = { name: 'costTeam', dataType: 'String', targetObjects: ['User'], ...draft };
    const reply = await server.post(path, body);
    expect(reply.status).toBe(201);
    return reply.body.id;
  }

  it('are registered, shown, listed and deleted with the names Graph gives them', async () => {
    const id = await register();
    const path = `/v1.0/applications(appId='${appId}')/extensionProperties`;
    const one = await server.get(`${path}/${id}`);
    const { '@odata.context': context, ...shown } = one.body;
    expect(context).toMatch(/#applications\('[0-9a-f-]{36}'\)\/extensionProperties\/\$entity$/);
    expect(shown).toEqual({
      id,
      deletedDateTime: null,
      appDisplayName: 'HR',
      dataType: 'String',
      isMultiValued: false,
      isSyncedFromOnPremises: false,
      name,
      targetObjects: ['User'],
    });
    expect((await server.get(path)).body.value).toEqual([shown]);
    expect((await server.delete(`${path}/${id}`)).status).toBe(204);
    expect((await server.get(path)).body.value).toEqual([]);
  });

  it('are written and selected like any property of a user while they are registered', async () => {
    const id = await register();
    const user = await server.createUser({ [name]: 'North' });
    const shown = await server.get(`/v1.0/users/${user}?$select=id,${name}`);
    expect(shown.body[name]).toBe('North');
    const application = await server.get(`/v1.0/applications(appId='${appId}')`);
    await server.delete(`/v1.0/applications/${application.body.id}/extensionProperties/${id}`);
    expect((await server.get(`/v1.0/users/${user}?$select=${name}`)).status).toBe(400);
    expect((await server.patch(`/v1.0/users/${user}`, { [name]: 'South' })).status).toBe(400);
  });

  it.each([
    ['Boolean', true, 'true'],
    ['Integer', 5, 5.5],
    ['LargeInteger', 2 ** 40, '5'],
    ['DateTime', '2026-01-01T00:00:00Z', 'today'],
    ['Binary', 'AQID', 'not base64!'],
    ['String', 'x', 'x'.repeat(257)],
  ])('take only values of their type: %s', async (dataType, good, bad) => {
    await register({ dataType });
    expect((await server.post('/v1.0/users', { ...userBody(), [name]: good })).status).toBe(201);
    expect((await server.post('/v1.0/users', { ...userBody(), [name]: bad })).status).toBe(400);
  });

  it.each([
    ['an unknown type', 'dataType', { dataType: 'Text' }],
    ['a name with a blank', 'name', { name: 'cost team' }],
    ['no target', 'targetObjects', { targetObjects: [] }],
    ['an unknown target', 'targetObjects', { targetObjects: ['Printer'] }],
  ])('refuse %s', async (_case, target, change) => {
    const { body } = await server.post('/v1.0/applications', { displayName: 'HR' });
    const draft = { name: 'costTeam', dataType: 'String', targetObjects: ['User'], ...change };
    const reply = await server.post(`/v1.0/applications/${body.id}/extensionProperties`, draft);
    expect(reply).toMatchObject({
      status: 400,
      body: { error: { details: [{ code: 'InvalidValue', target }] } },
    });
  });
});
