import { describe, expect, it } from 'vitest';
import { connect } from '../../src/storage/azure-connection.ts';

const LOCAL =
  'DefaultEndpointsProtocol=http;AccountName=one;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/one;QueueEndpoint=http://127.0.0.1:2/one;';

describe('where storage is', () => {
  const found: readonly (readonly [string, Record<string, string>, string, string])[] = [
    [
      'a connection string',
      {
        AzureWebJobsStorage:
          'DefaultEndpointsProtocol=https;AccountName=one;AccountKey=a2V5;EndpointSuffix=core.windows.net',
      },
      'https://one.table.core.windows.net',
      'https://one.queue.core.windows.net/x',
    ],
    [
      'a connection string of an emulator',
      { AzureWebJobsStorage: LOCAL },
      'http://127.0.0.1:1/one',
      'http://127.0.0.1:2/one/x',
    ],
    [
      'the emulator by its name',
      { AzureWebJobsStorage: 'UseDevelopmentStorage=true' },
      'http://127.0.0.1:10002/devstoreaccount1',
      'http://127.0.0.1:10001/devstoreaccount1/x',
    ],
    [
      'an account for an identity',
      { AzureWebJobsStorage__accountName: 'one' },
      'https://one.table.core.windows.net',
      'https://one.queue.core.windows.net/x',
    ],
    [
      'services for an identity of its own',
      {
        AzureWebJobsStorage__tableServiceUri: 'https://tables.example',
        AzureWebJobsStorage__queueServiceUri: 'https://queues.example',
        AzureWebJobsStorage__credential: 'managedidentity',
        AzureWebJobsStorage__clientId: '00000000-0000-0000-0000-000000000001',
      },
      'https://tables.example',
      'https://queues.example/x',
    ],
  ];
  it.each(found)('is found from %s', async (_, settings, tableUri, queueUri) => {
    const connection = await connect(settings);
    expect(connection.table('x').url.replace(/\/$/, '')).toBe(tableUri);
    expect(connection.queue('x').url).toBe(queueUri);
  });

  const refused: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['nothing is set', {}, /Set AzureWebJobsStorage/],
    ['it is empty', { AzureWebJobsStorage: '' }, /Set AzureWebJobsStorage/],
    [
      'only one service is named',
      { AzureWebJobsStorage__tableServiceUri: 'https://tables.example' },
      /AzureWebJobsStorage__queueServiceUri/,
    ],
    ['it is no connection string', { AzureWebJobsStorage: 'a2V5' }, /no connection string/],
    [
      'a key would go over the network in the open',
      { AzureWebJobsStorage: LOCAL.replaceAll('127.0.0.1', 'storage.example') },
      /storage\.example:1 over http/,
    ],
    [
      'a token would go over the network in the open',
      {
        AzureWebJobsStorage__tableServiceUri: 'https://tables.example',
        AzureWebJobsStorage__queueServiceUri: 'http://queues.example',
      },
      /queues\.example over http/,
    ],
  ];
  it.each(refused)('is refused when %s', async (_, settings, message) => {
    const refusal = connect(settings);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.not.toThrow(/a2V5/);
    await expect(refusal).rejects.toMatchObject({ name: 'StorageSettingsError' });
  });
});
