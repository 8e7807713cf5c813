/** Before all tests: one Azurite in memory for the whole run, with so many accounts that every test can have its own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type AzuritePorts, startAzuriteProcess } from '../../src/local/azurite-process.ts';
import type { StorageAccount } from '../../src/local/connection-string.ts';

const ACCOUNTS = 600;

export interface SharedAzurite {
  readonly ports: AzuritePorts;
  readonly accounts: readonly StorageAccount[];
  /** Where tests claim accounts, one file each. */
  readonly claims: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    azurite: SharedAzurite;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const claims = mkdtempSync(join(tmpdir(), 'muster-test-'));
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
    name: `muster${index}`,
    key: randomBytes(12).toString('base64'),
  }));
  const azurite = await startAzuriteProcess({
    logFile: join(claims, 'azurite.log'),
    ports: { blob: 0, queue: 0, table: 0 },
    accounts: accounts.map(({ name, key }) => `${name}:${key}`).join(';'),
  });
  project.provide('azurite', { ports: azurite.ports, accounts, claims });
  return async () => {
    const ended = new Promise((resolve) => azurite.process.once('exit', resolve));
    azurite.process.kill('SIGKILL');
    await ended;
    rmSync(claims, { recursive: true, force: true });
  };
}
