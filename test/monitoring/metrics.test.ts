/** What a scraper reads: counters that move by what happened, gauges of the whole system, and no series for every id. */
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamic, TestServer } from '../operations/test-server.ts';
import { type Family, readMetrics, sampleValue } from '../support/prometheus.ts';

type Metrics = ReadonlyMap<string, Family>;
type Labels = Readonly<Record<string, string>>;

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

async function scrape(): Promise<Metrics> {
  // What is kept for some seconds is over.
  server.minutes += 1;
  const reply = await server.get('/muster/v1/metrics');
  expect(reply.status).toBe(200);
  expect(reply.headers['Content-Type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  return readMetrics(reply.body);
}

/** By how much a series grows while something happens. */
async function growth(
  work: () => Promise<unknown>,
  series: readonly (readonly [string, Labels?])[],
): Promise<readonly number[]> {
  const before = await scrape();
  await work();
  const after = await scrape();
  return series.map(
    ([name, labels]) => sampleValue(after, name, labels) - sampleValue(before, name, labels),
  );
}

describe('counters', () => {
  it('count requests by operation and status, and none by its address', async () => {
    const status = { operation: 'getUser', status: '404' };
    const grown = await growth(async () => {
      for (const name of ['a', 'b', 'c']) await server.get(`/v1.0/users/${name}@contoso.com`);
      await server.get('/v1.0/nothing');
    }, [
      ['muster_http_requests_total', status],
      ['muster_http_requests_total', { operation: 'unknown', status: '400' }],
      ['muster_http_request_duration_seconds_count', { operation: 'getUser' }],
    ]);
    expect(grown).toEqual([3, 1, 3]);
  });

  it('count who came and went, and how long it took until it showed', async () => {
    await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    const grown = await growth(async () => {
      const first = await server.createUser({ department: 'Sales' });
      await server.createUser({ department: 'Sales' });
      server.minutes += 2;
      await server.settle();
      await server.patch(`/v1.0/users/${first}`, { department: 'Legal' });
      await server.settle();
    }, [
      ['muster_membership_changes_total', { change: 'added', cause: 'change' }],
      ['muster_membership_changes_total', { change: 'removed', cause: 'change' }],
      ['muster_change_visible_seconds_count'],
      ['muster_change_visible_seconds_sum'],
      ['muster_change_visible_seconds_bucket', { le: '60' }],
      ['muster_queue_messages_total', { queue: 'membership-changes', outcome: 'done' }],
      ['muster_queue_messages_total', { queue: 'membership-changes', outcome: 'failed' }],
    ]);
    expect(grown).toEqual([2, 1, 3, 240, 1, 3, 0]);
  });

  it('count runs: one that serves two groups is started once and committed twice', async () => {
    for (let at = 0; at < 3; at++) await server.createUser({ department: 'Sales' });
    await server.settle();
    const grown = await growth(async () => {
      await server.createGroup(dynamic('user.department -eq "Sales"'));
      await server.createGroup(dynamic('user.department -eq "Legal"'));
      await server.settle();
    }, [
      ['muster_runs_started_total'],
      ['muster_run_commits_total'],
      ['muster_run_duration_seconds_count'],
      ['muster_membership_changes_total', { change: 'added', cause: 'run' }],
    ]);
    expect(grown).toEqual([1, 2, 2, 3]);
  });

  it('count holds and how they end', async () => {
    for (let at = 0; at < 3; at++) await server.createUser({ city: 'Kiel', department: 'Sales' });
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    await server.patch(`/muster/v1/groups/${group}`, {
      guard: { minimumSize: 1, removals: { count: 1 } },
    });
    const grown = await growth(async () => {
      await server.patch(`/v1.0/groups/${group}`, { membershipRule: 'user.city -eq "Bonn"' });
      await server.settle();
      const { body } = await server.get('/muster/v1/holds?status=held');
      const [{ id, diffHash }] = body.value;
      await server.post(`/muster/v1/holds/${id}/release`, { diffHash });
    }, [
      ['muster_holds_made_total'],
      ['muster_holds_ended_total', { status: 'released' }],
      ['muster_membership_changes_total', { change: 'removed', cause: 'release' }],
    ]);
    expect(grown).toEqual([1, 1, 3]);
  });

  it('count what failed for good', async () => {
    await server.createGroup(dynamic('user.department -eq "Sales"'));
    server.memory.tables.hooks.before = ({ name, operation }) =>
      name === 'runs' && operation === 'transact'
        ? Promise.reject(new Error('The run cannot be written'))
        : undefined;
    const grown = await growth(
      () => server.settle(),
      [
        ['muster_group_failures_total', { code: 'PROCESSING_FAILED' }],
        ['muster_queue_messages_total', { queue: 'membership-runs', outcome: 'failed' }],
      ],
    );
    expect(grown[0]).toBe(1);
    expect(grown[1]).toBeGreaterThan(0);
  });
});

describe('gauges of the whole system', () => {
  it('say since when they are known', async () => {
    expect(sampleValue(await scrape(), 'muster_measured_timestamp_seconds')).toBe(0);
    server.minutes = 10;
    await server.app.checkDelay();
    const measured = sampleValue(await scrape(), 'muster_measured_timestamp_seconds');
    expect(new Date(measured * 1_000).toISOString()).toBe('2026-11-21T12:10:00.000Z');
  });

  it('tell what waits, how old it is, and how groups stand', async () => {
    await server.createUser({ department: 'Sales' });
    await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    const paused = await server.createGroup(dynamic('user.department -eq "Legal"'));
    await server.patch(`/v1.0/groups/${paused}`, { membershipRuleProcessingState: 'Paused' });
    await server.settle();
    await server.createGroup();
    await server.settle();
    await server.createUser({ department: 'Sales' });
    await server.createGroup(dynamic('user.department -eq "Kiel"'));
    server.minutes = 30;
    await server.app.checkDelay();
    const metrics = await scrape();
    const value = (name: string, labels?: Labels) => sampleValue(metrics, name, labels);
    expect(value('muster_pending', { kind: 'object' })).toBe(1);
    expect(value('muster_pending', { kind: 'group' })).toBe(1);
    expect(value('muster_pending_oldest_age_seconds')).toBe(31 * 60);
    expect(value('muster_delay_seconds')).toBe(30 * 60);
    expect(value('muster_alerts', { kind: 'delayWarning' })).toBe(1);
    expect(value('muster_alerts', { kind: 'delay' })).toBe(0);
    expect(value('muster_queue_length', { queue: 'membership-changes' })).toBe(1);
    expect(value('muster_queue_length', { queue: 'membership-runs-poison' })).toBe(0);
    const groups = ['NotStarted', 'Running', 'Succeeded', 'Failed', 'Paused', 'Assigned'];
    expect(groups.map((status) => value('muster_groups', { status }))).toEqual([1, 0, 1, 0, 1, 1]);
  });

  it('tell what failed for good and waits for somebody', async () => {
    await server.app.changesMessage({ nonsense: true }, { id: 'm1', count: 1 });
    await server.app.checkDelay();
    expect(sampleValue(await scrape(), 'muster_poison', { kind: 'message' })).toBe(1);
  });

  it('cost eight requests, once in five seconds', async () => {
    await scrape();
    server.memory.tables.requests.clear();
    await Promise.all([1, 2, 3].map(() => server.get('/muster/v1/metrics')));
    expect(server.memory.tables.requestCount()).toBe(0);
    await scrape();
    expect(Object.fromEntries(server.memory.tables.requests)).toEqual({
      'alerts.query': 1,
      'settings.get': 1,
    });
  });
});

it('no label holds an id, however many there are', async () => {
  const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
  const series = async () =>
    [...(await scrape()).values()].reduce((sum, { samples }) => sum + samples.length, 0);
  const some = async (count: number) => {
    for (let at = 0; at < count; at++) {
      const user = await server.createUser({ department: 'Sales' });
      await server.get(`/v1.0/users/${user}`);
      await server.get(`/v1.0/groups/${group}/members`);
      await server.createGroup(dynamic(`user.city -eq "${at}"`));
    }
    await server.settle();
    await server.app.checkDelay();
  };
  await some(3);
  await some(3);
  await scrape();
  const few = await series();
  await some(20);
  expect(await series()).toBe(few);
  const text = JSON.stringify([...(await scrape()).values()]);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
});

it('every name and help follows the conventions', async () => {
  for (const [name, { help, type }] of await scrape()) {
    expect(name).toMatch(/^muster_[a-z_]+$/);
    expect(help, name).toMatch(/[.]$/);
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
  }
});

it('the index of rules says how many it holds and what it has to try for everybody', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
    await server.createGroup(dynamic(`user.department -ne "${name}"`));
  await server.settle();
  const metrics = await scrape();
  const value = (part: string) => sampleValue(metrics, 'muster_rule_index', { kind: 'user', part });
  expect(value('rules')).toBe(6);
  expect(value('always') + value('waiting')).toBe(6);
  expect(sampleValue(metrics, 'muster_rule_index', { kind: 'device', part: 'rules' })).toBe(0);
});
