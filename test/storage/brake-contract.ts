/** The verbs of pauses of all groups, guards and holds, as ports.ts and hold-ports.ts state them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_TENANT_GUARD } from '../../src/directory/guard.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { PauseAll } from '../../src/directory/rule-control.ts';
import type { Stores } from '../../src/ports/stores.ts';
import type { OpenHarness } from './harness.ts';
import { groupId, sampleGroup, TIME } from './samples.ts';

export function describeBrakeStores(open: OpenHarness): void {
  let stores: Stores;

  beforeEach(async () => {
    stores = (await open()).instance();
  });

  describe('what concerns all groups', () => {
    const pause = (reason: string): PauseAll => ({
      state: 'paused',
      since: TIME,
      reason,
      exceptions: [groupId(3)],
      endedAtEpoch: null,
    });

    it('is read in one go, with defaults where nothing was said', async () => {
      expect(await stores.rules.readControl()).toEqual({
        epoch: 0,
        epochEtag: null,
        pauseAll: null,
        guard: DEFAULT_TENANT_GUARD,
        guardEtag: null,
      });
      const guard = { ...DEFAULT_TENANT_GUARD, imports: null };
      expect(await stores.rules.writeTenantGuard(guard, null)).toBe(true);
      expect(await stores.rules.writeTenantGuard(DEFAULT_TENANT_GUARD, null)).toBe(false);
      expect(await stores.rules.writePauseAll(pause('migration'), null)).toBe(true);
      const control = await stores.rules.readControl();
      expect(control.guard).toEqual(guard);
      expect(await stores.rules.writeTenantGuard(guard, control.guardEtag)).toBe(true);
      expect(await stores.rules.writeTenantGuard(guard, control.guardEtag)).toBe(false);
      expect(control.pauseAll?.value).toEqual(pause('migration'));
      expect(await stores.rules.readSince(0)).toEqual([]);
    });

    it('is paused by one of many, and changed only as it was read', async () => {
      const writes = Array.from({ length: 10 }, (_, at) =>
        stores.rules.writePauseAll(pause(`reason ${at}`), null),
      );
      expect((await Promise.all(writes)).filter((won) => won)).toHaveLength(1);
      const { pauseAll } = await stores.rules.readControl();
      expect(await stores.rules.writePauseAll(pause('second'), pauseAll)).toBe(true);
      expect(await stores.rules.writePauseAll(pause('third'), pauseAll)).toBe(false);
    });

    it('ends with the epoch raised, so that a projection begun before fails', async () => {
      await stores.rules.writePauseAll(pause('migration'), null);
      const before = await stores.rules.readControl();
      const { epoch } = await stores.rules.readRow(groupId(1));
      expect(await stores.rules.endPauseAll(before)).toBe(true);
      const row = { groupId: groupId(1), kind: 'dynamic', rule: null, state: 'On' } as const;
      const numbers = { edit: 1, ver: 1, membersVer: 1, deleted: false };
      expect(await stores.rules.write({ ...row, ...numbers }, epoch)).toBe(false);
      const after = await stores.rules.readControl();
      expect(after.epoch).toBe(before.epoch + 1);
      expect(after.pauseAll?.value).toMatchObject({ state: 'ended', endedAtEpoch: after.epoch });
      expect(await stores.rules.endPauseAll(before)).toBe(false);
    });
  });

  describe('holds', () => {
    const id = groupId(1);

    it('keep what is held, and how it ended, beside their members', async () => {
      const meta = sampleGroup(id);
      const created = (await stores.groups.insert(meta)) ?? '';
      const hold = {
        id: groupId(9),
        cause: { kind: 'rule', importId: null },
        ver: 2,
        rule: meta.rule,
        created: TIME,
        expires: TIME,
        before: 3,
        additions: 1,
        removals: 2,
        limits: [{ name: 'removalsCount', limit: 1, actual: 2 }],
        diffHash: 'abc',
        logStart: 0,
        removedBefore: null,
      } as const;
      const added = OrdinalSet.of([5, 70_000]);
      const heldDiff = { holdId: hold.id, added, removed: OrdinalSet.of([1, 2]) };
      const held = await stores.groups.write(created, { meta: { ...meta, hold }, heldDiff });
      const stored = await stores.groups.read(meta.id);
      expect(stored?.meta.hold).toEqual(hold);
      expect(stored?.members.size).toBe(0);
      const diff = await stores.groups.readHeldDiff(meta.id, hold.id);
      expect(diff?.added.equals(added)).toBe(true);
      expect([...(diff?.removed.ordinals() ?? [])]).toEqual([1, 2]);
      expect(await stores.groups.readEndedHold(meta.id, hold.id)).toBeNull();
      const ending = { status: 'released', ended: TIME, note: 'yes', leftOut: 1 } as const;
      const endedHold = { ...hold, ...ending };
      await stores.groups.write(held ?? '', { meta, endedHold });
      expect(await stores.groups.readEndedHold(meta.id, hold.id)).toEqual(endedHold);
    });

    it('the tests of a group stand beside it, and are written with it', async () => {
      const meta = sampleGroup(groupId(8));
      const created = (await stores.groups.insert(meta)) ?? '';
      expect(await stores.groups.readRuleTests(meta.id)).toBeNull();
      const size = { min: 1, max: null };
      const attributes = { department: 'Sales', otherMails: ['a@b.c'] };
      const objects = [{ name: 'x'.repeat(40_000), attributes, expected: true }];
      const ruleTests = { mustBeIn: [groupId(1)], mustBeOut: [], size, objects };
      const summary = { count: 2, size, changed: TIME };
      const write = { meta: { ...meta, ruleTests: summary }, ruleTests };
      const etag = await stores.groups.write(created, write);
      expect(await stores.groups.readRuleTests(meta.id)).toEqual(ruleTests);
      expect((await stores.groups.read(meta.id))?.meta.ruleTests).toEqual(summary);
      await stores.groups.write(etag ?? '', { meta });
      expect(await stores.groups.readRuleTests(meta.id)).toEqual(ruleTests);
      expect(await stores.groups.write(created, write)).toBeNull();
    });

    it('are found while they stand and after they ended', async () => {
      const place = { holdId: groupId(7), groupId: groupId(1), created: TIME };
      expect(await stores.holds.find(place.holdId)).toBeNull();
      await stores.holds.put(place);
      expect(await stores.holds.listStanding()).toEqual([place]);
      await stores.holds.end(place);
      await stores.holds.end(place);
      expect(await stores.holds.listStanding()).toEqual([]);
      expect(await stores.holds.listEnded()).toEqual([place]);
      expect(await stores.holds.find(place.holdId)).toEqual(place);
    });
  });
}
