/** How a host ends, and why it may not start. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type LocalHostOptions, startLocalHost } from '../../src/local/host/local-host.ts';
import { isolatedStorage } from '../support/azurite.ts';
import { door, recorded } from './fixtures/recorded.ts';

const options: LocalHostOptions = {
  root: join(import.meta.dirname, 'fixtures'),
  entryFiles: ['functions/*.ts'],
  port: 0,
  environment: { AzureWebJobsStorage: isolatedStorage(), RELAY_QUEUE: 'relayed' },
};

test('a request in work is answered before the host ends, and nothing after', async () => {
  const host = await startLocalHost(options);
  const waiting = fetch(`${host.url}/waits`);
  await fetch(`${host.url}/items/1`);
  const stopped = host.stop();
  door.open();
  expect(await (await waiting).text()).toBe('done');
  await stopped;
  expect(recorded.terminated).toBe(1);
  await expect(fetch(`${host.url}/items/1`)).rejects.toThrow();
});

test('a host can be started again in the same process', async () => {
  const host = await startLocalHost(options);
  expect((await fetch(`${host.url}/items/7`)).status).toBe(200);
  await host.stop();
});

test('a port in use is named', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(startLocalHost({ ...options, port })).rejects.toThrow(`Port ${port} is in use`);
});

test('a missing build is named', async () => {
  const missing = startLocalHost({ ...options, entryFiles: ['dist/functions/*.js'] });
  await expect(missing).rejects.toThrow('npm run build');
});
