/** What keeps mails from being sent twice, as mail-ports.ts states it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_PLANNED, type WelcomeMail } from '../../src/ports/mail-ports.ts';
import type { Stores } from '../../src/ports/stores.ts';
import type { OpenHarness } from './harness.ts';
import { groupId } from './samples.ts';

const TIME = '2026-11-21T12:00:00.000Z';
const GROUP = groupId(7);

function mail(ordinal: number, seq = 1): WelcomeMail {
  return {
    groupId: GROUP,
    seq,
    ordinal,
    status: 'waiting',
    added: TIME,
    attempts: 0,
    tried: null,
    notBefore: null,
    reason: null,
  };
}

export function describeMailStore(open: OpenHarness): void {
  let { mails }: Pick<Stores, 'mails'> = {} as Stores;

  beforeEach(async () => {
    ({ mails } = (await open()).instance());
  });

  describe('mails', () => {
    it('moves the cursor together with what it plans, and once', async () => {
      expect(await mails.readGroup(GROUP)).toEqual({ cursor: null, mails: [] });
      const value = { seq: 0, ordinal: MOST_PLANNED };
      const planned = Array.from({ length: MOST_PLANNED }, (_, ordinal) => mail(ordinal));
      expect(await mails.plan(GROUP, { value, etag: null }, planned)).toBe(true);
      expect(await mails.plan(GROUP, { value, etag: null }, [mail(500)])).toBe(false);
      const { cursor, mails: found } = await mails.readGroup(GROUP);
      expect(cursor?.value).toEqual(value);
      expect(found.map(({ value: { ordinal } }) => ordinal)).toEqual(
        planned.map(({ ordinal }) => ordinal),
      );
      const next = { value: { seq: 2, ordinal: null }, etag: cursor?.etag ?? null };
      expect(await mails.plan(GROUP, next, [mail(1, 2)])).toBe(true);
      expect(await mails.plan(GROUP, next, [mail(2, 2)])).toBe(false);
      expect((await mails.readGroup(GROUP)).mails).toHaveLength(MOST_PLANNED + 1);
    });

    it('is taken in hand by one alone', async () => {
      await mails.plan(GROUP, { value: { seq: 1, ordinal: null }, etag: null }, [mail(1)]);
      const [standing] = (await mails.readGroup(GROUP)).mails;
      const etag = standing?.etag ?? '';
      const inHand = { ...mail(1), status: 'sending', attempts: 1, tried: TIME } as const;
      const claim = await mails.replace({ value: inHand, etag });
      expect(claim).not.toBeNull();
      expect(await mails.replace({ value: inHand, etag })).toBeNull();
      await mails.remove(inHand, etag);
      expect(await mails.list()).toEqual([inHand]);
      await mails.remove(inHand, claim ?? '');
      expect(await mails.list()).toEqual([]);
      expect(await mails.replace({ value: inHand, etag: claim ?? '' })).toBeNull();
    });

    it('keeps groups to look at, and lets go of one only as it was read', async () => {
      await mails.addAwaiting(GROUP, 3);
      await mails.addAwaiting(GROUP, 9);
      const [group] = await mails.listAwaiting();
      expect(group).toMatchObject({ groupId: GROUP, from: 3 });
      if (group === undefined) return;
      await mails.removeAwaiting({ ...group, etag: 'W/"another"' }).catch(() => undefined);
      expect(await mails.listAwaiting()).toHaveLength(1);
      await mails.removeAwaiting(group);
      expect(await mails.listAwaiting()).toEqual([]);
      expect(await mails.list()).toEqual([]);
    });

    it('keeps what concerns all of them, If-Match', async () => {
      const mailing = { isOn: true, since: TIME, scanned: TIME };
      expect(await mails.writeMailing(mailing, null)).toBe(true);
      expect(await mails.writeMailing(mailing, null)).toBe(false);
      const read = await mails.readMailing();
      expect(read?.value).toEqual(mailing);
      expect(await mails.writeMailing({ ...mailing, isOn: false }, read?.etag ?? '')).toBe(true);
      expect(await mails.writeMailing(mailing, read?.etag ?? '')).toBe(false);
      expect(await mails.writeRate({ minute: TIME, sent: 4 }, null)).toBe(true);
      expect((await mails.readRate())?.value.sent).toBe(4);
    });

    it('keeps a template a language', async () => {
      const template = { language: 'en', subject: 'a', text: 'b'.repeat(40_000), html: null };
      await mails.putTemplate(template);
      await mails.putTemplate({ ...template, subject: 'c' });
      expect(await mails.listTemplates()).toEqual([{ ...template, subject: 'c' }]);
      await mails.removeTemplate('en');
      await mails.removeTemplate('en');
      expect(await mails.listTemplates()).toEqual([]);
    });
  });
}
