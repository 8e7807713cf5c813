/** host.json, local.settings.json and the environment: what wins, what is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  isDisabled,
  resolveSettings,
  storageConnection,
} from '../../src/local/host/app-settings.ts';
import { readHostSettings, readLocalSettings } from '../../src/local/host/host-settings.ts';
import { readStartSettings } from '../../src/local/start-settings.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'muster-settings-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, content: unknown): void {
  writeFileSync(join(root, name), JSON.stringify(content));
}

describe('host.json', () => {
  test('left empty means the defaults of the real host', () => {
    write('host.json', { version: '2.0' });
    const settings = readHostSettings(root, { AZURE_FUNCTIONS_ENVIRONMENT: 'Development' });
    expect(settings).toMatchObject({
      routePrefix: 'api',
      functionTimeout: undefined,
      queues: {
        batchSize: 16,
        maxDequeueCount: 5,
        maxPollingInterval: 2_000,
        visibilityTimeout: 0,
        messageEncoding: 'base64',
      },
    });
    expect(readHostSettings(root, {}).queues.maxPollingInterval).toBe(60_000);
  });

  test('is followed, and the environment laid over it', () => {
    write('host.json', {
      functionTimeout: '00:10:00',
      extensions: {
        http: { routePrefix: '/' },
        queues: { batchSize: 8, newBatchThreshold: 4, visibilityTimeout: '00:00:05' },
      },
    });
    const settings = readHostSettings(root, {
      AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01.5',
    });
    expect(settings).toMatchObject({
      routePrefix: '',
      functionTimeout: 600_000,
      queues: { batchSize: 8, newBatchThreshold: 4, visibilityTimeout: 1_500 },
    });
  });

  test.each([
    [{ extensions: { queues: { batchSize: 33 } } }, 'between 1 and 32'],
    [{ extensions: { queues: { maxPollingInterval: 'soon' } } }, 'has to look like "00:00:05"'],
    [{ extensions: { queues: { messageEncoding: 'hex' } } }, '"base64" or "none"'],
  ])('%j is refused with a sentence', (content, message) => {
    write('host.json', content);
    expect(() => readHostSettings(root, {})).toThrow(message);
  });

  test('has to be there and to be JSON', () => {
    expect(() => readHostSettings(root, {})).toThrow('There is no host.json');
    writeFileSync(join(root, 'host.json'), '{');
    expect(() => readHostSettings(root, {})).toThrow('is not valid JSON');
  });
});

test('local.settings.json gives values and a port, and may be missing', () => {
  expect(readLocalSettings(root)).toEqual({ values: {}, port: undefined });
  write('local.settings.json', { Values: { A: 1 }, Host: { LocalHttpPort: 7100 } });
  expect(readLocalSettings(root)).toEqual({ values: { A: '1' }, port: 7100 });
  write('local.settings.json', { IsEncrypted: true });
  expect(() => readLocalSettings(root)).toThrow('is encrypted');
});

test('PORT and MUSTER_DATA: the environment, then local.settings.json, then the defaults', () => {
  expect(readStartSettings(root, {})).toEqual({ port: 7071, dataFolder: join(root, '.muster') });
  write('local.settings.json', { Values: { MUSTER_DATA: 'kept' }, Host: { LocalHttpPort: 7100 } });
  expect(readStartSettings(root, {})).toEqual({ port: 7100, dataFolder: join(root, 'kept') });
  const given = { PORT: '8000', MUSTER_DATA: '/elsewhere' };
  expect(readStartSettings(root, given)).toEqual({ port: 8000, dataFolder: '/elsewhere' });
  expect(() => readStartSettings(root, { PORT: 'http' })).toThrow('PORT is "http"');
});

test('%Setting% is replaced, and missed by its name', () => {
  expect(resolveSettings('a-%X%-b', { X: '1' })).toBe('a-1-b');
  expect(() => resolveSettings('%X%', {})).toThrow('set X');
});

test('a connection is a setting, with or without the prefix of the host', () => {
  expect(storageConnection(undefined, { AzureWebJobsStorage: 'a' })).toBe('a');
  expect(storageConnection('Other', { AzureWebJobsOther: 'b' })).toBe('b');
  expect(() => storageConnection('Other', {})).toThrow("'Other' is not set");
});

test('a function is switched off by its setting', () => {
  expect(isDisabled('work', { 'AzureWebJobs.work.Disabled': 'True' })).toBe(true);
  expect(isDisabled('work', { AzureWebJobs__work__Disabled: '1' })).toBe(true);
  expect(isDisabled('work', { 'AzureWebJobs.work.Disabled': 'false' })).toBe(false);
});
