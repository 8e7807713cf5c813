/** The one app of a process, made when the first function is called: the host loads the functions long before that. */
import { openAzureStorage } from '../storage/azure-storage.ts';
import { createStores } from '../storage/create-stores.ts';
import { type StorageRequest, watchQueue, watchTable } from '../storage/watched-storage.ts';
import { createInstruments, type Instruments } from '../telemetry/instruments.ts';
import { type App, createApp } from './create-app.ts';
import { offsetClock } from './offset-clock.ts';
import { readSettings, type Settings } from './settings.ts';

interface Built {
  readonly app: App;
  readonly ensureStorage: () => Promise<void>;
}

let settings: Settings | null = null;
let built: Promise<Built> | null = null;
let running: Promise<App> | null = null;

/** The app, with its tables and queues made sure of. When that failed the next call tries again. */
export function runningApp(): Promise<App> {
  running ??= start().catch((error: unknown) => {
    running = null;
    throw error;
  });
  return running;
}

/** The app, whether or not storage can be reached: to ask it why not. */
export async function builtApp(): Promise<App> {
  built ??= build().catch((error: unknown) => {
    built = null;
    throw error;
  });
  return (await built).app;
}

/** The settings of the process. Throws SettingsError. */
export function runningSettings(): Settings {
  settings ??= readSettings(process.env);
  return settings;
}

async function start(): Promise<App> {
  const app = await builtApp();
  await (await built)?.ensureStorage();
  return app;
}

async function build(): Promise<Built> {
  const settings = runningSettings();
  const storage = await openAzureStorage(process.env);
  const instruments = createInstruments();
  const watch = { told: tellTo(instruments), elapsed: () => performance.now() };
  const stores = createStores(
    (name) => watchTable(name, storage.tables(name), watch),
    (name) => watchQueue(name, storage.queues(name), watch),
  );
  const app = createApp({ settings, stores, clock: offsetClock(process.env), instruments });
  return { app, ensureStorage: storage.ensureStorage };
}

function tellTo({ storageRequests, storageSeconds }: Instruments) {
  return ({ resource, verb, result, seconds }: StorageRequest): void => {
    storageRequests.add(1, resource, verb, result);
    storageSeconds.observe(seconds, resource, verb);
  };
}
