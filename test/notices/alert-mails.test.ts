/** Alerts by mail: everybody who is to know is told, at least once, and never by thousands of mails. */
import { expect, test } from 'vitest';
import type { Context } from '../../src/membership/context.ts';
import type { GroupAlert } from '../../src/ports/alert-ports.ts';
import { MOST_ALERTS_WRITTEN } from '../../src/ports/alert-ports.ts';
import { Directory } from '../support/directory.ts';
import { failingAtEveryCall, meetingAtEveryCall } from '../support/every-call.ts';
import { LOST_AFTER, LOST_BEFORE, REFUSED, UNREACHABLE } from './fake-server.ts';
import { Greeted } from './greeted.ts';

const OPERATORS = ['operators@contoso.com', 'night@contoso.com'];

/** So many groups fail at once; answers the ids of the events. */
async function fail(context: Context, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const { head } = await context.alerts.read();
    const some = Math.min(40, MOST_ALERTS_WRITTEN, count - ids.length);
    const events = Array.from({ length: some }, (_, at) => {
      const id = context.ids.guid();
      const alert: GroupAlert = {
        kind: 'processingError',
        raised: context.clock.now().toISOString(),
        groupId: id,
        displayName: `Group ${ids.length + at}\r\nBcc: eve@contoso.com`,
        subject: 'PROCESSING_FAILED',
        text: 'Its rule could not be processed.',
      };
      return { id, time: alert.raised, change: 'raised' as const, alert };
    });
    if (await context.alerts.write(head, { put: [], end: [], events }))
      ids.push(...events.map(({ id }) => id));
  }
  return ids;
}

function begin(directory = new Directory()): Greeted {
  return new Greeted(directory, { alertTo: OPERATORS });
}

test('one alert is one mail, named after its event; those of before are not told', async () => {
  const greeted = begin();
  const { directory, server } = greeted;
  await fail(directory.context, 3);
  await greeted.round();
  expect(server.tries).toBe(0);
  const [id] = await fail(directory.context, 1);
  await greeted.round();
  await greeted.round();
  expect(server.taken).toHaveLength(1);
  const [mail] = server.taken;
  expect(mail).toMatchObject({ to: OPERATORS, messageId: `${id}@contoso.com`, language: 'en' });
  expect(mail?.subject).toBe(
    'Muster: alert raised: Group 0 Bcc: eve@contoso.com: Its rule could not be processed.',
  );
});

test('5,000 groups that fail are few mails', async () => {
  const greeted = begin();
  const { directory, server } = greeted;
  await greeted.round();
  await fail(directory.context, 5_000);
  for (let minutes = 0; minutes < 30; minutes++) {
    await greeted.round();
    if (minutes === 2) await fail(directory.context, 7);
  }
  expect(server.taken.map(({ subject }) => subject)).toEqual([
    'Muster: 5,000 alerts',
    'Muster: 7 alerts',
  ]);
  expect(server.taken[0]?.text).toContain('And 4,950 more');
});

test('nobody there, refused, lost: it is the same mail until it is taken', async () => {
  const greeted = begin();
  const { directory, server } = greeted;
  await greeted.round();
  await fail(directory.context, 2);
  const answers = [UNREACHABLE, REFUSED, LOST_BEFORE, LOST_AFTER];
  server.answer = (_, tries) =>
    answers[tries - 1] ?? { outcome: { kind: 'accepted' }, taken: true };
  for (let rounds = 0; rounds < 3; rounds++) {
    await greeted.round();
    await fail(directory.context, 1);
  }
  for (let rounds = 0; rounds < 10; rounds++) await greeted.round();
  const subjects = server.taken.map(({ subject, messageId }) => `${subject} ${messageId}`);
  expect(subjects).toHaveLength(3);
  expect(subjects[0]).toBe(subjects[1]);
  expect(subjects[2]).toContain('Muster: 3 alerts');
});

test.each([failingAtEveryCall, meetingAtEveryCall])('%o: every event is told', async (at) => {
  const calls = await at(async (directory) => {
    const greeted = begin(directory);
    await greeted.round();
    const ids = await fail(directory.context, 3);
    return {
      directory,
      act: () => greeted.round(),
      meanwhile: () => greeted.round(directory.instance()),
      check: async () => {
        await greeted.round(directory.instance());
        const told = greeted.server.taken.map(({ messageId }) => messageId);
        expect(new Set(told)).toEqual(new Set([`${ids[0]}@contoso.com`]));
        expect(greeted.server.taken[0]?.subject).toBe('Muster: 3 alerts');
      },
    };
  });
  expect(calls).toBeGreaterThan(5);
});
