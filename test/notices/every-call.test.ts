/**
 * The promise of welcome mails, held against everything that can happen: storage fails at any call, the worker dies at any
 * call, another works at the same time, the server answers in every way. Nobody gets two; who got none and is owed
 * one is listed.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMembers, removeMember } from '../../src/groups/members.ts';
import { listMails } from '../../src/notices/list-mails.ts';
import { Directory } from '../support/directory.ts';
import { failingAtEveryCall, meetingAtEveryCall, type Story } from '../support/every-call.ts';
import {
  ACCEPTED,
  type Answer,
  DEFERRED,
  LOST_AFTER,
  LOST_BEFORE,
  REFUSED,
  UNREACHABLE,
} from './fake-server.ts';
import { Greeted } from './greeted.ts';

const PEOPLE = 4;

/** Some members to be told of, and a group of whom one leaves; `meanwhile` is a round of another worker. */
async function telling(directory: Directory, answers: readonly Answer[]): Promise<Story> {
  const greeted = new Greeted(directory);
  const { server } = greeted;
  await greeted.round();
  const people = await greeted.users(PEOPLE, 'Bonn');
  const group = await greeted.unified('user.city -eq "Bonn"');
  const assigned = await greeted.unified(null);
  const leaver = await directory.user({ mail: 'leaver@contoso.com' });
  await directory.work();
  const answered = new Set(answers);
  server.answer = (_, tries) => answers[tries - 1] ?? ACCEPTED;
  return {
    directory,
    act: async () => {
      await greeted.round();
      await addMembers(directory.context, assigned, [leaver]);
      await greeted.round();
      await removeMember(directory.context, assigned, leaver);
      await greeted.round();
    },
    meanwhile: () => greeted.round(directory.instance()),
    check: async () => {
      for (let rounds = 0; rounds < 4; rounds++) {
        directory.minutes += 15;
        await greeted.round(directory.instance());
      }
      await expectPromise(greeted, { people, group, isCertain: !answered.has(LOST_BEFORE) });
    },
  };
}

async function expectPromise(
  { server, directory }: Greeted,
  told: { readonly people: readonly string[]; readonly group: string; readonly isCertain: boolean },
): Promise<void> {
  const { counts } = server;
  expect(Object.entries(counts).filter(([, count]) => count !== 1)).toEqual([]);
  const listed = (await listMails(directory.context, null)).filter(
    ({ groupId }) => groupId === told.group,
  );
  const open = listed.filter(({ status }) => status === 'waiting' || status === 'sending');
  expect(open).toEqual([]);
  const rows = await Promise.all(
    listed.map(({ ordinal }) => directory.context.objects.read(ordinal)),
  );
  const addresses = rows.map((row) => String(row?.attributes.mail));
  const missing = told.people.filter((address) => counts[address] === undefined);
  expect(addresses).toEqual(expect.arrayContaining(missing));
}

test('storage fails once at each call, before or after its effect', async () => {
  const calls = await failingAtEveryCall((directory) => telling(directory, []));
  expect(calls).toBeGreaterThan(30);
});

test('another worker does a whole round before each call', async () => {
  const calls = await meetingAtEveryCall((directory) => telling(directory, []));
  expect(calls).toBeGreaterThan(30);
});

test('and both while the server answers in every way', async () => {
  const answers = [DEFERRED, UNREACHABLE, LOST_AFTER, REFUSED, LOST_BEFORE, ACCEPTED];
  for (const story of [answers, [...answers].reverse()]) {
    await failingAtEveryCall((directory) => telling(directory, story));
    await meetingAtEveryCall((directory) => telling(directory, story));
  }
});

test('workers that die at any of their calls, in any order, with any answers', async () => {
  const answer = fc.constantFrom(ACCEPTED, DEFERRED, UNREACHABLE, LOST_AFTER, REFUSED, LOST_BEFORE);
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }),
      async (answers, deaths) => {
        const directory = new Directory();
        const story = await telling(directory, answers);
        for (const death of deaths) {
          let calls = 0;
          // From this call on nothing it asks of storage is done.
          directory.hooks.before = () => {
            if (++calls >= death) throw new Error('dead');
          };
          await story.meanwhile?.().catch(() => undefined);
          delete directory.hooks.before;
        }
        await story.act();
        await story.check();
      },
    ),
    { numRuns: 150 },
  );
});
