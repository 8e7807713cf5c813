/** The whole application on the local host, over real HTTP, with storage of its own: what end-to-end tests start from. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  type LocalHost,
  type LocalHostOptions,
  startLocalHost,
} from '../../src/local/host/local-host.ts';
import { isolatedStorage } from './azurite.ts';

export interface TestHost extends LocalHost {
  /** The connection string of its storage. */
  readonly storage: string;
}

export interface TestHostOptions extends Partial<LocalHostOptions> {
  /** A storage that is there already, for a second start on the same data. */
  readonly storage?: string;
}

/**
 * Starts the sources of functions/ with MUSTER_LOCAL on. Retries and polling are faster than in host.json; `environment`
 * wins over all of it. One host at a time in a test file: functions register once a process.
 */
export async function startTestHost(options: TestHostOptions = {}): Promise<TestHost> {
  const storage = options.storage ?? isolatedStorage();
  const port = options.port || (await freePort());
  const host = await startLocalHost({
    root: join(import.meta.dirname, '..', '..'),
    entryFiles: ['functions/*.ts'],
    ...options,
    port,
    environment: {
      AzureWebJobsStorage: storage,
      MUSTER_LOCAL: 'true',
      MUSTER_PUBLIC_URL: `http://127.0.0.1:${port}`,
      AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.100',
      AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01',
      ...options.environment,
    },
  });
  return { ...host, storage };
}

/** A port that nobody listens on, for what has to know its port before it listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
