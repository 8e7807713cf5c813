/** The one app of a process, made when the first function is called: the host loads the functions long before that. */
import { openAzureStorage } from '../storage/azure-storage.ts';
import { createStores } from '../storage/create-stores.ts';
import { type App, createApp } from './create-app.ts';
import { offsetClock } from './offset-clock.ts';
import { readSettings } from './settings.ts';

let running: Promise<App> | null = null;

/** The app, with its tables and queues made sure of. When that failed the next call tries again. */
export function runningApp(): Promise<App> {
  running ??= start().catch((error: unknown) => {
    running = null;
    throw error;
  });
  return running;
}

async function start(): Promise<App> {
  const settings = readSettings(process.env);
  const storage = await openAzureStorage(process.env);
  await storage.ensureStorage();
  const stores = createStores(storage.tables, storage.queues);
  return createApp({ settings, stores, clock: offsetClock(process.env) });
}
