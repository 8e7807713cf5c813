/** Alerts, their events and marks, as alert-ports.ts states them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { AlertEvent } from '../../src/ports/alert-ports.ts';
import type { Stores } from '../../src/ports/stores.ts';
import type { Harness, OpenHarness } from './harness.ts';
import { groupId, TIME } from './samples.ts';

export function describeAlertStore(open: OpenHarness): void {
  describe('alerts', () => {
    let harness: Harness;
    let stores: Stores;

    beforeEach(async () => {
      harness = await open();
      stores = harness.instance();
    });

    async function eventsAfter(number: number): Promise<readonly AlertEvent[]> {
      const events = await stores.alerts.readEvents(number, 10);
      const last = events.at(-1);
      return last === undefined ? [] : [...events, ...(await eventsAfter(last.number))];
    }

    it('stand until they are ended, one of an id, each step with its event', async () => {
      const facts = { raised: TIME, oldestPending: TIME, lastProgress: null } as const;
      const early = { kind: 'delay', ...facts, limitMinutes: 15 } as const;
      const late = { ...early, limitMinutes: 60 };
      const event = { id: 'e', time: TIME, change: 'raised', alert: early } as const;
      const { head, alerts } = await stores.alerts.read();
      expect([head, alerts]).toEqual([null, []]);
      expect(await stores.alerts.write(null, { put: [early], end: [], events: [event] })).toBe(
        true,
      );
      // Whoever read before is refused.
      expect(await stores.alerts.write(null, { put: [late], end: [], events: [event] })).toBe(
        false,
      );
      const first = await harness.instance().alerts.read();
      expect(first).toMatchObject({ alerts: [early], head: { value: 1 } });
      const more = [event, { ...event, change: 'renewed' }] as const;
      await stores.alerts.write(first.head, { put: [late], end: [], events: more });
      expect(await stores.alerts.write(first.head, { put: [], end: [], events: [event] })).toBe(
        false,
      );
      expect(await stores.alerts.list()).toEqual([late]);
      const { head: second } = await stores.alerts.read();
      await stores.alerts.write(second, {
        put: [],
        end: [late],
        events: [{ ...event, change: 'ended' }],
      });
      expect(await stores.alerts.list()).toEqual([]);
      const told = (await eventsAfter(1)).map(({ number, change }) => [number, change]);
      expect(told).toEqual([
        [2, 'raised'],
        [3, 'renewed'],
        [4, 'ended'],
      ]);
      expect((await stores.alerts.readEvents(0, 2)).length).toBeLessThanOrEqual(2);
      while (await stores.alerts.forgetEvents(3));
      expect((await eventsAfter(0)).map(({ number }) => number)).toEqual([4]);
    });

    it('a mark of a group is taken away only as it was read', async () => {
      const mark = { groupId: groupId(1), wentEmpty: false, since: TIME };
      await stores.alerts.mark(mark);
      await stores.alerts.mark({ ...mark, wentEmpty: true });
      const [first, empty] = await stores.alerts.marks();
      expect([first?.value, empty?.value]).toEqual([mark, { ...mark, wentEmpty: true }]);
      await stores.alerts.mark(mark);
      if (first !== undefined) await stores.alerts.unmark(first);
      if (empty !== undefined) await stores.alerts.unmark(empty);
      expect((await stores.alerts.marks()).map(({ value }) => value)).toEqual([mark]);
    });
  });
}
