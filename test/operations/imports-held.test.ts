/** Imports that would change too many members wait for a decision, as a whole. */
import { beforeEach, describe, expect, it } from 'vitest';
import { group, guid, ImportClient, ndjson, user } from './import-client.ts';
import { dynamic } from './test-server.ts';

const PEOPLE = 240;

let client: ImportClient;
let sales: string;

function people(department: string | null, count = PEOPLE): string {
  return ndjson(...Array.from({ length: count }, (_, at) => user(at + 1, { department })));
}

async function imported(body: string): Promise<void> {
  await client.begin();
  expect((await client.put(1, body)).status).toBe(200);
  await client.server.settle();
  await client.complete();
  await client.server.settle();
}

async function memberCount(id: string): Promise<number> {
  return (await client.server.get(`/muster/v1/groups/${id}`)).body.memberCount;
}

async function held() {
  return (await client.server.get('/muster/v1/holds?status=held')).body.value;
}

beforeEach(async () => {
  client = new ImportClient();
  await imported(people('Sales'));
  sales = await client.server.createGroup(dynamic('user.department -eq "Sales"'));
  await client.server.settle();
  expect(await memberCount(sales)).toBe(PEOPLE);
});

describe('an import', () => {
  it('that blanks an attribute by mistake removes nobody until somebody releases it', async () => {
    await imported(people(null));
    expect(await memberCount(sales)).toBe(PEOPLE);
    const [hold] = await held();
    expect(hold).toMatchObject({ groupId: sales, removals: PEOPLE, cause: { kind: 'import' } });
    expect(hold.limits.map(({ name }: { name: string }) => name)).toContain('blanked:department');
    // Mended by another import, nothing of it is true any more.
    await imported(people('Sales'));
    const release = { diffHash: hold.diffHash };
    const reply = await client.server.post(`/muster/v1/holds/${hold.id}/release`, release);
    expect(reply.status).toBe(204);
    expect(await memberCount(sales)).toBe(PEOPLE);
    const ended = await client.server.get(`/muster/v1/holds/${hold.id}`);
    expect(ended.body).toMatchObject({ status: 'released', leftOut: PEOPLE });
  });

  it('whose parts are small is judged as a whole', async () => {
    await client.begin();
    for (let part = 0; part < 8; part++) {
      const lines = Array.from({ length: 15 }, (_, at) =>
        user(part * 15 + at + 1, { department: 'Law' }),
      );
      await client.put(part + 1, ndjson(...lines));
      await client.server.app.sweepObjects();
      await client.server.settle();
      expect(await memberCount(sales)).toBe(PEOPLE);
    }
    await client.complete();
    await client.server.settle();
    expect(await memberCount(sales)).toBe(PEOPLE);
    expect((await held())[0]).toMatchObject({ removals: 120 });
  });

  it('that changes few is done, and so is a change by hand beside it', async () => {
    await client.begin();
    await client.put(1, ndjson(user(1, { department: 'Law' }), user(2, { department: 'Law' })));
    await client.server.patch(`/v1.0/users/${guid(3)}`, { department: 'Law' });
    await client.server.settle();
    expect(await memberCount(sales)).toBe(PEOPLE - 1);
    await client.complete();
    await client.server.settle();
    expect(await memberCount(sales)).toBe(PEOPLE - 3);
    expect(await held()).toEqual([]);
  });

  it('that empties an assigned group holds the groups that follow it', async () => {
    const members = Array.from({ length: PEOPLE }, (_, at) => guid(at + 1));
    await imported(ndjson(group(900, { members })));
    const follower = await client.server.createGroup(
      dynamic(`user.memberOf -any (group.objectId -in ['${guid(900)}'])`),
    );
    await client.server.settle();
    expect(await memberCount(follower)).toBe(PEOPLE);
    // An import adds members and takes none away; what it adds is guarded the same.
    const more = Array.from({ length: 100 }, (_, at) => user(at + 1_001));
    await imported(ndjson(...more, group(900, { members: more.map(({ id }) => id) })));
    expect(await memberCount(follower)).toBe(PEOPLE);
    expect((await held())[0]).toMatchObject({ groupId: follower, additions: 100 });
  });

  it('is held on when the group is deleted and restored, or assigned for a while', async () => {
    const team = await client.server.createGroup({
      ...dynamic('user.department -eq "Sales"'),
      groupTypes: ['Unified', 'DynamicMembership'],
      mailEnabled: true,
      mailNickname: 'team',
    });
    await client.server.settle();
    await imported(people(null));
    expect((await held()).length).toBe(2);
    await client.server.delete(`/v1.0/groups/${team}`);
    await client.server.settle();
    await client.server.post(`/v1.0/directory/deletedItems/${team}/restore`, {});
    await client.server.settle();
    expect(await memberCount(team)).toBe(PEOPLE);
    const { groupTypes, ...rule } = dynamic('user.department -eq "Sales"');
    await client.server.patch(`/v1.0/groups/${sales}`, { groupTypes: [] });
    await client.server.settle();
    await client.server.patch(`/v1.0/groups/${sales}`, { groupTypes, ...rule });
    await client.server.settle();
    expect(await memberCount(sales)).toBe(PEOPLE);
    expect((await held()).length).toBe(2);
  });
});
