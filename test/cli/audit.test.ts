import { beforeEach, describe, expect, it } from 'vitest';
import { dynamic, TestServer } from '../operations/test-server.ts';
import { muster } from '../support/memory-io.ts';
import { asking } from './asking.ts';

let server: TestServer;
let group: string;
let user: string;

beforeEach(async () => {
  server = new TestServer();
  user = await server.createUser({ department: 'Sales' });
  group = await server.createGroup(dynamic('user.department -eq "Sales"'));
  await server.settle();
});

/** The work of the server is done whenever the command waits. */
function audit(...words: readonly string[]) {
  const world = asking(server);
  return muster(['audit', ...words], {
    ...world,
    fetch: async (url, init) => {
      const response = await world.fetch?.(url, init);
      if (response === undefined) throw new Error('Nobody answers.');
      await server.settle();
      return response;
    },
  });
}

async function removeTheMember(): Promise<void> {
  const { stores } = server.memory;
  const standing = await stores.groups.read(group);
  if (standing === null) return expect.unreachable();
  const members = standing.members.clone();
  for (const ordinal of standing.members.ordinals()) members.delete(ordinal);
  await stores.groups.write(standing.etag, { meta: standing.meta, members, touchedChunks: [0] });
}

describe('muster audit', () => {
  it('says that all is well, and ends with 0', async () => {
    expect(await audit()).toMatchObject({
      status: 0,
      out: ['Compared: groups 1, memberships 1. Left out: groups 0. Differences: 0.'],
    });
  });

  it('names who is missing, and ends with 1', async () => {
    await removeTheMember();
    expect(await audit()).toMatchObject({
      status: 1,
      out: [
        `group ${group}: ${user} belongs and is no member`,
        'Compared: groups 1, memberships 0. Left out: groups 0. Differences: 1.',
      ],
    });
  });

  it('has it repaired when asked, and shows the report as JSON', async () => {
    await removeTheMember();
    const { status, out } = await audit('--repair', '--format', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(out.join(''))).toMatchObject({ driftedGroups: 1, repairedGroups: [group] });
    expect((await audit()).status).toBe(0);
  });

  it('takes nothing else', async () => {
    expect((await audit('file')).status).toBe(2);
    expect((await audit('--format', 'xml')).status).toBe(2);
  });
});
