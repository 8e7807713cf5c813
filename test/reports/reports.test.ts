/** Reports against plain counts. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { firstOrdinal } from '../../src/directory/ordinal.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { createContext } from '../../src/membership/context.ts';
import { reportLatency } from '../../src/reports/latency.ts';
import { LatencyRecorder } from '../../src/reports/latency-recorder.ts';
import { reportLicences } from '../../src/reports/licences.ts';
import { Histogram } from '../../src/telemetry/metrics.ts';
import { randomIds } from '../../src/util/ids.ts';
import { dynamic, TestServer } from '../operations/test-server.ts';
import { groupId, sampleGroup } from '../storage/samples.ts';
import { createMemoryStores } from '../support/memory-stores.ts';

const clock = { now: () => new Date('2026-11-21T12:30:00.000Z') };

/** Users in three chunks, and devices. */
const user = fc.oneof(
  fc.nat({ max: 40 }),
  fc.integer({ min: 65_530, max: 65_545 }),
  fc.constant(200_000),
);
const device = fc.nat({ max: 20 }).map((number) => firstOrdinal('device') + number);
const groups = fc.array(
  fc.record({
    members: fc.array(fc.oneof(user, user, device), { maxLength: 40 }),
    kind: fc.constantFrom('dynamic', 'dynamic', 'dynamic', 'assigned'),
    deleted: fc.constantFrom(null, null, null, '2026-11-20T00:00:00.000Z'),
  }),
  { maxLength: 25 },
);

describe('licences', () => {
  test('each user of a dynamic group counts once, and no device', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(groups, async (made) => {
        const context = createContext(
          createMemoryStores({ pageLimit: 7 }).stores,
          clock,
          randomIds,
        );
        for (const [at, { members, kind, deleted }] of made.entries()) {
          const set = OrdinalSet.of(members);
          const meta = sampleGroup(groupId(at + 1), {
            kind: kind as 'dynamic',
            deleted,
            count: set.size,
          });
          await context.groups.insert(meta, { members: set });
          await context.listing.write(meta, null);
        }
        const report = await reportLicences(context);
        const counted = made
          .map(({ members, kind, deleted }, at) => ({
            id: groupId(at + 1),
            members: new Set(members),
            counts: kind === 'dynamic' && deleted === null,
          }))
          .filter(({ counts }) => counts)
          .map(({ id, members }) => ({
            id,
            users: [...members].filter((member) => member < firstOrdinal('device')),
          }));
        const times = new Map<number, number>();
        for (const { users } of counted)
          for (const one of users) times.set(one, (times.get(one) ?? 0) + 1);
        expect(report.users).toBe(times.size);
        expect(report.usersOfOneGroup).toBe(
          [...times.values()].filter((count) => count === 1).length,
        );
        const expected = counted
          .filter(({ users }) => users.length > 0)
          .map(({ id, users }) => [
            id,
            users.length,
            users.filter((one) => times.get(one) === 1).length,
          ]);
        const told = report.groups.map(({ id, users, usersOnlyHere }) => [
          id,
          users,
          usersOnlyHere,
        ]);
        expect(told.sort()).toEqual(expected.sort());
      }),
      { numRuns: 150 },
    );
  });

  test('a user in ten groups counts once', async () => {
    const server = new TestServer();
    await server.createUser({ department: 'Sales', city: 'Kiel' });
    for (let made = 0; made < 10; made++)
      await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.createUser({ department: 'Legal', city: 'Kiel' });
    await server.createGroup(dynamic('user.department -eq "Legal"'));
    await server.settle();
    const { body } = await server.get('/muster/v1/reports/licences');
    expect(body).toMatchObject({ users: 2, usersOfOneGroup: 1, unreadableGroups: [] });
    expect(body.groups).toHaveLength(11);
  });
});

describe('rules', () => {
  let server: TestServer;

  beforeEach(() => {
    server = new TestServer();
  });

  it('that are one but for spelling, or select the same, are told together', async () => {
    await server.createUser({ department: 'Sales', city: 'Kiel', jobTitle: 'Driver' });
    const create = async (rule: string) => server.createGroup(dynamic(rule));
    const same = [
      await create('(user.department -eq "Sales") -and (user.city -eq "Kiel")'),
      await create('user.city -eq "kiel" -and user.Department -eq "Sales"'),
      await create(
        '((user.department -eq "Sales") -and user.city -eq "Kiel" -and (user.city -eq "KIEL"))',
      ),
    ];
    const alike = await create('user.jobTitle -eq "Driver"');
    const patterns = [
      await create('user.city -match "\\\\d"'),
      await create('user.city -match "\\\\D"'),
    ];
    await server.settle();
    const { body } = await server.get('/muster/v1/reports/rules');
    const ids = (lists: { id: string }[][]) => lists.map((list) => list.map(({ id }) => id).sort());
    expect(ids(body.sameRule)).toEqual([[...same].sort()]);
    expect(body.sameMembers).toHaveLength(1);
    expect(ids(body.sameMembers)[0]).toContain(alike);
    expect(ids(body.sameMembers)[0]).not.toContain(patterns[0]);
  });

  it('that select nobody, cost much or are steered by their subject are named', async () => {
    const create = async (rule: string) => server.createGroup(dynamic(rule));
    const never = await create('user.city -eq "Kiel" -and user.city -eq "Bonn"');
    const slow = await create('user.department -match "a.*b"');
    const risky = await create('user.mobilePhone -ne null'.replace('mobilePhone', 'mobile'));
    await server.settle();
    const { body } = await server.get('/muster/v1/reports/rules');
    const ids = (list: { id: string }[]) => list.map(({ id }) => id);
    expect(ids(body.neverTrue)).toEqual([never]);
    expect(ids(body.slow)).toContain(slow);
    expect(ids(body.risky)).toContain(risky);
    expect(ids(body.risky)).not.toContain(never);
    expect(body).toMatchObject({ rules: 3, invalid: [] });
  });
});

describe('latency', () => {
  test('what several instances saw adds up, hour by hour', async () => {
    const { stores } = createMemoryStores();
    let minutes = 0;
    const running = {
      now: () => new Date(Date.parse('2026-11-21T11:00:00.000Z') + minutes * 60_000),
    };
    const bounds = [1, 2, 5, 10];
    const instances = ['a', 'b', 'c'].map((instance) => {
      const histogram = new Histogram({ name: 'x', help: 'x', bounds });
      return {
        histogram,
        recorder: new LatencyRecorder({
          store: stores.latency,
          histogram,
          clock: running,
          instance,
        }),
      };
    });
    for (minutes = 0; minutes < 120; minutes++)
      for (const [at, { histogram, recorder }] of instances.entries()) {
        // Of a hundred changes 90 take half a second, 6 three and 4 seven.
        const change = (minutes * 3 + at) % 100;
        histogram.observe(change < 90 ? 0.5 : change < 96 ? 3 : 7);
        await recorder.flush();
      }
    minutes = 119;
    const report = await reportLatency(createContext(stores, running, randomIds));
    expect(report.changes).toBe(360);
    expect(report.hours.map(({ dateTime, changes }) => [dateTime, changes])).toEqual([
      ['2026-11-21T11:00:00.000Z', 180],
      ['2026-11-21T12:00:00.000Z', 180],
    ]);
    expect(report.p50Seconds).toBeLessThanOrEqual(1);
    expect(report.p95Seconds).toBeGreaterThan(2);
    expect(report.p95Seconds).toBeLessThanOrEqual(5);
    expect(report.p99Seconds).toBeGreaterThan(5);
    expect(report.p99Seconds).toBeLessThanOrEqual(10);
    expect(report.hours[0]?.p50Seconds).toBeLessThanOrEqual(1);
  });

  test('of a server nobody used there are no figures', async () => {
    const { body } = await new TestServer().get('/muster/v1/reports/latency');
    expect(body).toMatchObject({ changes: 0, p50Seconds: null, p99Seconds: null, hours: [] });
  });

  test('a change shows in it', async () => {
    const server = new TestServer();
    await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    await server.createUser({ department: 'Sales' });
    await server.settle();
    const { body } = await server.get('/muster/v1/reports/latency');
    expect(body.changes).toBeGreaterThanOrEqual(1);
    expect(body.oldestPendingDateTime).toBeNull();
  });
});
