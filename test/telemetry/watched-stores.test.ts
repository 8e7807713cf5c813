/** What counts and what does not: only writes that took effect, and of a run only its commit. */
import { beforeEach, describe, expect, it } from 'vitest';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { GroupWrite } from '../../src/ports/ports.ts';
import { Activity, RunStarts } from '../../src/telemetry/activity.ts';
import { createInstruments } from '../../src/telemetry/instruments.ts';
import { writeMetrics } from '../../src/telemetry/metrics.ts';
import { watchStores } from '../../src/telemetry/watched-stores.ts';
import { groupId, sampleGroup } from '../storage/samples.ts';
import { createMemoryStores } from '../support/memory-stores.ts';
import { readMetrics, sampleValue } from '../support/prometheus.ts';

const SILENT: Logger = { isOn: () => false, write: () => undefined };
const ID = groupId(1);

let instruments: ReturnType<typeof createInstruments>;
let stores: ReturnType<typeof watchStores>;

beforeEach(() => {
  instruments = createInstruments();
  const clock = { now: () => new Date('2026-11-21T12:00:00.000Z') };
  const activity = new Activity(instruments, SILENT);
  const { stores: plain } = createMemoryStores();
  stores = watchStores(plain, { activity, starts: new RunStarts(), clock });
});

function counted(name: string): number {
  return sampleValue(readMetrics(writeMetrics(Object.values(instruments))), name);
}

describe('a watched group', () => {
  it('counts members that came by a write, and none by one that was refused', async () => {
    const meta = sampleGroup(ID);
    const etag = (await stores.groups.insert(meta)) ?? '';
    const added = OrdinalSet.of([1, 2]);
    const log = {
      seq: 1,
      time: '2026-11-21T12:00:00.000Z',
      cause: { kind: 'change' as const, ver: 1 },
      added,
      removed: new OrdinalSet(),
      notedIn: new OrdinalSet(),
      notedOut: new OrdinalSet(),
    };
    const write: GroupWrite = { meta, log };
    expect(await stores.groups.write('W/"another"', write)).toBeNull();
    expect(counted('muster_membership_changes_total')).toBe(0);
    expect(await stores.groups.write(etag, write)).not.toBeNull();
    expect(counted('muster_membership_changes_total')).toBe(2);
  });

  it('counts the commit of a run, and not that an edit has ended one', async () => {
    const run = { id: 'r', logStart: 0 };
    const running = { ...sampleGroup(ID), ver: 2, membersVer: 1, run };
    await stores.groups.insert(running);
    const first = await stores.groups.read(ID);
    const edited = { ...running, ver: 3, run: null };
    const etag = await stores.groups.write(first?.etag ?? '', { meta: edited });
    expect(counted('muster_run_commits_total')).toBe(0);
    const again = await stores.groups.write(etag ?? '', { meta: { ...edited, run } });
    await stores.groups.read(ID);
    await stores.groups.write(again ?? '', { meta: { ...edited, membersVer: 3 } });
    expect(counted('muster_run_commits_total')).toBe(1);
  });
});
