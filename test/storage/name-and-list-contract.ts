/** The verbs of names, lists, settings and messages, as ports.ts states them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Measurement } from '../../src/ports/measurement-ports.ts';
import type { Stores } from '../../src/ports/stores.ts';
import type { QueueName } from '../../src/storage/table-keys.ts';
import type { Harness, OpenHarness } from './harness.ts';
import { groupId, sampleGroup, TIME } from './samples.ts';

export function describeNameAndListStores(open: OpenHarness): void {
  let harness: Harness;
  let stores: Stores;

  beforeEach(async () => {
    harness = await open();
    stores = harness.instance();
  });

  describe('unique names', () => {
    const awkward = [
      'ann@contoso.com',
      "o'brien@contoso.com",
      'a/b\\c#d?e%f_g',
      'a_002fb',
      'a/b',
      'Straße Łódź 😀 +&=;',
      ' blank ',
      'tab\t\u0000\u0085',
      '\ud83d',
      'x'.repeat(2_000),
    ];

    it.each(awkward)('such as %j are found, taken, passed on and freed', async (name) => {
      const { lookups } = stores;
      expect(await lookups.insert('userPrincipalName', name, 5)).toBe(true);
      expect(await lookups.insert('userPrincipalName', name, 6)).toBe(false);
      expect(await lookups.insert('mailNickname', name, 7)).toBe(true);
      const read = await lookups.read('userPrincipalName', name);
      expect(read?.value).toBe(5);
      const etag = read?.etag ?? '';
      expect(await lookups.replace('userPrincipalName', name, { value: 8, etag })).toBe(true);
      expect(await lookups.replace('userPrincipalName', name, { value: 9, etag })).toBe(false);
      await lookups.remove('userPrincipalName', name, etag);
      const present = await lookups.read('userPrincipalName', name);
      expect(present?.value).toBe(8);
      await lookups.remove('userPrincipalName', name, present?.etag ?? '');
      expect(await lookups.read('userPrincipalName', name)).toBeNull();
      expect((await lookups.read('mailNickname', name))?.value).toBe(7);
    });

    it('that differ in letter case are one', async () => {
      expect(await stores.lookups.insert('userPrincipalName', 'Ann@Contoso.COM', 5)).toBe(true);
      expect((await stores.lookups.read('userPrincipalName', 'ann@CONTOSO.com'))?.value).toBe(5);
      expect(await stores.lookups.insert('userPrincipalName', 'ANN@contoso.com', 6)).toBe(false);
    });

    it('that look alike stay apart', async () => {
      for (const [ordinal, name] of awkward.entries())
        expect(await stores.lookups.insert('id', name, ordinal)).toBe(true);
      for (const [ordinal, name] of awkward.entries())
        expect((await stores.lookups.read('id', name))?.value).toBe(ordinal);
    });
  });

  describe('lists of groups', () => {
    async function listAll(top: number): Promise<readonly string[]> {
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<Stores['listing']['list']>> = await stores.listing.list(
          top,
          after,
        );
        expect(page.items.length).toBeLessThanOrEqual(top);
        ids.push(...page.items.map(({ id }) => id));
        after = page.next ?? null;
      } while (after !== null);
      return ids;
    }

    it('are in the order of ids, without deleted groups, at any page size', async () => {
      const ids = ['0', '3', '3', '9', 'a', 'f', 'f'].map((digit, at) => groupId(at, digit));
      for (const [at, id] of [...ids].reverse().entries())
        await stores.listing.write(sampleGroup(id, { deleted: at === 3 ? TIME : null }), null);
      const expected = ids.filter((_, at) => at !== 3);
      for (const top of [1, 2, 100]) expect(await listAll(top)).toEqual(expected);
    });

    it('of deleted groups hold those that may come back', async () => {
      const unified = { ...sampleGroup(groupId(1)).resource, unified: true };
      const rows = [
        sampleGroup(groupId(1), { resource: unified }),
        sampleGroup(groupId(2), { deleted: TIME }),
        sampleGroup(groupId(3), { resource: unified, deleted: TIME, purged: true }),
        sampleGroup(groupId(4), { resource: unified, deleted: TIME }),
      ];
      for (const row of rows) await stores.listing.write(row, null);
      expect(await stores.listing.listDeleted()).toEqual([rows[3]]);
    });

    it('are written by whoever is first', async () => {
      const id = groupId(1);
      expect(await stores.listing.read(id)).toBeNull();
      expect(await stores.listing.write(sampleGroup(id), null)).toBe(true);
      expect(await stores.listing.write(sampleGroup(id, { edit: 2 }), null)).toBe(false);
      const listed = await stores.listing.read(id);
      expect(listed?.value).toEqual(sampleGroup(id));
      expect(await stores.listing.write(sampleGroup(id, { edit: 2 }), listed?.etag ?? '')).toBe(
        true,
      );
      expect(await stores.listing.write(sampleGroup(id, { edit: 3 }), listed?.etag ?? '')).toBe(
        false,
      );
    });
  });

  it('reports of a manager are listed once each, and gone when they are removed', async () => {
    const reports = Array.from({ length: 130 }, (_, at) => at * 7);
    for (const report of [...reports, 7]) await stores.reports.note(5, report);
    await stores.reports.note(6, 8);
    expect(await stores.reports.list(5)).toEqual(reports);
    await stores.reports.remove(5, reports.slice(1));
    await stores.reports.remove(5, [7, 14]);
    expect(await harness.instance().reports.list(5)).toEqual([0]);
    expect(await stores.reports.list(6)).toEqual([8]);
  });

  it('the last progress is what was written last', async () => {
    expect(await stores.progress.readLastProgress()).toBeNull();
    await stores.progress.writeLastProgress('2026-03-01T07:00:00.000Z');
    await stores.progress.writeLastProgress(TIME);
    expect(await harness.instance().progress.readLastProgress()).toBe(TIME);
  });

  it('messages that were not understood are kept, each once, until they are removed', async () => {
    const id = groupId(1);
    const message = {
      id,
      queue: 'membership-changes',
      text: `{"objects":"${'ж'.repeat(40_000)}"}`,
      since: TIME,
      attempts: 1,
      reason: 'It is not understood.',
    } as const;
    await stores.poison.put(message);
    await stores.poison.put({ ...message, attempts: 2 });
    expect(await stores.poison.list()).toEqual([{ ...message, attempts: 2 }]);
    await stores.poison.remove(groupId(2));
    await stores.poison.remove(id);
    expect(await harness.instance().poison.list()).toEqual([]);
  });

  it('applications and their extension properties are kept apart', async () => {
    const application = { id: groupId(1), appId: groupId(2), displayName: 'HR', created: TIME };
    const property = {
      id: groupId(3),
      name: 'extension_0123456789abcdef0123456789abcdef_costCentre',
      applicationId: application.id,
      appDisplayName: 'HR',
      dataType: 'String',
      isMultiValued: false,
      targetObjects: ['User'],
    };
    expect(await stores.applications.insert(application)).toBe(true);
    expect(await stores.applications.insert(application)).toBe(false);
    const namesake = { ...application, id: groupId(5) };
    expect(await stores.applications.insert(namesake)).toBe(false);
    expect(await stores.applications.insertExtension(property)).toBe(true);
    const sameName = { ...property, id: groupId(4), name: property.name.toUpperCase() };
    expect(await stores.applications.insertExtension(sameName)).toBe(false);
    expect(await stores.applications.list()).toEqual([application]);
    expect(await stores.applications.listExtensions()).toEqual([property]);
    await stores.applications.removeExtension(property);
    await stores.applications.remove(application);
    await stores.applications.remove(application);
    expect(await stores.applications.list()).toEqual([]);
    expect(await stores.applications.insert(namesake)).toBe(true);
    expect(await stores.applications.listExtensions()).toEqual([]);
  });

  it('the last measurement is the one that counts', async () => {
    expect(await stores.measurements.read()).toBeNull();
    const groups = { NotStarted: 1, Running: 2, Succeeded: 3, Failed: 4, Paused: 5, Assigned: 6 };
    const measurement: Measurement = {
      measured: '2026-11-21T12:00:00.000Z',
      oldestPending: null,
      lastProgress: null,
      delayMinutes: 0,
      pendingObjects: 7,
      pendingGroups: 8,
      groups,
      groupsCounted: '2026-11-21T12:00:00.000Z',
      failedGroups: 2,
      holdsOpen: 9,
      poison: { object: 10, group: 11, message: 12 },
    };
    await stores.measurements.write(measurement);
    const later = { ...measurement, measured: '2026-11-21T12:05:00.000Z', pendingObjects: 0 };
    await stores.measurements.write(later);
    expect(await stores.measurements.read()).toEqual(later);
  });

  describe('messages', () => {
    async function parsed(name: QueueName): Promise<readonly unknown[]> {
      return (await harness.texts(name)).map((text) => JSON.parse(text));
    }

    it('name up to a hundred objects', async () => {
      await stores.queues.sendObjects(Array.from({ length: 150 }, (_, at) => at));
      const messages = (await parsed('membership-changes')) as {
        readonly objects: readonly number[];
      }[];
      expect(messages.map(({ objects }) => objects.length).sort()).toEqual([100, 50]);
      expect(new Set(messages.flatMap(({ objects }) => objects)).size).toBe(150);
    });

    it('name a piece of an audit each', async () => {
      const pieces = [
        { audit: 'a' },
        { audit: 'a', part: 'p', scope: 'user', range: 0 },
        { audit: 'a', part: 'p', slice: 1 },
      ] as const;
      await stores.queues.sendAudits(pieces);
      expect(await parsed('membership-audits')).toEqual(expect.arrayContaining([...pieces]));
    });

    it('are counted, also in a queue that is not there yet', async () => {
      await stores.queues.sendObjects(Array.from({ length: 250 }, (_, at) => at));
      expect(await stores.queues.length('membership-changes')).toBe(3);
      expect(await stores.queues.length('membership-runs')).toBe(0);
      expect(await stores.queues.length('membership-runs-poison')).toBe(0);
    });

    it('say what caused them, where that is known', async () => {
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      await stores.queues.tracedBy(traceparent).sendObjects([1]);
      await stores.queues.sendObjects([2]);
      expect(await parsed('membership-changes')).toEqual(
        expect.arrayContaining([{ objects: [1], traceparent }, { objects: [2] }]),
      );
    });

    it('that were kept are sent as they came', async () => {
      await stores.queues.resend('membership-runs', '{"from":"a newer version"}');
      expect(await harness.texts('membership-runs')).toEqual(['{"from":"a newer version"}']);
    });

    it('that are deferred are not to be seen before their time', async () => {
      await stores.queues.defer('membership-audits', '{"version":2}', 1);
      expect(await harness.texts('membership-audits')).toEqual([]);
      await harness.wait('membership-audits');
      expect(await harness.texts('membership-audits')).toEqual(['{"version":2}']);
    });

    it('name every group and range once', async () => {
      const ids = Array.from({ length: 20 }, (_, at) => groupId(at));
      await stores.queues.sendGroups(ids);
      await stores.queues.sendRanges('run', 'device', [0, 1, 2, 3, 4]);
      const messages = (await parsed('membership-runs')) as Record<string, unknown>[];
      expect(messages.flatMap(({ groups }) => groups ?? []).sort()).toEqual(ids);
      const ranges = messages.filter(({ run, scope }) => run === 'run' && scope === 'device');
      expect(ranges.flatMap((message) => message.ranges).sort()).toEqual([0, 1, 2, 3, 4]);
      await stores.queues.sendGroups([]);
      expect(await parsed('membership-runs')).toHaveLength(messages.length);
    });
  });
}
