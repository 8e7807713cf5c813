/** Ways round the hiding of members that are closed. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import { dynamic, TestServer } from './test-server.ts';

let caller: Caller;
let server: TestServer;
/** Zoe is a member of the hidden group, Amy is not. */
let [zoe, amy, hidden]: string[] = [];

const READ_ALL = ['GroupMember.Read.All', 'User.Read.All'];
const hiddenBody = (name: string) => ({
  displayName: name,
  mailNickname: name,
  mailEnabled: true,
  groupTypes: ['Unified'],
  visibility: 'HiddenMembership',
});

beforeEach(async () => {
  caller = LOCAL_ADMINISTRATOR;
  server = new TestServer(undefined, undefined, async () => caller);
  zoe = await server.createUser({ displayName: 'Zoe' });
  amy = await server.createUser({ displayName: 'Amy' });
  const members = [`https://graph.microsoft.com/v1.0/directoryObjects/${zoe}`];
  hidden = await server.createGroup({ ...hiddenBody('secret'), 'members@odata.bind': members });
});

function user(id = '', permissions: readonly string[] = READ_ALL) {
  caller = { ...LOCAL_ADMINISTRATOR, id, permissions, directoryRoles: [] };
}

function application(...permissions: readonly string[]) {
  caller = { ...LOCAL_ADMINISTRATOR, kind: 'application', permissions, directoryRoles: [] };
}

describe('hidden members', () => {
  it('stay hidden, whoever changes the group', async () => {
    application('Group.ReadWrite.All');
    for (const visibility of ['Public', 'Private', null])
      expect((await server.patch(`/v1.0/groups/${hidden}`, { visibility })).status).toBe(400);
    const same = { visibility: 'HiddenMembership', displayName: 'Still secret' };
    expect((await server.patch(`/v1.0/groups/${hidden}`, same)).status).toBe(204);
    expect((await server.get(`/v1.0/groups/${hidden}/members`)).body.value).toEqual([]);
  });

  it('are not told of by why somebody came or went', async () => {
    const group = await server.createGroup({
      ...hiddenBody('sellers'),
      ...dynamic('user.department -eq "Selling"'),
      groupTypes: ['Unified', 'DynamicMembership'],
    });
    await server.settle();
    await server.patch(`/v1.0/users/${zoe}`, { department: 'Selling' });
    await server.settle();
    const kinds = async () => {
      const { body } = await server.get(`/muster/v1/groups/${group}/history`);
      return body.value.map(({ kind }: { kind: string }) => kind);
    };
    expect(await kinds()).toContain('membersChanged');
    user(amy);
    expect(await kinds()).toEqual(['runEnded', 'created']);
    user(zoe);
    expect(await kinds()).toContain('membersChanged');
  });

  it('are not told to a program that reads users alone, whoever it speaks for', async () => {
    for (const permissions of [READ_ALL, ['User.Read.All']]) {
      user(zoe, permissions);
      const { body } = await server.get(`/v1.0/users/${zoe}?$expand=memberOf($select=id)`);
      expect(body.memberOf.length).toBe(permissions === READ_ALL ? 1 : 0);
    }
  });
});
