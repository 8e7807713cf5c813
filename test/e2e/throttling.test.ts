/**
 * A hundred clients ask together for three times what they may: most of them come again whether or not they are told to
 * wait, some obey. The server answers all, fails none, and goes on with its own work.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAzureStorage } from '../../src/storage/azure-storage.ts';
import { createStores } from '../../src/storage/create-stores.ts';
import { isolatedStorage } from '../support/azurite.ts';
import type { Answer } from '../support/graph-client.ts';
import { newGroup, newUser } from '../support/new-objects.ts';
import { until } from '../support/until.ts';
import { startWorker, type WorkerProcess } from '../support/worker-process.ts';

const SECONDS = 30;
/** Units a second. */
const LIMIT = 60;
const RUDE = 80;
const OBEDIENT = 16;
const PROBES = 4;
/** Milliseconds from one request of a rude client to its next: with what each costs, twice the limit and a half together. */
const PACE = 720;
const TASKS = 10;

const storage = isolatedStorage();
let server: WorkerProcess;
let group: string;
let users: string[];
/** Everything that was answered. */
const answers: {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly units: number;
}[] = [];
let ends = 0;

beforeAll(async () => {
  server = await startWorker(storage);
  users = [];
  for (let made = 0; made < RUDE + OBEDIENT + 60; made++) users.push(await createUser(made));
  const { body } = await server.post(
    '/v1.0/groups',
    newGroup('Sales', 'user.department -eq "Sales"'),
  );
  group = body.id;
  await until(
    () => server.get(`/muster/v1/groups/${group}`),
    ({ body: overview }) => overview.displayStatus === 'Update complete',
  );
  await server.kill();
  server = await startWorker(storage, {
    MUSTER_REQUESTS_PER_SECOND: String(LIMIT),
    MUSTER_REQUESTS_BURST: String(LIMIT),
  });
}, 120_000);

afterAll(() => server.kill());

async function createUser(number: number): Promise<string> {
  const { body } = await server.post('/v1.0/users', newUser(`user${number}`));
  return body.id;
}

/** What a client asks for, and the units it costs (docs/limits.md). */
interface Task {
  readonly units: number;
  readonly send: () => Promise<Answer>;
}

function taskFor(user: string, number: number): Task {
  if (number % 10 === 9) return { units: 3, send: () => server.get('/v1.0/users?$top=5') };
  if (number % 10 < 7) return { units: 1, send: () => server.get(`/v1.0/users/${user}`) };
  const jobTitle = `Title ${number}`;
  return { units: 2, send: () => server.patch(`/v1.0/users/${user}`, { jobTitle }) };
}

async function ask({ units, send }: Task): Promise<Answer> {
  const answer = await send();
  const { status, headers } = answer;
  answers.push({ status, retryAfter: headers.get('retry-after'), units });
  return answer;
}

/** Comes back after the time it is told, until it is served. */
async function askPatiently(task: Task): Promise<Answer> {
  for (;;) {
    const answer = await ask(task);
    if (answer.status !== 429) return answer;
    await wait(Number(answer.headers.get('retry-after')) * 1_000);
  }
}

async function rudely(user: string, at: number): Promise<void> {
  await wait((at / RUDE) * PACE);
  const sent: Promise<unknown>[] = [];
  for (let number = at; Date.now() < ends; number++) {
    sent.push(ask(taskFor(user, number)));
    await wait(PACE);
  }
  await Promise.all(sent);
}

/** Writes so many titles, one after another; answers the last one. */
async function obediently(user: string): Promise<number> {
  let done = 0;
  for (; done < TASKS; done++) {
    const jobTitle = `Task ${done}`;
    const send = () => server.patch(`/v1.0/users/${user}`, { jobTitle });
    expect((await askPatiently({ units: 2, send })).status).toBe(204);
  }
  return done;
}

/** Lets users join the group, and measures from the answer to when everybody can see them in it; seconds. */
async function joining(some: readonly string[]): Promise<readonly number[]> {
  const { tables, queues } = await openAzureStorage({ AzureWebJobsStorage: storage });
  const { groups, lookups } = createStores(tables, queues);
  const seconds: number[] = [];
  for (const user of some) {
    if (Date.now() > ends) break;
    const send = () => server.patch(`/v1.0/users/${user}`, { department: 'Sales' });
    expect((await askPatiently({ units: 2, send })).status).toBe(204);
    const began = performance.now();
    const { value: ordinal } = (await lookups.read('id', user)) ?? { value: -1 };
    await until(
      async () => (await groups.read(group))?.members.has(ordinal) ?? false,
      (isMember) => isMember,
      60,
    );
    seconds.push((performance.now() - began) / 1_000);
  }
  return seconds;
}

test('100 clients at three times the limit: 429s, no failure, who obeys is done, changes show', async () => {
  const began = Date.now();
  ends = began + SECONDS * 1_000;
  const rude = users.slice(0, RUDE).map(rudely);
  const obedient = users.slice(RUDE, RUDE + OBEDIENT);
  const probes = Array.from({ length: PROBES }, (_, at) =>
    joining(users.slice(RUDE + OBEDIENT).filter((_user, place) => place % PROBES === at)),
  );
  const [done, seconds] = await Promise.all([
    Promise.all(obedient.map(obediently)),
    Promise.all(probes),
    Promise.all(rude),
  ]);
  const elapsed = (Date.now() - began) / 1_000;

  const unitsOf = (wanted: (status: number) => boolean) =>
    answers.filter(({ status }) => wanted(status)).reduce((sum, { units }) => sum + units, 0);
  const refused = answers.filter(({ status }) => status === 429);
  const visible = seconds.flat().sort((left, right) => left - right);
  const p95 = visible[Math.ceil(visible.length * 0.95) - 1] ?? 0;
  process.stdout.write(
    `${answers.length} requests in ${elapsed.toFixed(0)} s, ${refused.length} of them 429; ` +
      `asked for ${Math.round(unitsOf(() => true) / elapsed)} units a second, got ` +
      `${Math.round(unitsOf((status) => status !== 429) / elapsed)} of ${LIMIT}; ` +
      `${visible.length} changes visible after ${visible[Math.floor(visible.length / 2)]?.toFixed(1)} s, p95 ${p95.toFixed(1)} s\n`,
  );

  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  expect(refused.length).toBeGreaterThan(answers.length / 3);
  for (const { retryAfter } of refused) expect(retryAfter).toMatch(/^[1-9]\d?$/);
  const most = LIMIT * (elapsed + 1) + 3;
  expect(unitsOf((status) => status !== 429)).toBeLessThanOrEqual(most);
  expect(done).toEqual(Array(OBEDIENT).fill(TASKS));
  expect(visible.length).toBeGreaterThanOrEqual(PROBES);
  expect(p95).toBeLessThanOrEqual(15);
  for (const user of obedient) {
    const send = () => server.get(`/v1.0/users/${user}?$select=jobTitle`);
    expect((await askPatiently({ units: 1, send })).body.jobTitle).toBe(`Task ${TASKS - 1}`);
  }
}, 180_000);
