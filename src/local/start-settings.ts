/** The settings of `npm start` (design.md 11). */
import { resolve } from 'node:path';
import { type Environment, readLocalSettings } from './host/host-settings.ts';

export interface StartSettings {
  readonly port: number;
  /** Absolute. */
  readonly dataFolder: string;
}

const DEFAULT_PORT = 7071;

/** Reads PORT and MUSTER_DATA; throws a sentence when PORT is no port. */
export function readStartSettings(root: string, environment: Environment): StartSettings {
  const local = readLocalSettings(root);
  const given = environment.PORT || local.values.PORT || String(local.port ?? DEFAULT_PORT);
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT is "${given}": it has to be a number from 1 to 65535.`);
  }
  const folder = environment.MUSTER_DATA || local.values.MUSTER_DATA || '.muster';
  return { port, dataFolder: resolve(root, folder) };
}

/** What the application is told about where it runs. */
export function applicationEnvironment(
  storage: string,
  port: number,
): Readonly<Record<string, string>> {
  return {
    AzureWebJobsStorage: storage,
    MUSTER_LOCAL: 'true',
    MUSTER_PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
}
