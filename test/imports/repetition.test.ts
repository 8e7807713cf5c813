/** A part that dies at any call and is sent again, or is sent twice at once, ends as if it had been sent once. */
import { describe, expect, it } from 'vitest';
import { group, guid, ImportClient, ndjson, user } from '../operations/import-client.ts';
import { dynamic, groupBody, type Reply } from '../operations/test-server.ts';

const unified = {
  type: 'group',
  ...groupBody(),
  mailNickname: 'team',
  mailEnabled: true,
  securityEnabled: false,
  groupTypes: ['Unified'],
};

/** Everything a part can do: new, changed and renamed objects, by id and by name, managers, groups and members. */
const BODY = ndjson(
  user(1, { city: 'Rome' }),
  { ...user(2), userPrincipalName: 'renamed@contoso.com' },
  { ...user(3, { manager: guid(1) }), id: undefined },
  user(4, { manager: guid(5) }),
  user(5, { city: 'Bonn', manager: 'p3@contoso.com' }),
  user(5, { city: 'Oslo' }),
  {
    type: 'device',
    deviceId: guid(20),
    displayName: 'PC',
    accountEnabled: true,
    operatingSystem: 'Windows',
    operatingSystemVersion: '11',
  },
  group(10, { members: [guid(1), 'p3@contoso.com', guid(4)] }),
  { ...unified, members: [guid(5)] },
  group(11, dynamic('user.city -eq "Oslo"')),
  user(6, { departmnt: 'wrong' }),
  user(7, { manager: guid(8) }),
);
const SECOND = ndjson(user(8, { city: 'Rome' }));

/** Two users who are there before, and a rule that sees the city. */
async function prepared(): Promise<ImportClient> {
  const client = new ImportClient();
  await client.begin();
  await client.put(
    1,
    ndjson(user(1, { city: 'Bonn' }), user(2), group(30, dynamic('user.city -eq "Rome"'))),
  );
  await client.complete();
  await client.server.settle();
  client.server.minutes++;
  await client.begin();
  return client;
}

/** What an administrator sees at the end; ids that were made up on the way are left out. */
async function finish(client: ImportClient) {
  await client.put(2, SECOND);
  const total = await client.complete();
  await client.server.settle();
  client.server.minutes += 5;
  await client.server.app.sweepGroups();
  await client.server.app.sweepObjects();
  await client.server.settle();
  const select = '$select=id,userPrincipalName,city&$top=999';
  const users = (await client.server.get(`/v1.0/users?${select}`)).body.value;
  const names = new Map(
    users.map((one: { id: string; userPrincipalName: string }) => [one.id, one.userPrincipalName]),
  );
  const known = async (path: string) =>
    ((await client.server.get(path)).body.value ?? [])
      .map(({ id }: { id: string }) => names.get(id))
      .sort();
  const groups = (await client.server.get('/v1.0/groups?$select=id,mailNickname')).body.value;
  const managers = await Promise.all(
    users.map(async ({ id, userPrincipalName }: { id: string; userPrincipalName: string }) => {
      const { body } = await client.server.get(`/v1.0/users/${id}/manager?$select=id`);
      return `${userPrincipalName} ${names.get(body.id) ?? '-'}`;
    }),
  );
  const members = await Promise.all(
    groups.map(async ({ id, mailNickname }: { id: string; mailNickname: string }) => [
      mailNickname === 'team' ? mailNickname : id,
      await known(`/v1.0/groups/${id}/members?$select=id`),
    ]),
  );
  const devices = (await client.server.get('/v1.0/devices?$select=deviceId')).body.value;
  const unsettled = client.server.memory.tables
    .dump('objects')
    .filter(({ row }) => row.startsWith('p:'));
  const { created, changed, unchanged, failed, pending } = total.body;
  return {
    users: users
      .map(
        (one: { userPrincipalName: string; city: string }) =>
          `${one.userPrincipalName} ${one.city}`,
      )
      .sort(),
    managers: managers.sort(),
    members: members.sort(),
    devices: devices.map(({ deviceId }: { deviceId: string }) => deviceId),
    unsettled: unsettled.length,
    totals: { created, changed, unchanged, failed, pending },
  };
}

const reference = await (async () => {
  const client = await prepared();
  let calls = 0;
  client.server.memory.tables.hooks.before = () => {
    calls++;
  };
  const reply = await client.put(1, BODY);
  delete client.server.memory.tables.hooks.before;
  const { objects, blanked } = await recordOf(client);
  return { calls, reply, objects, blanked, state: await finish(client) };
})();

async function recordOf(client: ImportClient) {
  const record = await client.server.memory.stores.imports.read(client.id);
  if (record === null) throw new Error('There is no import.');
  return record.value;
}

describe('a part', () => {
  it('does all of it when nothing fails', () => {
    expect(reference.reply.body).toMatchObject({
      lines: 12,
      created: 8,
      changed: 3,
      failed: 1,
      pending: 1,
    });
    expect(reference.state.managers).toEqual([
      'p1@contoso.com -',
      'p3@contoso.com p1@contoso.com',
      'p4@contoso.com p5@contoso.com',
      'p5@contoso.com p3@contoso.com',
      'p7@contoso.com p8@contoso.com',
      'p8@contoso.com -',
      'renamed@contoso.com -',
    ]);
    expect(Object.fromEntries(reference.state.members)).toEqual({
      [guid(10)]: ['p1@contoso.com', 'p3@contoso.com', 'p4@contoso.com'],
      team: ['p5@contoso.com'],
      [guid(11)]: ['p5@contoso.com'],
      [guid(30)]: ['p1@contoso.com', 'p8@contoso.com'],
    });
    expect(reference.state.unsettled).toBe(0);
  });

  it('that dies at any call and is sent again ends as if it had been sent once', async () => {
    let died = 0;
    for (let call = 0; call < reference.calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const client = await prepared();
        const { hooks } = client.server.memory.tables;
        let calls = 0;
        hooks[when] = () => {
          if (calls++ === call) throw new Error('The process died.');
        };
        const first = await client.put(1, BODY);
        delete hooks[when];
        if (first.status !== 200) died++;
        const second = await client.put(1, BODY);
        expect(second.status).toBe(200);
        const where = `${when} call ${call}`;
        expect([where, second.body.failed, second.body.pending]).toEqual([where, 1, 1]);
        expect((await recordOf(client)).objects).toBeGreaterThanOrEqual(reference.objects);
        const { totals: _, ...state } = await finish(client);
        const { totals: __, ...expected } = reference.state;
        expect({ where, ...state }).toEqual({ where, ...expected });
      }
    }
    expect(died).toBeGreaterThan(reference.calls);
  }, 120_000);

  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'that is sent twice at once ends as if it had been sent once (%i)',
    async (seed) => {
      const client = await prepared();
      const random = randomFrom(seed);
      client.server.memory.tables.hooks.before = async () => {
        for (let turns = Math.floor(random() * 8); turns > 0; turns--) await Promise.resolve();
        if (random() < 0.3) await new Promise<void>((resolve) => setImmediate(resolve));
      };
      const replies: readonly Reply[] = await Promise.all([
        client.put(1, BODY),
        client.put(1, BODY),
      ]);
      delete client.server.memory.tables.hooks.before;
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      const { totals: _, ...state } = await finish(client);
      const { totals: __, ...expected } = reference.state;
      expect(state).toEqual(expected);
      expect(client.server.errors).toEqual([]);
    },
  );

  it.each(['before', 'after'] as const)(
    'counts what a broken source blanks before it is done, and no less when it is repeated (%s)',
    async (when) => {
      const client = await prepared();
      const body = ndjson({ type: 'user', id: guid(1), city: null }, user(2, { city: null }));
      const { hooks } = client.server.memory.tables;
      hooks[when] = ({ name, operation }) => {
        if (name === 'objects' && operation === 'transact') throw new Error('The process died.');
      };
      expect((await client.put(1, body)).status).not.toBe(200);
      delete hooks[when];
      const planned = await recordOf(client);
      expect(planned).toMatchObject({ objects: 1, blanked: { city: { blanked: 1, had: 1 } } });
      await client.put(1, body);
      expect(await recordOf(client)).toMatchObject({
        objects: 1,
        blanked: { city: { blanked: 1, had: 1 } },
      });
    },
  );
});

function randomFrom(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    state ^= state >>> 15;
    return (state >>> 0) / 2 ** 32;
  };
}
