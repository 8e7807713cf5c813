/** Owners, and what their callers may do, while others change the same group. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import { dynamic, TestServer } from './test-server.ts';

let caller: Caller;
let server: TestServer;
let zoe: string;
let ben: string;
let group: string;

const RULE = 'user.department -eq "Sales"';

beforeEach(async () => {
  caller = LOCAL_ADMINISTRATOR;
  server = new TestServer(undefined, undefined, async () => caller);
  zoe = await server.createUser();
  ben = await server.createUser();
  group = await server.createGroup({ ...dynamic(RULE), 'owners@odata.bind': [user(zoe)] });
  await server.settle();
});

function user(id: string): string {
  return `https://graph.microsoft.com/v1.0/users/${id}`;
}

/** Does something just before the group is written for the first time. */
function beforeWrite(work: () => Promise<unknown>): void {
  const { hooks } = server.memory.tables;
  hooks.before = async ({ name, operation }) => {
    if (`${name}.${operation}` !== 'groups.transact') return;
    delete hooks.before;
    await work();
  };
}

/** As the administrator, whoever is asking meanwhile. */
async function administrator<T>(work: () => Promise<T>): Promise<T> {
  const asking = caller;
  caller = LOCAL_ADMINISTRATOR;
  try {
    return await work();
  } finally {
    caller = asking;
  }
}

const patch = (body: unknown) => server.patch(`/v1.0/groups/${group}`, body);
const read = async () =>
  (await administrator(() => server.get(`/v1.0/groups/${group}?$expand=owners`))).body;
const add = (id: string) =>
  server.post(`/v1.0/groups/${group}/owners/$ref`, { '@odata.id': user(id) });
const remove = (id: string) => server.delete(`/v1.0/groups/${group}/owners/${id}/$ref`);
const owners = async () => (await read()).owners.map(({ id }: { id: string }) => id).sort();

describe('an owner who repeats what the group has', () => {
  beforeEach(() => {
    caller = { ...LOCAL_ADMINISTRATOR, id: zoe, directoryRoles: [] };
  });

  it('does not resume it when it is paused meanwhile', async () => {
    const pause = { membershipRuleProcessingState: 'Paused' };
    beforeWrite(() => administrator(() => patch(pause)));
    const body = { displayName: 'Ours', membershipRuleProcessingState: 'On' };
    expect((await patch(body)).status).toBe(204);
    const { displayName, membershipRuleProcessingState } = await read();
    expect({ displayName, membershipRuleProcessingState }).toEqual({
      displayName: 'Ours',
      membershipRuleProcessingState: 'Paused',
    });
  });

  it('does not bring back a rule that is replaced meanwhile', async () => {
    const rule = 'user.department -eq "Legal"';
    beforeWrite(() => administrator(() => patch({ membershipRule: rule })));
    const body = {
      displayName: 'Ours',
      membershipRule: RULE,
      groupTypes: ['DynamicMembership'],
    };
    expect((await patch(body)).status).toBe(204);
    expect(await read()).toMatchObject({ displayName: 'Ours', membershipRule: rule });
  });

  it('takes no group out of a pause of all', async () => {
    const pausing = { reason: 'move', exceptions: [] };
    await administrator(() => server.post('/muster/v1/pause-all', pausing));
    const resume = { membershipRuleProcessingState: 'On' };
    expect((await patch(resume)).status).toBe(403);
    expect((await patch({ membershipRuleProcessingState: 'Paused' })).status).toBe(204);
    expect((await read()).membershipRuleProcessingState).toBe('Paused');
    await administrator(() => server.post('/muster/v1/resume-all', {}));
    // Paused by all, not by itself: the repetition was no pause of its own.
    expect((await read()).membershipRuleProcessingState).toBe('On');
  });
});

describe('owners changed at the same time', () => {
  it('are all there', async () => {
    const amy = await server.createUser();
    beforeWrite(() => add(amy));
    expect((await add(ben)).status).toBe(204);
    expect(await owners()).toEqual([zoe, ben, amy].sort());
  });

  it('are never removed to the last', async () => {
    await add(ben);
    const replies: number[] = [];
    beforeWrite(async () => replies.push((await remove(zoe)).status));
    replies.push((await remove(ben)).status);
    expect(replies).toEqual([204, 400]);
    expect(await owners()).toEqual([ben]);
  });

  it('are added once, whoever sends it twice', async () => {
    const replies: number[] = [];
    beforeWrite(async () => replies.push((await add(ben)).status));
    replies.push((await add(ben)).status);
    expect(replies).toEqual([204, 400]);
    expect(await owners()).toEqual([zoe, ben].sort());
  });

  it('are whole or not there when the process dies at any of its calls', async () => {
    const { hooks } = server.memory.tables;
    for (let dying = 0, isDone = false; !isDone; dying++) {
      let calls = 0;
      hooks.before = () => {
        if (calls++ === dying) throw new Error('died');
      };
      const { status } = await add(ben);
      delete hooks.before;
      isDone = calls <= dying;
      server.minutes += 12;
      await server.app.sweepGroups();
      await server.settle();
      const isOwner = (await owners()).includes(ben);
      if (status === 204) expect(isOwner).toBe(true);
      const listed = await server.get('/v1.0/groups?$expand=owners');
      expect(listed.body.value[0].owners.length).toBe(isOwner ? 2 : 1);
      if (isOwner) expect((await remove(ben)).status).toBe(204);
    }
  });
});

it('a batch asks for each of its parts', async () => {
  caller = { ...LOCAL_ADMINISTRATOR, id: zoe, directoryRoles: [] };
  const part = (id: string, body: unknown) => ({
    id,
    method: 'PATCH',
    url: `/groups/${group}`,
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  const { body } = await server.post('/v1.0/$batch', {
    requests: [
      part('1', { displayName: 'Ours' }),
      part('2', { membershipRuleProcessingState: 'Paused' }),
    ],
  });
  const statuses = body.responses.map(({ id, status }: { id: string; status: number }) => [
    id,
    status,
  ]);
  expect(new Map(statuses)).toEqual(
    new Map([
      ['1', 204],
      ['2', 403],
    ]),
  );
});
