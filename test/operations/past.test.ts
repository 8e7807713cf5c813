import { beforeEach, describe, expect, it } from 'vitest';
import { dynamic, TestServer } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

const SALES = dynamic('user.department -eq "Sales"');
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 12, minutes)).toISOString();

/** Every page of a list, in one. */
async function all(path: string) {
  const items = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const { status, body } = await server.get(next);
    expect(status).toBe(200);
    items.push(...body.value);
    const link: string | undefined = body['@odata.nextLink'];
    next = link?.slice(link.indexOf('/muster'));
  }
  return items;
}

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).sort();

/** Ann comes at minute 10 and goes at 30, Ben is there from 0 to 20, Cid comes at 40. */
async function threeUsers() {
  const ann = await server.createUser({ department: 'Legal', displayName: 'Ann' });
  const ben = await server.createUser({ department: 'Sales', displayName: 'Ben' });
  const cid = await server.createUser({ department: 'Legal', displayName: 'Cid' });
  const group = await server.createGroup(SALES);
  await server.settle();
  const move = async (minutes: number, user: string, department: string) => {
    server.minutes = minutes;
    await server.patch(`/v1.0/users/${user}`, { department });
    await server.settle();
  };
  await move(10, ann, 'Sales');
  await move(20, ben, 'Legal');
  await move(30, ann, 'Legal');
  await move(40, cid, 'Sales');
  server.minutes = 50;
  return { ann, ben, cid, group };
}

describe('members at an instant', () => {
  it('are those it had then, in pages that stay', async () => {
    const { ann, ben, cid, group } = await threeUsers();
    const path = `/muster/v1/groups/${group}/members`;
    const then = (minutes: number) => all(`${path}?at=${at(minutes)}&$top=1`);
    expect(ids(await then(0))).toEqual([ben]);
    expect(ids(await then(10))).toEqual(ids([{ id: ann }, { id: ben }]));
    expect(ids(await then(25))).toEqual([ann]);
    expect(ids(await then(39))).toEqual([]);
    expect(ids(await all(path))).toEqual([cid]);
    const { body } = await server.get(`${path}?at=${at(15)}`);
    expect(body).toMatchObject({ dateTime: at(15), memberCount: 2 });
    expect(body.value[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      displayName: 'Ann',
      accountEnabled: true,
      deletedDateTime: null,
    });
    // A page goes on with the state it began with, whatever clocks and changes do.
    const first = await server.get(`${path}?at=${at(15)}&$top=1`);
    await server.delete(`/v1.0/users/${ben}`);
    await server.settle();
    const link: string = first.body['@odata.nextLink'];
    const second = await server.get(link.slice(link.indexOf('/muster')));
    expect([...first.body.value, ...second.body.value].map(({ id }) => id).sort()).toEqual(
      ids([{ id: ann }, { id: ben }]),
    );
    expect(second.body.value[0].deletedDateTime).toBe(at(50));
  });

  it('are told of assigned and of deleted groups, until they were deleted', async () => {
    const user = await server.createUser();
    const group = await server.createGroup();
    server.minutes = 5;
    const reference = { '@odata.id': `http://localhost/v1.0/users/${user}` };
    await server.post(`/v1.0/groups/${group}/members/$ref`, reference);
    server.minutes = 10;
    await server.delete(`/v1.0/groups/${group}`);
    await server.settle();
    const path = `/muster/v1/groups/${group}/members?at=`;
    expect(await all(path + at(4))).toEqual([]);
    expect(ids(await all(path + at(7)))).toEqual([user]);
    expect(await all(path + at(10))).toEqual([]);
  });

  it.each([
    ['at=yesterday', "'yesterday' is no instant"],
    ['at=2026-02-30T12:00:00Z', 'is no instant'],
    ['at=2026-11-21T25:00:00Z', 'is no instant'],
    ['at=2026-11-21T12:00:01Z', 'lies in the future'],
    ['at=', 'is no instant'],
  ])('refuse %s by name', async (query, message) => {
    const group = await server.createGroup(SALES);
    const { status, body } = await server.get(`/muster/v1/groups/${group}/members?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toContain("Parameter 'at'");
    expect(body.error.message).toContain(message);
  });

  it('are found by halves: what an instant costs grows by little with the log', async () => {
    const { group } = await threeUsers();
    const cost = async (minutes: number) => {
      const before = server.memory.tables.requestCount('groups');
      await server.get(`/muster/v1/groups/${group}/members?at=${at(minutes)}`);
      return server.memory.tables.requestCount('groups') - before;
    };
    const few = await cost(15);
    const user = await server.createUser({ department: 'Legal' });
    for (let change = 0; change < 150; change++) {
      server.minutes++;
      const department = change % 2 === 0 ? 'Sales' : 'Legal';
      await server.patch(`/v1.0/users/${user}`, { department });
      await server.settle();
    }
    expect(await cost(15)).toBeLessThanOrEqual(few + 10);
  });
});

describe('the difference of two instants', () => {
  it('counts and lists who came and who went', async () => {
    const { ann, ben, cid, group } = await threeUsers();
    const path = `/muster/v1/groups/${group}/membershipDifference`;
    const between = (from: number, to: number) => `?from=${at(from)}&to=${at(to)}`;
    expect((await server.get(path + between(5, 25))).body).toEqual({
      ...{ from: at(5), to: at(25) },
      ...{ before: 1, after: 1, added: 1, removed: 1 },
    });
    expect(ids(await all(`${path}/added${between(5, 25)}`))).toEqual([ann]);
    expect(ids(await all(`${path}/removed${between(5, 25)}`))).toEqual([ben]);
    // Ann came and went between the two.
    expect(ids(await all(`${path}/added?from=${at(5)}`))).toEqual([cid]);
    expect(await all(`${path}/added${between(5, 5)}`)).toEqual([]);
  });

  it.each([
    [`from=${at(20)}&to=${at(10)}`, "'from': lies after"],
    [`to=${at(10)}`, "'from': is missing"],
    [`from=${at(10)}&to=2027-01-01T00:00:00Z`, "'to': '2027-01-01T00:00:00Z' lies in the future"],
  ])('refuses %s by name', async (query, message) => {
    const { group } = await threeUsers();
    const paths = ['membershipDifference', 'membershipDifference/added', 'memberCounts'];
    for (const path of paths) {
      const { status, body } = await server.get(`/muster/v1/groups/${group}/${path}?${query}`);
      expect(status).toBe(400);
      expect(body.error.message).toContain(message);
    }
  });
});

describe('member counts', () => {
  it('are points with who came and went since the one before, and markers', async () => {
    const { group } = await threeUsers();
    server.minutes = 60;
    const edit = { membershipRule: 'user.department -eq "Legal"' };
    await server.patch(`/v1.0/groups/${group}`, edit);
    await server.settle();
    await server.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'Paused' });
    const path = `/muster/v1/groups/${group}/memberCounts?from=${at(0)}&to=${at(60)}`;
    const { body } = await server.get(`${path}&points=5`);
    expect(body.value).toEqual([
      { dateTime: at(0), count: 1, added: 0, removed: 0 },
      { dateTime: at(15), count: 2, added: 1, removed: 0 },
      { dateTime: at(30), count: 0, added: 0, removed: 2 },
      { dateTime: at(45), count: 1, added: 1, removed: 0 },
      { dateTime: at(60), count: 2, added: 2, removed: 1 },
    ]);
    expect(body.markers).toMatchObject([
      { dateTime: at(0), kind: 'ruleVersion' },
      { dateTime: at(60), kind: 'ruleVersion' },
      { dateTime: at(60), kind: 'pause' },
    ]);
    expect((await server.get(`${path}&points=401`)).status).toBe(400);
    expect((await server.get(`${path}&points=x`)).status).toBe(400);
    expect((await server.get(path)).body.value).toHaveLength(100);
  });
});

describe('retention', () => {
  it('refuses instants before it with the date where history begins, and tells the rest', async () => {
    const { ann, cid, group } = await threeUsers();
    await server.patch(`/v1.0/groups/${group}`, { description: 'Later' });
    const days = 400 * 24 * 60;
    server.minutes = days + 25;
    await server.app.cutHistory();
    const begins = at(25);
    for (const path of ['members?at=', 'membershipDifference?from=', 'memberCounts?from=']) {
      const { status, body } = await server.get(`/muster/v1/groups/${group}/${path}${at(24)}`);
      expect(status).toBe(410);
      expect(body.error.code).toBe('historyNotKept');
      expect(body.error.message).toContain(begins);
      expect(body.error.innerError.historyBeginsDateTime).toBe(begins);
    }
    const path = `/muster/v1/groups/${group}`;
    expect(ids(await all(`${path}/members?at=${begins}`))).toEqual([ann]);
    expect(ids(await all(`${path}/members`))).toEqual([cid]);
    const items = await all(`${path}/history`);
    expect(items.map(({ kind }) => kind)).toEqual(['changed', 'membersChanged', 'membersChanged']);
    expect(items[2].cause.membershipRule).toBe('user.department -eq "Sales"');
    const versions = await all(`${path}/ruleVersions`);
    expect(versions).toMatchObject([{ version: 1, change: 'created' }]);
    const [interval, ...older] = await all(`${path}/members/${ann}/history`);
    expect(interval).toMatchObject({ from: null, to: at(30), joined: null });
    expect(older).toEqual([]);
    // Events of objects go a day later.
    expect(await all(`/muster/v1/users/${ann}/history`)).not.toEqual([]);
    server.minutes += 2 * 24 * 60;
    await server.app.cutHistory();
    expect(await all(`/muster/v1/users/${ann}/history`)).toEqual([]);
    expect(ids(await all(`${path}/members`))).toEqual([cid]);
  });
});
