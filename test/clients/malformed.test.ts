/**
 * Every operation with every kind of malformed request: an error of Graph's shape, with its ids and date, and nothing
 * written. test/operations/bad-input.test.ts asks at random; here nothing is left out.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPLICATION, EXTENSION_PROPERTY } from '../../src/contract/application-type.ts';
import { DEVICE } from '../../src/contract/device-type.ts';
import { GROUP } from '../../src/contract/group-type.ts';
import { USER } from '../../src/contract/user-type.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { OPERATIONS } from '../../src/operations/table.ts';
import { TABLES } from '../../src/storage/table-keys.ts';
import { dynamic, groupBody, type Reply, TestServer, userBody } from '../operations/test-server.ts';
import { type Asked, malformedRequests, pathOf } from './malformed.ts';

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const server = new TestServer();
const ids = { users: '', groups: '', devices: '', applications: '', mailTemplates: 'en' };
let asked = 0;

/** What these are sent is not read. */
const BODILESS: readonly string[] = [
  ...['resumeAll', 'createImport', 'completeImport', 'restoreDeletedItem'],
  ...['reprocessGroup', 'replayPoison', 'repairAudit'],
];

/** Bodies that are right, with the resource that they are. */
const BODIES: Readonly<Record<string, () => Omit<Asked, 'keys'>>> = {
  createGroup: () => ({ body: groupBody(), resource: GROUP }),
  updateGroup: () => ({ body: { description: 'x' }, resource: GROUP }),
  createUser: () => ({ body: userBody(), resource: USER }),
  updateUser: () => ({ body: { city: 'Kiel' }, resource: USER }),
  createDevice: () => ({ body: deviceBody(), resource: DEVICE }),
  updateDevice: () => ({ body: { displayName: 'PC 2' }, resource: DEVICE }),
  createApplication: () => ({ body: { displayName: 'HR' }, resource: APPLICATION }),
  createExtensionProperty: () => ({ body: extensionBody(), resource: EXTENSION_PROPERTY }),
  addMember: () => ({ body: reference() }),
  addOwner: () => ({ body: reference() }),
  setManager: () => ({ body: reference() }),
  pauseAll: () => ({ body: { reason: 'x' } }),
  changeGuard: () => ({ body: { blankedShare: 10 } }),
  changeMailTemplate: () => ({ body: { subject: 'x', text: 'x' } }),
  changeGroupSettings: () => ({ body: { guard: null } }),
};

beforeAll(async () => {
  ids.users = await server.createUser({ city: 'Bonn' });
  ids.groups = await server.createGroup();
  await server.createGroup(dynamic('user.city -eq "Bonn"'));
  ids.devices = (await server.post('/v1.0/devices', deviceBody())).body.id;
  ids.applications = (await server.post('/v1.0/applications', { displayName: 'HR' })).body.id;
  await server.settle();
});

afterAll(() => {
  process.stdout.write(`${OPERATIONS.length} operations, ${asked} malformed requests\n`);
});

function deviceBody() {
  return {
    accountEnabled: true,
    alternativeSecurityIds: [{ type: 2, identityProvider: null, key: 'Y3YxN2E1MWFlYw==' }],
    deviceId: crypto.randomUUID(),
    displayName: 'PC',
    operatingSystem: 'Windows',
    operatingSystemVersion: '10.0',
  };
}

function extensionBody() {
  return { name: 'costTeam', dataType: 'String', targetObjects: ['User'] };
}

function reference() {
  return { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${ids.users}` };
}

function askedOf({ name, method, path }: Operation): Asked {
  const [root = ''] = path.split('/');
  const own = Object.entries(ids).find(([collection]) => collection === root)?.[1];
  const keys = (path.match(/\{[^}]*\}/g) ?? []).map((key, at) => {
    if (!key.startsWith('{id')) return key.slice(1, -1).split('|')[0] ?? '';
    return at === 0 ? (own ?? ids.users) : ids.users;
  });
  const takesBody = ['POST', 'PATCH', 'PUT'].includes(method) && !BODILESS.includes(name);
  return { keys, body: takesBody ? {} : null, ...(takesBody && BODIES[name]?.()) };
}

function dump(): string {
  return JSON.stringify(TABLES.map((name) => server.memory.tables.dump(name)));
}

function expectGraphError({ status, headers, body }: Reply): void {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(headers['request-id']).toMatch(GUID);
  const { code, message, innerError } = body.error;
  expect(code).toMatch(/^\w+$/);
  expect(message).not.toBe('');
  expect(innerError.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  expect(innerError['request-id']).toBe(headers['request-id']);
}

it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
  '%s refuses all of it and writes nothing',
  async (_name, operation) => {
    const before = dump();
    const allowed: string[] = [];
    for (const { kind, method, path, body, headers } of malformedRequests(
      operation,
      askedOf(operation),
    )) {
      asked++;
      const reply = await server.send(method, path, body, headers);
      if (reply.status < 400 || dump() !== before) allowed.push(`${kind}: ${reply.status}`);
      else expectGraphError(reply);
    }
    expect(allowed).toEqual([]);
    expect(server.errors).toEqual([]);
  },
);

describe('what is sent is right but for the one thing that is wrong', () => {
  it.each(Object.keys(BODIES))('%s', async (name) => {
    const operation = OPERATIONS.find((one) => one.name === name);
    if (operation === undefined) return expect.unreachable();
    const { keys, body } = askedOf(operation);
    const reply = await server.send(operation.method, pathOf(operation, keys), body);
    expect([name, reply.status, reply.status < 300 ? null : reply.body]).toEqual([
      name,
      expect.any(Number),
      null,
    ]);
  });
});
