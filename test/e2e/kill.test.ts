/** Real processes, killed at the worst moment: nothing acknowledged is lost, nothing is stuck, nobody has to help. */
import { TableClient } from '@azure/data-tables';
import { afterEach, expect, test } from 'vitest';
import { connectionString, DEVELOPMENT_ACCOUNT } from '../../src/local/connection-string.ts';
import { graphClient } from '../support/graph-client.ts';
import { type Home, newHome, type Started } from '../support/npm-start.ts';
import { expectedMembers } from '../support/plain-evaluation.ts';
import { until } from '../support/until.ts';

let cleanUp: (() => Promise<void>) | undefined;

afterEach(async () => {
  await cleanUp?.();
});

/** How many groups storage says are being evaluated. */
async function running(home: Home): Promise<number> {
  try {
    const table = TableClient.fromConnectionString(
      connectionString(home.store().ports, DEVELOPMENT_ACCOUNT),
      'groups',
      { allowInsecureConnection: true },
    );
    let count = 0;
    for await (const _ of table.listEntities({
      queryOptions: { filter: "RowKey eq 'meta' and status eq 'Running'", select: ['RowKey'] },
    }))
      count++;
    return count;
  } catch {
    return 0;
  }
}

async function killWhileRunning(home: Home, started: Started): Promise<void> {
  await until(
    () => running(home),
    (count) => count > 0,
    60,
  );
  await started.end('SIGKILL');
}

function tidy(home: Home): (started: Started) => void {
  return (started) => {
    cleanUp = async () => {
      if (started.process.exitCode === null && started.process.signalCode === null)
        await started.end('SIGINT');
      home.remove();
    };
  };
}

/** Members of every group that is neither paused nor assigned = a plain evaluation of what is in the directory. */
async function expectTrue(home: Home): Promise<void> {
  const client = graphClient(home.url);
  const users = await client.all('/v1.0/users?$select=id&$top=999');
  const devices = await client.all('/v1.0/devices?$select=id&$top=999');
  const existing = new Set([...users, ...devices].map(({ id }) => id));
  const expected = expectedMembers(new Date());
  for (const group of await client.all('/muster/v1/groups')) {
    if (group.displayStatus === 'Update paused') continue;
    const wanted = [...(expected.get(group.displayName) ?? [])].filter((id) => existing.has(id));
    const ids = (await client.all(`/v1.0/groups/${group.id}/members?$select=id&$top=999`)).map(
      ({ id }) => id,
    );
    expect(new Set(ids), group.displayName).toEqual(new Set(wanted));
    if (group.membershipRule !== null)
      expect(group.displayStatus, group.displayName).toBe('Update complete');
  }
}

test('the host killed in the middle of the first evaluation: the next start ends right', async () => {
  const home = await newHome();
  const keep = tidy(home);
  const first = home.start();
  keep(first);
  await killWhileRunning(home, first);
  // Azurite lives on, and says that the kill came in time.
  expect(await running(home)).toBeGreaterThan(0);
  const second = home.start();
  keep(second);
  await second.ready();
  await expectTrue(home);
}, 180_000);

test('everything killed, the store with its last seconds: nothing is stuck, members are what the rules say', async () => {
  const home = await newHome();
  const keep = tidy(home);
  const first = home.start();
  keep(first);
  await until(
    () => running(home),
    (count) => count > 0,
    60,
  );
  process.kill(home.store().pid, 'SIGKILL');
  await first.end('SIGKILL');
  // Intents become the sweeper's business after a minute; the clock is moved instead of waiting for it.
  const second = home.start({ MUSTER_CLOCK_OFFSET_MINUTES: '5' });
  keep(second);
  await second.ready();
  await fetch(`${home.url}/admin/functions/sweepObjects`, { method: 'POST', body: '{}' });
  await until(
    () => intents(home),
    (count) => count === 0,
    60,
  );
  await expectTrue(home);
}, 180_000);

async function intents(home: Home): Promise<number> {
  const table = TableClient.fromConnectionString(
    connectionString(home.store().ports, DEVELOPMENT_ACCOUNT),
    'objects',
    { allowInsecureConnection: true },
  );
  let count = 0;
  for await (const _ of table.listEntities({
    queryOptions: { filter: "RowKey ge 'p:' and RowKey lt 'p;'", select: ['RowKey'] },
  }))
    count++;
  return count;
}
