/** Who gets a welcome mail, and who gets none (docs/mail.md). */
import { expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { changeGroupSettings } from '../../src/groups/guards.ts';
import { addMembers, removeMember } from '../../src/groups/members.ts';
import { listMails } from '../../src/notices/list-mails.ts';
import { sendMails } from '../../src/notices/send-mails.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { DEFERRED, LOST_AFTER, REFUSED, UNREACHABLE } from './fake-server.ts';
import { Greeted } from './greeted.ts';

const RULE = 'user.city -eq "Bonn"';

async function begun(options: ConstructorParameters<typeof Greeted>[1] = {}): Promise<Greeted> {
  const greeted = new Greeted(undefined, options);
  await greeted.round();
  return greeted;
}

function set({ directory }: Greeted, id: string, welcomeMail: boolean): Promise<boolean> {
  return changeGroupSettings(directory.context, { id, settings: { welcomeMail }, check() {} });
}

async function moved({ directory }: Greeted, id: string, city: string): Promise<void> {
  const key = { name: 'id', value: id } as const;
  await changeObject(directory.context, { kind: 'user', key, patch: { city } });
  await directory.work();
}

test('a run, a change, a hand: each makes members, who are greeted once', async () => {
  const greeted = await begun();
  const { directory, server } = greeted;
  const people = await greeted.users(250, 'Bonn');
  await greeted.unified(RULE);
  const assigned = await greeted.unified(null);
  await directory.work();
  const late = await directory.user({ city: 'Kiel', mail: 'late@contoso.com' });
  await moved(greeted, late, 'Bonn');
  const hand = await directory.user({ city: 'Kiel', mail: 'hand@contoso.com' });
  await addMembers(directory.context, assigned, [hand]);
  await directory.work();
  for (let rounds = 0; rounds < 3; rounds++) await greeted.round();
  const once = Object.fromEntries(
    [...people, 'late@contoso.com', 'hand@contoso.com'].map((to) => [to, 1]),
  );
  expect(server.counts).toEqual(once);
  expect(await listMails(directory.context, null)).toEqual([]);
  expect(await directory.context.mails.listAwaiting()).toEqual([]);
});

test('a security group greets nobody, and neither does one that is switched off', async () => {
  const greeted = await begun();
  const { directory, server } = greeted;
  await greeted.users(3, 'Bonn');
  await directory.group(RULE);
  const resourceBehaviorOptions = ['WelcomeEmailDisabled'];
  const off = await greeted.unified(RULE, { resourceBehaviorOptions });
  await directory.work();
  await greeted.round();
  expect(server.tries).toBe(0);
  // Whoever came while it was off stays without.
  await set(greeted, off, true);
  await directory.user({ city: 'Bonn', mail: 'new@contoso.com' });
  await directory.work();
  await greeted.round();
  expect(server.counts).toEqual({ 'new@contoso.com': 1 });
  const group = await directory.context.groups.readMeta(off);
  expect(group?.value.resource.resourceBehaviorOptions).toEqual([]);
});

test('switched off, what is planned goes; on again, it does not come back', async () => {
  const greeted = await begun();
  const { directory, server } = greeted;
  await greeted.users(5, 'Bonn');
  const group = await greeted.unified(RULE);
  await directory.work();
  server.answer = () => UNREACHABLE;
  await greeted.round();
  expect(await listMails(directory.context, 'waiting')).toHaveLength(5);
  await set(greeted, group, false);
  await set(greeted, group, true);
  server.answer = () => ({ outcome: { kind: 'accepted' }, taken: true });
  await greeted.round();
  await greeted.round();
  expect(server.taken).toEqual([]);
  expect(await listMails(directory.context, null)).toEqual([]);
});

test('without a mail server there is no mail, and never one for what happened meanwhile', async () => {
  const greeted = new Greeted();
  const { directory, server } = greeted;
  await greeted.users(3, 'Bonn');
  await greeted.unified(RULE);
  await directory.work();
  await greeted.round(directory.context, null);
  await greeted.round();
  expect(server.tries).toBe(0);
  server.answer = () => UNREACHABLE;
  await directory.user({ city: 'Bonn', mail: 'planned@contoso.com' });
  await directory.work();
  await greeted.round();
  expect(await listMails(directory.context, 'waiting')).toHaveLength(1);
  // The server is taken away and set again.
  await greeted.round(directory.context, null);
  await directory.user({ city: 'Bonn', mail: 'between@contoso.com' });
  await directory.work();
  await greeted.round();
  server.answer = () => ({ outcome: { kind: 'accepted' }, taken: true });
  await directory.user({ city: 'Bonn', mail: 'after@contoso.com' });
  await directory.work();
  await greeted.round();
  await greeted.round();
  expect(server.counts).toEqual({ 'after@contoso.com': 1 });
});

test('who left before it was sent gets none; who came back gets one', async () => {
  const greeted = await begun();
  const { directory, server } = greeted;
  await greeted.unified(RULE);
  await directory.work();
  const gone = await directory.user({ city: 'Bonn', mail: 'gone@contoso.com' });
  const back = await directory.user({ city: 'Bonn', mail: 'back@contoso.com' });
  await directory.work();
  server.answer = () => UNREACHABLE;
  await greeted.round();
  await moved(greeted, gone, 'Kiel');
  await moved(greeted, back, 'Kiel');
  await moved(greeted, back, 'Bonn');
  server.answer = () => ({ outcome: { kind: 'accepted' }, taken: true });
  await greeted.round();
  await greeted.round();
  expect(server.counts).toEqual({ 'back@contoso.com': 1 });
});

test('who is removed by hand and added again is a member anew', async () => {
  const greeted = await begun();
  const { directory, server } = greeted;
  const group = await greeted.unified(null);
  const user = await directory.user({ mail: 'twice@contoso.com' });
  await addMembers(directory.context, group, [user]);
  await greeted.round();
  await removeMember(directory.context, group, user);
  await addMembers(directory.context, group, [user]);
  await greeted.round();
  expect(server.counts).toEqual({ 'twice@contoso.com': 2 });
  expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(2);
});

test('each in his language, the others in the one that is set', async () => {
  const greeted = await begun({ language: 'ru-RU' });
  const { directory, server } = greeted;
  await greeted.unified(RULE, { displayName: 'Vendas' });
  for (const preferredLanguage of ['pt-BR', 'pt', 'en-GB', 'ru-RU', 'fi-FI'])
    await directory.user({
      city: 'Bonn',
      mail: `${preferredLanguage}@contoso.com`,
      preferredLanguage,
    });
  await directory.user({ city: 'Bonn', mail: 'none@contoso.com' });
  await directory.work();
  await greeted.round();
  const languages = server.taken.map(({ to, language }) => [to[0]?.split('@')[0], language]);
  expect(Object.fromEntries(languages)).toEqual({
    'pt-BR': 'pt-BR',
    pt: 'pt-BR',
    'en-GB': 'en',
    'ru-RU': 'ru-RU',
    'fi-FI': 'ru-RU',
    none: 'ru-RU',
  });
  const subjects = new Set(server.taken.map(({ subject }) => subject));
  expect(subjects).toEqual(
    new Set([
      'Boas-vindas ao grupo Vendas',
      'Welcome to the Vendas group',
      'Добро пожаловать в группу «Vendas»',
    ]),
  );
});

test('no more a minute than are set, also by two at once', async () => {
  const greeted = await begun({ perMinute: 10 });
  const { directory, server } = greeted;
  await greeted.users(25, 'Bonn');
  await greeted.unified(RULE);
  await directory.work();
  directory.minutes++;
  const other = directory.instance();
  await Promise.all([
    sendMails(directory.context, greeted.outbox),
    sendMails(other, greeted.outbox),
  ]);
  expect(server.tries).toBeLessThanOrEqual(10);
  expect(server.tries).toBeGreaterThan(5);
  for (let rounds = 0; rounds < 4; rounds++) await greeted.round();
  expect(Object.values(server.counts)).toEqual(Array.from({ length: 25 }, () => 1));
});

test('a server that says later is asked again, later and later; one that says no is not', async () => {
  const greeted = await begun();
  const { directory, server } = greeted;
  await greeted.unified(RULE);
  await directory.user({ city: 'Bonn', mail: 'later@contoso.com' });
  await directory.user({ city: 'Bonn', mail: 'never@contoso.com' });
  await directory.user({ city: 'Bonn', mail: 'doubt@contoso.com' });
  await directory.work();
  server.answer = ({ to: [address = ''] }) =>
    address.startsWith('later') ? DEFERRED : address.startsWith('never') ? REFUSED : LOST_AFTER;
  for (let minutes = 0; minutes < 16; minutes++) await greeted.round();
  // After 0, 1, 3, 7 and 15 minutes, and the others once.
  expect(server.tries).toBe(5 + 1 + 1);
  const shown = (await listMails(directory.context, null)).map(({ status, reason }) => [
    status,
    reason,
  ]);
  expect(shown.sort()).toEqual([
    ['inDoubt', 'Connection closed'],
    ['refused', '550 no'],
    ['waiting', '451 later'],
  ]);
  server.answer = () => ({ outcome: { kind: 'accepted' }, taken: true });
  directory.minutes += 60;
  await greeted.round();
  expect(server.counts).toEqual({ 'doubt@contoso.com': 1, 'later@contoso.com': 1 });
});

test('a group that is deleted greets nobody; another rule only those it brings', async () => {
  const greeted = await begun();
  const { directory, server } = greeted;
  await greeted.users(2, 'Bonn');
  await greeted.users(2, 'Kiel');
  const group = await greeted.unified(RULE);
  const doomed = await greeted.unified('user.city -eq "Kiel"');
  await directory.work();
  await deleteGroup(directory.context, doomed);
  await directory.work();
  await greeted.round();
  await changeGroup(directory.context, group, { rule: 'user.city -in ["Bonn", "Kiel"]' });
  await directory.work();
  await greeted.round();
  expect(server.counts).toEqual({
    'bonn0@contoso.com': 1,
    'bonn1@contoso.com': 1,
    'kiel0@contoso.com': 1,
    'kiel1@contoso.com': 1,
  });
});
