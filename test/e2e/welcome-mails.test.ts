/**
 * Welcome mails through a real mail server, while that fails in every way and workers are killed in between: nobody gets two,
 * all but those in doubt get one, and those in doubt are listed.
 */
import { afterAll, expect, test } from 'vitest';
import { isolatedStorage } from '../support/azurite.ts';
import { inLanes } from '../support/in-lanes.ts';
import { type MailServer, type Manner, startMailServer } from '../support/mail-server.ts';
import { newGroup, newUser } from '../support/new-objects.ts';
import { until } from '../support/until.ts';
import { startWorker, type WorkerProcess } from '../support/worker-process.ts';

const PEOPLE = 500;
const LATE = 20;
const KILLS = 4;
const LANGUAGES = ['pt-BR', 'ru-RU', 'en-US', null] as const;
const RULE = 'user.department -eq "Sales"';

const connection = isolatedStorage();
const alive: WorkerProcess[] = [];
let server: MailServer;

afterAll(async () => {
  for (const worker of alive) await worker.kill().catch(() => undefined);
  await server.stop();
});

async function start(minutes = 0): Promise<WorkerProcess> {
  const worker = await startWorker(connection, {
    MUSTER_SMTP_URL: server.url,
    MUSTER_MAIL_FROM: 'Groups <groups@contoso.com>',
    MUSTER_MAIL_RATE: '100000',
    MUSTER_CLOCK_OFFSET_MINUTES: String(minutes),
    MUSTER_LOG_LEVEL: 'none',
  });
  alive.push(worker);
  return worker;
}

async function stop(worker: WorkerProcess): Promise<void> {
  alive.splice(alive.indexOf(worker), 1);
  await worker.kill();
}

/** The n-th try of somebody, as chance (the same each time) has it. */
function mannerOf(to: string, tries: number): Manner {
  const number = Number(/\d+/.exec(to)?.[0] ?? 0);
  const draw = (number * 7 + tries * 13) % 40;
  if (draw < 3) return 'laterAtRecipient';
  if (draw < 5) return 'laterAfterData';
  if (draw === 5) return 'dieInData';
  if (draw === 6) return 'takeAndDie';
  return 'take';
}

function user(made: number): Record<string, unknown> {
  const name = `person${made}`;
  const preferredLanguage = LANGUAGES[made % LANGUAGES.length];
  return { ...newUser(name), mail: `${name}@contoso.com`, department: 'Sales', preferredLanguage };
}

async function unified(worker: WorkerProcess, name: string, more = {}): Promise<string> {
  const { status, body } = await worker.post('/v1.0/groups', {
    ...newGroup(name, RULE),
    groupTypes: ['Unified', 'DynamicMembership'],
    mailEnabled: true,
    ...more,
  });
  expect(status).toBe(201);
  return body.id;
}

async function mailsOf(worker: WorkerProcess, status: string): Promise<readonly string[]> {
  const mails = await worker.all(`/muster/v1/mails?status=${status}`);
  return mails.map(({ userId }: { userId: string }) => userId);
}

test('500 members, a failing server, killed workers', { timeout: 600_000 }, async () => {
  server = await startMailServer();
  const tries = new Map<string, number>();
  server.manner = (to) => {
    tries.set(to, (tries.get(to) ?? 0) + 1);
    return mannerOf(to, tries.get(to) ?? 0);
  };
  let worker = await start();
  await worker.fire('sendMails');
  await until(
    () => worker.get('/muster/v1/mails'),
    ({ body }) => body.value.length === 0,
  );
  const ids = new Map<string, string>();
  const hire = (from: number, through: number) =>
    inLanes(
      Array.from({ length: through - from }, (_, at) => from + at),
      8,
      async (made) => {
        const { body } = await worker.post('/v1.0/users', user(made));
        ids.set(body.id, `person${made}@contoso.com`);
      },
    );
  // Most become members by a run, the others by changes.
  await hire(0, PEOPLE - LATE);
  const greeting = await unified(worker, 'greeting');
  const off = { resourceBehaviorOptions: ['WelcomeEmailDisabled'] };
  const silent = await unified(worker, 'silent', off);
  expect((await worker.get(`/muster/v1/groups/${silent}`)).body.welcomeMail).toBe(false);
  await worker.post('/v1.0/groups', newGroup('security', RULE));
  await hire(PEOPLE - LATE, PEOPLE);
  for (const group of [greeting, silent])
    await until(
      () => worker.get(`/muster/v1/groups/${group}`),
      ({ body }) => body.memberCount === PEOPLE,
      120,
    );

  for (let kills = 1; kills <= KILLS; kills++) {
    // Two at once; the older is killed in the middle.
    const other = await start(kills);
    const before = server.received.length;
    await Promise.all([worker.fire('sendMails'), other.fire('sendMails')]);
    await until(
      async () => server.received.length,
      (received) => received > Math.min(before + 20, PEOPLE * 0.8),
      60,
    );
    if (kills === 3) {
      const { port, received } = server;
      await server.stop();
      // Nobody listens for a while.
      await worker.fire('sendMails');
      await other.fire('sendMails');
      const manner = server.manner;
      const anew = await startMailServer(port, [...received]);
      anew.manner = manner;
      server = anew;
    }
    await stop(worker);
    worker = other;
  }

  await stop(worker);
  // The server is well again, and so much later that whoever was told "later" is tried again.
  server.manner = () => 'take';
  worker = await start(180);
  // Until everybody has one or is in doubt; that nothing waits is true between two lots of them, too.
  await until(
    async () => {
      await worker.fire('sendMails');
      const open = [...(await mailsOf(worker, 'waiting')), ...(await mailsOf(worker, 'sending'))];
      const inDoubt = (await mailsOf(worker, 'inDoubt')).map((id) => ids.get(id));
      const known = new Set([...inDoubt, ...server.received.flatMap(({ to }) => to)]);
      return { open: open.length, known: known.size };
    },
    ({ open, known }) => open === 0 && known === PEOPLE,
    180,
  );
  const counts = new Map<string, number>();
  for (const { to, raw } of server.received) {
    const [address = ''] = to;
    counts.set(address, (counts.get(address) ?? 0) + 1);
    expect(raw).toContain(`<welcome.${greeting}.`);
    const made = Number(/\d+/.exec(address)?.[0]);
    const language = LANGUAGES[made % LANGUAGES.length];
    const expected = language === 'en-US' || language === null ? 'en' : language;
    expect(raw).toContain(`Content-Language: ${expected}`);
  }
  expect([...counts].filter(([, count]) => count > 1)).toEqual([]);
  const inDoubt = (await mailsOf(worker, 'inDoubt')).map((id) => ids.get(id) ?? id);
  const without = [...ids.values()].filter((address) => !counts.has(address));
  expect(inDoubt).toEqual(expect.arrayContaining(without));
  expect(inDoubt.length).toBeLessThan(PEOPLE / 5);
  const sure = [...ids.values()].filter((address) => !inDoubt.includes(address));
  expect(sure.filter((address) => counts.get(address) !== 1)).toEqual([]);
  process.stdout.write(
    `${counts.size} mails, ${inDoubt.length} in doubt (${without.length} of them without), ${KILLS + 1} workers killed\n`,
  );
});
