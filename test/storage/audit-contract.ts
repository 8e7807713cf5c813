/** The verbs of self-audits, as audit-ports.ts states them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../src/directory/origin.ts';
import type { Audit, AuditSlice, AuditStore } from '../../src/ports/audit-ports.ts';
import type { OpenHarness } from './harness.ts';
import { groupId, TIME } from './samples.ts';

const IDS = { first: groupId(1), second: groupId(2), nobody: groupId(3) };

function sampleAudit(id: string, changes: Partial<Audit> = {}): Audit {
  return {
    id,
    status: 'running',
    started: TIME,
    ended: null,
    by: SYSTEM,
    repair: false,
    parts: [{ id: groupId(7), slices: 2 }],
    objects: 1_000,
    groups: 0,
    leftOut: 0,
    memberships: 0,
    driftedGroups: 0,
    driftedMemberships: 0,
    repaired: [],
    error: null,
    ...changes,
  };
}

function sampleSlice(slice: number, names: number): AuditSlice {
  const missing = Array.from({ length: names }, (_, at) => groupId(at));
  const drift = [{ groupId: groupId(9), missing, extra: [groupId(1)], more: false }];
  return { part: groupId(7), slice, groups: 64, leftOut: 1, memberships: 12, drift };
}

export function describeAuditStores(open: OpenHarness): void {
  let audits: AuditStore;

  beforeEach(async () => {
    ({ audits } = (await open()).instance());
  });

  describe('audits', () => {
    it('are kept, and written only as they were read', async () => {
      expect(await audits.insert(sampleAudit(IDS.first))).toBe(true);
      expect(await audits.insert(sampleAudit(IDS.first))).toBe(false);
      const read = await audits.read(IDS.first);
      expect(read?.value).toEqual(sampleAudit(IDS.first));
      expect(await audits.read(IDS.nobody)).toBeNull();
      const ended = sampleAudit(IDS.first, { status: 'succeeded', ended: TIME });
      const etag = read?.etag ?? '';
      expect(await audits.replace({ value: ended, etag })).toBe(true);
      expect(await audits.replace({ value: sampleAudit(IDS.first), etag })).toBe(false);
      expect((await audits.read(IDS.first))?.value).toEqual(ended);
    });

    it('are listed newest first', async () => {
      await audits.insert(sampleAudit(IDS.first, { started: '2026-03-01T08:00:00.000Z' }));
      await audits.insert(sampleAudit(IDS.second, { started: '2026-03-02T08:00:00.000Z' }));
      expect((await audits.list()).map(({ id }) => id)).toEqual([IDS.second, IDS.first]);
    });

    it('have slices of up to a thousand names, each written over when it is found again', async () => {
      await audits.insert(sampleAudit(IDS.first));
      await audits.putSlice(IDS.first, sampleSlice(1, 0));
      await audits.putSlice(IDS.first, sampleSlice(0, 1_000));
      await audits.putSlice(IDS.first, sampleSlice(1, 3));
      await audits.putSlice(IDS.second, sampleSlice(0, 2));
      const slices = await audits.readSlices(IDS.first);
      expect(slices).toEqual([sampleSlice(0, 1_000), sampleSlice(1, 3)]);
    });

    it('go with their slices', async () => {
      await audits.insert(sampleAudit(IDS.first));
      for (let slice = 0; slice < 120; slice++)
        await audits.putSlice(IDS.first, sampleSlice(slice, 0));
      await audits.remove(IDS.first);
      await audits.remove(IDS.first);
      expect(await audits.list()).toEqual([]);
      expect(await audits.readSlices(IDS.first)).toEqual([]);
    });
  });
}
