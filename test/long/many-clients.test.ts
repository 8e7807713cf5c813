/**
 * A hundred clients ask as fast as they are answered, without a limit a caller: what the processor's share is worth, for
 * several numbers of requests that are worked on at once (MUSTER_REQUESTS_AT_ONCE).
 */
import { expect, test } from 'vitest';
import { openAzureStorage } from '../../src/storage/azure-storage.ts';
import { createStores } from '../../src/storage/create-stores.ts';
import { isolatedStorage } from '../support/azurite.ts';
import { newGroup, newUser } from '../support/new-objects.ts';
import { until } from '../support/until.ts';
import { startWorker, type WorkerProcess } from '../support/worker-process.ts';

const CLIENTS = 100;
const PROBES = 20;
const MILLISECONDS = 12_000;

async function createUser(server: WorkerProcess, number: number): Promise<string> {
  const { body } = await server.post('/v1.0/users', newUser(`user${number}`));
  return body.id;
}

async function createGroup(server: WorkerProcess): Promise<string> {
  const { body } = await server.post(
    '/v1.0/groups',
    newGroup('Sales', 'user.department -eq "Sales"'),
  );
  await until(
    () => server.get(`/muster/v1/groups/${body.id}`),
    (overview) => overview.body.displayStatus === 'Update complete',
  );
  return body.id;
}

test.each(['8', '16', '32', '10000'])(
  '%s at once: changes show all the same',
  async (atOnce) => {
    const storage = isolatedStorage();
    const server = await startWorker(storage, { MUSTER_REQUESTS_AT_ONCE: atOnce });
    const users: string[] = [];
    for (let made = 0; made < CLIENTS + PROBES; made++) users.push(await createUser(server, made));
    const group = await createGroup(server);
    const ends = Date.now() + MILLISECONDS;
    const statuses = new Map<number, number>();

    const load = async (user: string): Promise<void> => {
      for (let number = 0; Date.now() < ends; number++) {
        const path = `/v1.0/users/${user}`;
        const send = [
          () => server.patch(path, { jobTitle: `Title ${number}` }),
          () => server.get('/v1.0/users?$top=100'),
          () => server.get(path),
        ][number % 3];
        const status = (await send?.())?.status ?? 0;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const { tables, queues } = await openAzureStorage({ AzureWebJobsStorage: storage });
    const { groups, lookups } = createStores(tables, queues);
    const seconds: number[] = [];
    const probe = async (): Promise<void> => {
      for (const user of users.slice(CLIENTS)) {
        if (Date.now() > ends) return;
        await until(
          () => server.patch(`/v1.0/users/${user}`, { department: 'Sales' }),
          ({ status }) => status === 204,
        );
        const began = performance.now();
        const ordinal = (await lookups.read('id', user))?.value ?? -1;
        await until(
          async () => (await groups.read(group))?.members.has(ordinal) ?? false,
          (isMember) => isMember,
          60,
        );
        seconds.push((performance.now() - began) / 1_000);
      }
    };
    await Promise.all([...users.slice(0, CLIENTS).map(load), probe()]);
    await server.kill();

    const slowest = Math.max(...seconds);
    const told = [...statuses].sort().map(([status, count]) => `${status}: ${count}`);
    process.stdout.write(
      `${atOnce} at once: ${told.join(', ')}; ${seconds.length} changes visible within ${slowest.toFixed(1)} s\n`,
    );
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    expect(seconds.length).toBeGreaterThan(0);
    expect(slowest).toBeLessThanOrEqual(15);
  },
  180_000,
);
