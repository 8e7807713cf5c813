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

  it('are at most 100 on an object, at once or little by little', async () => {
    const { body } = await server.post('/v1.0/applications', { displayName: 'HR' });
    const names: string[] = [];
    for (let made = 0; made <= 100; made++) {
      const draft = { name: `p${made}`, dataType: 'String', targetObjects: ['User'] };
      const path = `/v1.0/applications/${body.id}/extensionProperties`;
      names.push((await server.post(path, draft)).body.name);
    }
    const valued = (some: readonly string[]) => Object.fromEntries(some.map((one) => [one, 'x']));
    const whole = await server.post('/v1.0/users', { ...userBody(), ...valued(names) });
    expect(whole.body.error.message).toContain('at most 100 extension values');
    const user = await server.createUser(valued(names.slice(0, 60)));
    const add = (some: readonly string[]) => server.patch(`/v1.0/users/${user}`, valued(some));
    expect((await add(names.slice(50, 100))).status).toBe(204);
    expect((await add(names.slice(100))).status).toBe(400);
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

it('take no references', async () => {
  const { body } = await server.post('/v1.0/applications', { displayName: 'HR' });
  const draft = { name: 'team', dataType: 'String', targetObjects: ['User'], 'x@odata.bind': 'x' };
  const reply = await server.post(`/v1.0/applications/${body.id}/extensionProperties`, draft);
  expect(reply.body.error.message).toBe("Invalid property 'x@odata.bind'.");
});

it('of several applications that want one appId at the same time one has it', async () => {
  const appId = '25883231-668a-43a7-80b2-5685c3f874bc';
  const draft = { displayName: 'HR', appId };
  const create = () => server.post('/v1.0/applications', draft);
  const replies = await Promise.all([create(), create(), create()]);
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  const { value } = (await server.get('/v1.0/applications')).body;
  expect(value).toMatchObject([{ appId }]);
});
