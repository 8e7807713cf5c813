import { beforeEach, describe, expect, it } from 'vitest';
import { GuardedServer } from '../operations/guarded-server.ts';
import { muster } from '../support/memory-io.ts';
import { asking } from './asking.ts';

const BONN = 'user.city -eq "Bonn"';

let server: GuardedServer;
let group: string;

beforeEach(async () => {
  server = new GuardedServer();
  group = await server.guarded();
});

/** The work of the server is done whenever the command waits. */
function preview(...words: readonly string[]) {
  const world = asking(server);
  return muster(['preview', ...words], {
    ...world,
    fetch: async (url, init) => {
      const response = await world.fetch?.(url, init);
      if (response === undefined) throw new Error('Nobody answers.');
      await server.settle();
      return response;
    },
  });
}

describe('muster preview', () => {
  it('names who would come and go and why, and ends with 1 where a guard would hold it', async () => {
    const newcomer = await server.createUser({
      city: 'Bonn',
      userPrincipalName: 'new@contoso.com',
    });
    const { status, out } = await preview('--rule', BONN, '--group', group);
    expect(status).toBe(1);
    expect(out[0]).toBe(`+ ${newcomer} new@contoso.com: ${BONN} is true, it has "Bonn"`);
    expect(out[1]).toContain(`- ${server.users[6]} `);
    expect(out[1]).toContain(`: ${BONN} is false, it has "Kiel"`);
    expect(out.slice(5, 7)).toEqual([
      'Members before 10, additions 1 (guests 0, disabled accounts 0), removals 4, unchanged 6.',
      'Would be held: removalsCount 4, the limit is 3.',
    ]);
    expect(out[7]).toMatch(/^To save exactly this: X-Muster-Diff-Hash: [0-9a-f]{64}$/);
  });

  it('ends with 0 where nothing stands against it, and answers in JSON', async () => {
    const { status, out } = await preview('--rule', BONN, '--format', 'json');
    expect(status).toBe(0);
    const answer = JSON.parse(out.join('\n'));
    expect(answer).toMatchObject({ status: 'completed', additions: 6 });
    expect(answer.lists.additions).toHaveLength(6);
  });

  it('says what is wrong with the rule or the words', async () => {
    const wrong = await preview('--rule', 'user.city -eq');
    expect(wrong.status).toBe(2);
    expect(wrong.err.join()).toContain('400');
    expect((await preview()).status).toBe(2);
    expect((await preview('file')).status).toBe(2);
  });
});
