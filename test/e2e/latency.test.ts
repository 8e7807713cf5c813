/** How soon a change shows in the members of a group; `npm run bench` measures the same at size. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { until } from '../support/until.ts';

const CHANGES = 20;
let app: RunningApp;
let group: string;
let users: string[];

beforeAll(async () => {
  app = await startApp();
  users = [];
  for (let made = 0; made < 2 * CHANGES; made++) users.push(await app.user({ city: 'Bonn' }));
  group = await app.group('user.department -eq "Sales"');
  await succeeded(group);
});

afterAll(() => app.host.stop());

async function succeeded(id: string): Promise<void> {
  await until(
    () => app.get(`/muster/v1/groups/${id}`),
    ({ body }) => body.displayStatus === 'Update complete',
  );
}

/** Seconds, the slowest first. */
async function latencies(some: readonly string[]): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (const user of some) {
    const began = performance.now();
    expect((await app.patch(`/v1.0/users/${user}`, { department: 'Sales' })).status).toBe(204);
    await until(
      () => app.members(group),
      (members) => members.includes(user),
    );
    seconds.push((performance.now() - began) / 1_000);
  }
  return seconds.sort((left, right) => right - left);
}

test('a change shows within five seconds while nothing else is done', async () => {
  const [, nextToSlowest] = await latencies(users.slice(0, CHANGES));
  expect(nextToSlowest).toBeLessThanOrEqual(5);
}, 120_000);

test('a change shows within fifteen seconds while other groups are evaluated', async () => {
  const other = await app.group('user.city -eq "Bonn"');
  await succeeded(other);
  let done = false;
  const editing = async () => {
    for (let made = 0; !done; made++) {
      const membershipRule = `user.city -eq "${made % 2 === 0 ? 'Nowhere' : 'Bonn'}"`;
      await app.patch(`/v1.0/groups/${other}`, { membershipRule });
      await succeeded(other);
    }
    return null;
  };
  const measuring = latencies(users.slice(CHANGES)).finally(() => {
    done = true;
  });
  const [[, nextToSlowest]] = await Promise.all([measuring, editing()]);
  expect(nextToSlowest).toBeLessThanOrEqual(15);
}, 120_000);
