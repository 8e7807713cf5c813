/** Pages of Graph's audit log: nothing is lost, nothing is told twice, and a page costs what it may. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { bucketAfter } from '../../src/directory/feed.ts';
import { pages } from './ask.ts';
import { dynamic, type Reply, TestServer } from './test-server.ts';

const AUDITS = '/v1.0/auditLogs/directoryAudits';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into items of every shape.
type Items = readonly any[];

async function records(filter?: string, top = 100): Promise<Items> {
  const query = filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`;
  const found = await pages(server, `${AUDITS}?$top=${top}${query}`);
  for (const { body } of found) expect(body.value.length).toBeLessThanOrEqual(top);
  return found.flatMap(({ body }) => body.value);
}

const idsOf = (items: Items) => items.map(({ id }) => id);
const targets = (items: Items) => items.map(({ targetResources: [first] }) => first.id);

describe('pages', () => {
  test('follow each other without loss and without doubles, over days, with changes between them', async () => {
    const users: string[] = [];
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    for (const minutes of [0, 1, 4, 7, 90, 2_000, 3]) {
      server.minutes += minutes;
      users.push(await server.createUser({ department: 'Sales' }));
      await server.patch(`/v1.0/users/${users[0]}`, { city: `at ${server.minutes}` });
      await server.settle();
    }
    const whole = await records();
    expect(whole).toHaveLength(1 + 7 * 3);
    const times = whole.map(({ activityDateTime: time }) => time);
    expect(times).toEqual([...times].sort().reverse());
    for (const top of [1, 2, 5]) expect(idsOf(await records(undefined, top))).toEqual(idsOf(whole));

    const found: string[] = [];
    for (let next: string | undefined = `${AUDITS}?$top=3`; next !== undefined; ) {
      const { body }: Reply = await server.get(next);
      found.push(...idsOf(body.value));
      next = body['@odata.nextLink']?.slice('http://localhost:7071'.length);
      await server.createUser({ department: 'Sales' });
      await server.settle();
    }
    expect(found).toEqual(idsOf(whole));
    const ofGroup = await records(`targetResources/any(t:t/id eq '${group}')`, 2);
    expect(new Set(idsOf(ofGroup)).size).toBe(ofGroup.length);
  });

  test('a bucket with very many objects, and an entry of very many members', async () => {
    const made = new Set<string>();
    for (let count = 0; count < 620; count++)
      made.add(await server.createUser({ department: 'Sales' }));
    await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    const added = await records("activityDisplayName eq 'Add user'", 250);
    expect(added).toHaveLength(620);
    expect(new Set(targets(added))).toEqual(made);
    const members = await records("activityDisplayName eq 'Add member to group'", 250);
    expect(new Set(targets(members))).toEqual(made);
    expect(new Set(idsOf(members)).size).toBe(620);
  });

  test('what was noted in the next five minutes is told once, where two stretches of time meet', async () => {
    const { feed } = server.memory.stores;
    const note = feed.note.bind(feed);
    feed.note = (notes) =>
      note(notes.map((each) => ({ ...each, bucket: bucketAfter(each.bucket, 1) })));
    await server.createUser();
    // The newest stretch is a day, and begins with the five minutes of the note.
    server.minutes += 24 * 60 - 5;
    expect(await records()).toHaveLength(1);
  });

  test('an empty log is one page', async () => {
    expect(await records()).toEqual([]);
  });
});

/** What a random history does next, and how many minutes later. */
const step = fc.record({
  minutes: fc.oneof(fc.nat(3), fc.nat(400)),
  user: fc.nat(3),
  department: fc.constantFrom('Sales', 'Support', 'Board'),
});

test('over random histories every change of users and members is told once, newest first', async () => {
  const run = async (
    steps: Iterable<{ minutes: number; user: number; department: string }>,
    top: number,
  ) => {
    server = new TestServer();
    const users: string[] = [];
    for (let made = 0; made < 4; made++) users.push(await server.createUser());
    const groups = [];
    for (const department of ['Sales', 'Support'])
      groups.push(await server.createGroup(dynamic(`user.department -eq "${department}"`)));
    await server.settle();
    let updates = 0;
    const departments = new Map<string, string>();
    for (const { minutes, user, department } of steps) {
      server.minutes += minutes;
      const id = users[user] ?? '';
      if (departments.get(id) !== department) updates++;
      departments.set(id, department);
      await server.patch(`/v1.0/users/${id}`, { department });
      await server.settle();
    }
    let flips = 0;
    for (const id of groups)
      for (const { added, removed } of await server.memory.stores.groups.readLog(id, 0))
        flips += added.size + removed.size;
    const found = await records(undefined, top);
    const told = (name: RegExp) =>
      found.filter(({ activityDisplayName }) => name.test(activityDisplayName)).length;
    expect(new Set(idsOf(found)).size).toBe(found.length);
    const times = found.map(({ activityDateTime: time }) => time);
    expect(times).toEqual([...times].sort().reverse());
    expect([told(/^Add user/), told(/^Update user/), told(/member/)]).toEqual([4, updates, flips]);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), run),
    { numRuns: 25 },
  );
});

describe('what a page costs', () => {
  const costOf = async (path: string) => {
    const before = server.memory.tables.requestCount();
    const { status } = await server.get(path);
    expect(status).toBe(200);
    return server.memory.tables.requestCount() - before;
  };

  test('a week in which nothing happened is passed over in a few requests', async () => {
    await server.createUser();
    server.minutes += 7 * 24 * 60;
    expect(await costOf(AUDITS)).toBeLessThanOrEqual(35);
    expect(await records()).toHaveLength(1);
  });

  test('it is bounded, however much there is', async () => {
    for (let made = 0; made < 1_200; made++) await server.createUser();
    expect(await costOf(`${AUDITS}?$top=999`)).toBeLessThanOrEqual(1_700);
    expect(await costOf(`${AUDITS}?$filter=correlationId eq 'nobody'`)).toBeLessThanOrEqual(1_700);
  });
});
