/** Azure Tables and Queues, as the emulator has them, keep the same contract over HTTP. */
import { QueueServiceClient } from '@azure/storage-queue';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/storage/azure-connection.ts';
import { AzureQueue } from '../../src/storage/azure-queues.ts';
import { openAzureStorage } from '../../src/storage/azure-storage.ts';
import { AzureTable } from '../../src/storage/azure-tables.ts';
import { createStores } from '../../src/storage/create-stores.ts';
import type { EntityTable } from '../../src/storage/entity-table.ts';
import type { MessageQueue } from '../../src/storage/message-queue.ts';
import { type AnyQueueName, QUEUES, TABLES, type TableName } from '../../src/storage/table-keys.ts';
import { isolatedStorage } from '../support/azurite.ts';
import { until } from '../support/until.ts';
import { describeAlertStore } from './alert-contract.ts';
import { describeAuditStores } from './audit-contract.ts';
import { describeBrakeStores } from './brake-contract.ts';
import { describeEntityTables } from './entity-table-contract.ts';
import { describeFeedStore } from './feed-contract.ts';
import type { Harness } from './harness.ts';
import { describeHistory } from './history-contract.ts';
import { describeIdempotencyStores } from './idempotency-contract.ts';
import { describeImportStores } from './import-contract.ts';
import { describeLargeGroups } from './large-group-contract.ts';
import { describeMailStore } from './mail-contract.ts';
import { describeNameAndListStores } from './name-and-list-contract.ts';
import { describeObjectAndGroupStores } from './object-and-group-contract.ts';
import { describePreviewStores } from './preview-contract.ts';
import { describeRuleAndWorkStores } from './rule-and-work-contract.ts';
import { describeUnreadableRows } from './unreadable-contract.ts';

const ACCOUNT = isolatedStorage();

/**
 * Fresh tables and queues for each test, under names of their own. Each is made when it is used first: a test needs few, and
 * the emulator slows down with every one there is.
 */
async function open(): Promise<Harness> {
  const connection = await connect({ AzureWebJobsStorage: ACCOUNT });
  const mark = `t${opened++}`;
  const tables = new Map(
    TABLES.map((name) => [name, lazyTable(new AzureTable(connection.table(`${mark}${name}`)))]),
  );
  const queues = new Map<AnyQueueName, MessageQueue>(
    QUEUES.map((name) => [name, lazyQueue(new AzureQueue(connection.queue(`${mark}${name}`)))]),
  );
  const table = (name: TableName) => tables.get(name)!;
  const queue = (name: AnyQueueName) =>
    queues.get(name) ?? new AzureQueue(connection.queue(`${mark}${name}`));
  return {
    table,
    instance: () => createStores(table, queue),
    texts: async (name) => ((await queue(name).length()) === 0 ? [] : textsIn(`${mark}${name}`)),
    wait: async (name) => {
      await until(
        () => textsIn(`${mark}${name}`),
        (texts) => texts.length > 0,
      );
    },
  };
}

function lazyTable(table: AzureTable): EntityTable {
  let made: Promise<unknown> | null = null;
  const make = () => {
    made ??= table.ensure();
    return made;
  };
  return {
    get: (key) => make().then(() => table.get(key)),
    query: (query) => make().then(() => table.query(query)),
    transact: (partition, actions) => make().then(() => table.transact(partition, actions)),
  };
}

function lazyQueue(queue: AzureQueue): MessageQueue {
  let made: Promise<unknown> | null = null;
  return {
    send: async (text, delaySeconds) => {
      made ??= queue.ensure();
      await made;
      await queue.send(text, delaySeconds);
    },
    length: () => queue.length(),
  };
}

let opened = 0;

async function textsIn(queue: string): Promise<readonly string[]> {
  const client = QueueServiceClient.fromConnectionString(ACCOUNT);
  const { peekedMessageItems } = await client
    .getQueueClient(queue)
    .peekMessages({ numberOfMessages: 32 });
  return peekedMessageItems.map(({ messageText }) =>
    Buffer.from(messageText, 'base64').toString('utf8'),
  );
}

describe('storage on Azure Tables and Queues', () => {
  describeEntityTables(open);
  describeObjectAndGroupStores(open);
  describeHistory(open);
  describeAlertStore(open);
  describeAuditStores(open);
  describeRuleAndWorkStores(open);
  describeBrakeStores(open);
  describeNameAndListStores(open);
  describeUnreadableRows(open);
  describeLargeGroups(open);
  describeImportStores(open);
  describeIdempotencyStores(open);
  describeFeedStore(open);
  describePreviewStores(open);
  describeMailStore(open);

  it('is there after it was ensured once or several times at once', async () => {
    const storage = await openAzureStorage({ AzureWebJobsStorage: ACCOUNT });
    await Promise.all([storage.ensureStorage(), storage.ensureStorage()]);
    await storage.ensureStorage();
    const stores = createStores(storage.tables, storage.queues);
    expect(await stores.ordinals.next('user')).toBe(0);
    await stores.queues.sendObjects([0]);
    expect(await textsIn('membership-changes')).toEqual(['{"objects":[0]}']);
  });

  it('says which table is missing, and does not take it for an empty one', async () => {
    const connection = await connect({ AzureWebJobsStorage: ACCOUNT });
    const table = new AzureTable(connection.table('missing'));
    const failure = { status: 404, code: 'TableNotFound', name: 'missing' };
    const key = { partition: 'a', row: 'b' };
    await expect(table.get(key)).rejects.toMatchObject({ failure });
    await expect(table.query({})).rejects.toMatchObject({ failure });
    const put = { kind: 'put', row: 'b', properties: {} } as const;
    await expect(table.transact('a', [put])).rejects.toMatchObject({ failure });
    await expect(table.transact('a', [put, { ...put, row: 'c' }])).rejects.toMatchObject({
      failure,
    });
    const queue = new AzureQueue(connection.queue('missing'));
    await expect(queue.send('{}')).rejects.toMatchObject({
      failure: { status: 404, name: 'missing' },
    });
  });

  it('does not take a request that the service refuses for a failed condition', async () => {
    const { table } = await open();
    const replace = { kind: 'replace', row: 'b', properties: {}, etag: 'no ETag' } as const;
    const refused = { name: 'StorageError', failure: { status: 400 } };
    await expect(table('rules').transact('a', [replace])).rejects.toMatchObject(refused);
    const two = [replace, { ...replace, row: 'c' }];
    await expect(table('rules').transact('a', two)).rejects.toMatchObject(refused);
    await expect(table('rules').query({ continuation: 'x' })).rejects.toThrow('rules');
  });

  it('is refused with an error that holds nothing of the key', async () => {
    const wrongKey = Buffer.from('not the key of this account').toString('base64');
    const connectionString = ACCOUNT.replace(/AccountKey=[^;]+/, `AccountKey=${wrongKey}`);
    const { queues } = await openAzureStorage({ AzureWebJobsStorage: connectionString });
    const missing = (await connect({ AzureWebJobsStorage: ACCOUNT })).table('missing');
    const requests = [
      () => new AzureTable(missing).get({ partition: 'a', row: 'b' }),
      () => queues('membership-runs').send('{}'),
    ];
    for (const request of requests) {
      const error = await request().then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({
        name: 'StorageError',
        failure: { status: expect.any(Number) },
      });
      const told = `${error}${(error as Error).stack}${JSON.stringify(error)}`;
      expect(told).not.toMatch(/SharedKey|Signature|AccountKey/);
      expect(told).not.toContain(wrongKey);
      expect((error as Error).cause).toBeUndefined();
    }
  });
});
