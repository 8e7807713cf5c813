/**
 * How the storage account is found: the settings of `AzureWebJobsStorage` as the Functions host reads them, a connection
 * string or the forms for an identity, so that host and application always use the same account.
 */
import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { QueueServiceClient } from '@azure/storage-queue';

type Settings = Readonly<Record<string, string | undefined>>;

const NAME = 'AzureWebJobsStorage';

/** Makes clients for the tables and queues of one account. */
export interface AzureConnection {
  table(name: string): TableClient;
  queue(name: string): ReturnType<QueueServiceClient['getQueueClient']>;
}

/** Thrown at start, when the settings do not say where storage is. */
class StorageSettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StorageSettingsError';
  }
}

/** Throws StorageSettingsError. No request is made. */
export async function connect(settings: Settings): Promise<AzureConnection> {
  const connectionString = settings[NAME];
  if (connectionString !== undefined && connectionString !== '')
    return connectByString(connectionString);
  const table = serviceUri(settings, 'table');
  const queue = serviceUri(settings, 'queue');
  if (table === null || queue === null) {
    throw new StorageSettingsError(
      `Set ${NAME} to a connection string, or ${NAME}__accountName, or ${NAME}__tableServiceUri and ${NAME}__queueServiceUri.`,
    );
  }
  for (const uri of [table, queue]) refuseOpenHttp(uri);
  const credential = await credentialOf(settings);
  const queues = new QueueServiceClient(queue, credential);
  const allowInsecureConnection = isLoopback(table);
  return {
    table: (name) => new TableClient(table, name, credential, { allowInsecureConnection }),
    queue: (name) => queues.getQueueClient(name),
  };
}

function connectByString(connectionString: string): AzureConnection {
  const uris = connectionString.match(/https?:\/\/[^;]+/gi) ?? [];
  for (const uri of uris) refuseOpenHttp(uri);
  const local = /UseDevelopmentStorage=true/i.test(connectionString) || uris.some(isLoopback);
  const queues = queuesByString(connectionString);
  return {
    table: (name) => {
      const options = { allowInsecureConnection: local };
      const client = TableClient.fromConnectionString(connectionString, name, options);
      if (local) escapeBodies(client);
      return client;
    },
    queue: (name) => queues.getQueueClient(name),
  };
}

function queuesByString(connectionString: string): QueueServiceClient {
  try {
    return QueueServiceClient.fromConnectionString(connectionString);
  } catch {
    // What the SDK says may quote it.
    throw new StorageSettingsError(`${NAME} is no connection string of a storage account.`);
  }
}

/**
 * The emulator decodes a long request piece by piece and breaks a character that lies across two pieces. JSON may be
 * written in ASCII throughout: then there is none.
 */
function escapeBodies(client: TableClient): void {
  client.pipeline.addPolicy({
    name: 'asciiBodies',
    sendRequest: (request, next) => {
      if (typeof request.body === 'string') {
        request.body = request.body.replace(/[\u0080-\uffff]/g, escapeUnit);
        request.headers.set('Content-Length', request.body.length);
      }
      return next(request);
    },
  });
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function serviceUri(settings: Settings, service: 'table' | 'queue'): string | null {
  const uri = settings[`${NAME}__${service}ServiceUri`];
  if (uri !== undefined && uri !== '') return uri;
  const account = settings[`${NAME}__accountName`];
  return account === undefined || account === ''
    ? null
    : `https://${account}.${service}.core.windows.net`;
}

/** An emulator on this machine may be asked over http; anything else would send what authorises us in the open. */
function refuseOpenHttp(uri: string): void {
  if (uri.toLowerCase().startsWith('http:') && !isLoopback(uri))
    throw new StorageSettingsError(`${NAME} names ${new URL(uri).host} over http; use https.`);
}

function isLoopback(uri: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(uri).hostname);
}

/** Loaded only where it is needed: it is the slowest part of a cold start. */
async function credentialOf(settings: Settings): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  const clientId = settings[`${NAME}__clientId`];
  if (clientId !== undefined && clientId !== '') return new ManagedIdentityCredential({ clientId });
  const managed = settings[`${NAME}__credential`]?.toLowerCase() === 'managedidentity';
  return managed ? new ManagedIdentityCredential() : new DefaultAzureCredential();
}
