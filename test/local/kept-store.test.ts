/** The Azurite that keeps a data folder: found again, closed with its data saved, and why it may not open. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueueClient } from '@azure/storage-queue';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { claimDataFolder } from '../../src/local/data-folder.ts';
import { checkPort } from '../../src/local/free-port.ts';
import {
  type KeptStore,
  type KeptStoreOptions,
  openKeptStore,
} from '../../src/local/kept-store.ts';
import { freePort } from '../support/local-host.ts';

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'muster-store-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

/** A store that does not outlive the test, however that ends. */
async function openStore(options: KeptStoreOptions): Promise<KeptStore> {
  const store = await openKeptStore(options);
  onTestFinished(() => store.stop());
  return store;
}

test('a store that runs is used again, and keeps its data when it is closed', async () => {
  const first = await openStore({ dataFolder });
  await new QueueClient(first.connectionString, 'kept').create();
  const again = await openStore({ dataFolder });
  expect([first.reused, again.reused, again.pid]).toEqual([false, true, first.pid]);
  await again.stop();

  const reopened = await openStore({ dataFolder });
  expect([reopened.reused, reopened.pid === first.pid]).toEqual([false, false]);
  expect(await new QueueClient(reopened.connectionString, 'kept').exists()).toBe(true);
});

test('a record of a process that is something else by now is not believed', async () => {
  writeFileSync(join(dataFolder, 'azurite.json'), JSON.stringify({ pid: process.pid }));
  const port = await freePort();
  writeFileSync(
    join(dataFolder, 'azurite.log'),
    ['Blob', 'Queue', 'Table']
      .map(
        (name) => `Azurite ${name} service is successfully listening at http://127.0.0.1:${port}`,
      )
      .join('\n'),
  );
  const store = await openStore({ dataFolder });
  expect(store.reused).toBe(false);
});

test('a store that can not be read is named, with what to do', async () => {
  mkdirSync(join(dataFolder, 'azurite'));
  writeFileSync(join(dataFolder, 'azurite', '__azurite_db_table__.json'), '{"half":');
  await expect(openKeptStore({ dataFolder })).rejects.toThrow(/can't open .*azurite.*delete it/s);
});

test('ports that another program has are named', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const ports = { blob: 0, queue: port, table: 0 };
  await expect(openKeptStore({ dataFolder, ports })).rejects.toThrow(`needs port ${port}`);
  await expect(checkPort(port)).rejects.toThrow(`Port ${port} is in use`);
});

test('a data folder belongs to one process at a time', () => {
  writeFileSync(join(dataFolder, 'start.pid'), String(process.ppid));
  expect(() => claimDataFolder(dataFolder)).toThrow(`process ${process.ppid}`);
  rmSync(join(dataFolder, 'start.pid'));
  writeFileSync(join(dataFolder, 'file'), '');
  expect(() => claimDataFolder(join(dataFolder, 'file'))).toThrow("can't be used");
  const release = claimDataFolder(dataFolder);
  release();
  claimDataFolder(dataFolder)();
});
