import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import { TestServer } from './test-server.ts';

let caller: Caller;
let server: TestServer;

beforeEach(() => {
  caller = LOCAL_ADMINISTRATOR;
  server = new TestServer(undefined, undefined, async () => caller);
});

const GROUP = [
  '{"isAssignableToRole": true}',
  '{"createdDateTime": "2020-01-01T00:00:00Z"}',
  '{"id": "11111111-1111-4111-8111-111111111111"}',
  '{"visibility": "HiddenMembership"}',
  '{"owners": []}',
  '{"members": []}',
  '{"edit": 7}',
  '{"guard": null}',
  '{"membershipRuleProcessingStatus": {"status": "Succeeded"}}',
  '{"constructor": {"prototype": {"isAdmin": true}}}',
  '{"displayName": "New", "__proto__": {"isAdmin": true}}',
];
const USER = [
  '{"id": "11111111-1111-4111-8111-111111111111"}',
  '{"createdDateTime": "2020-01-01T00:00:00Z"}',
  '{"directoryRoles": ["Global Administrator"]}',
  '{"memberOf": []}',
];

describe('what nobody sets', () => {
  it.each(GROUP)('of a group, whoever asks: %s', async (body) => {
    const owner = await server.createUser();
    const group = await server.createGroup({
      'owners@odata.bind': [`https://graph.microsoft.com/v1.0/users/${owner}`],
    });
    await isRefused(`/beta/groups/${group}`, body, owner);
  });

  it.each(USER)('of a user, whoever asks: %s', async (body) => {
    const user = await server.createUser();
    await isRefused(`/beta/users/${user}`, body, null);
  });
});

/** 400 for an administrator, a program that may write everything, and the owner; nothing is changed. */
async function isRefused(path: string, body: string, owner: string | null): Promise<void> {
  const before = (await server.get(path)).body;
  const permissions = ['Directory.ReadWrite.All'];
  const administrator: Caller = { ...LOCAL_ADMINISTRATOR, permissions };
  const program: Caller = { ...administrator, kind: 'application', directoryRoles: [] };
  const owning: Caller = { ...administrator, id: owner ?? '', directoryRoles: [] };
  for (const asking of [administrator, program, ...(owner === null ? [] : [owning])]) {
    caller = asking;
    expect((await server.patch(path, body)).status).toBe(400);
  }
  expect((await server.get(path)).body).toEqual(before);
}
