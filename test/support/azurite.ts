/** Storage for a test that nobody else in the run sees: an account of its own in the Azurite of azurite-setup.ts. */
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { connectionString } from '../../src/local/connection-string.ts';
// Declares what is injected.
import type {} from './azurite-setup.ts';

/** A connection string for tables and queues that are empty and stay one's own; each call answers another. */
export function isolatedStorage(): string {
  const { ports, accounts, claims } = inject('azurite');
  const account = accounts.find(({ name }) => claim(join(claims, name)));
  if (!account) throw new Error(`All ${accounts.length} storage accounts of the run are taken.`);
  return connectionString(ports, account);
}

/** Whether this process was the first to make the file: that holds over parallel test files too. */
function claim(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx'));
    return true;
  } catch {
    return false;
  }
}
