/** Chooses the host for `npm start` and opens the store that it works on. */
import { join } from 'node:path';
import type { AzuritePorts } from './azurite-process.ts';
import { findCoreTools, startCoreTools } from './core-tools.ts';
import { type KeptStore, openKeptStore, PortTakenError } from './kept-store.ts';
import { type RunningHost, startOwnHost } from './running-host.ts';
import type { Screen } from './screen.ts';
import { applicationEnvironment, type StartSettings } from './start-settings.ts';

export interface StartHostOptions {
  readonly root: string;
  readonly settings: StartSettings;
  /** What --host says. */
  readonly choice: 'own' | 'func' | undefined;
  readonly screen: Screen;
}

/** Undone in reverse order at the end. */
export type AtEnd = (undo: () => Promise<void>) => void;

export interface Started {
  readonly host: RunningHost;
  readonly store: KeptStore;
}

/** Those that Core Tools expect. */
const WELL_KNOWN_PORTS: AzuritePorts = { blob: 10_000, queue: 10_001, table: 10_002 };

/** Rejects with a sentence when the store or the host can't be had. */
export async function startHost(options: StartHostOptions, atEnd: AtEnd): Promise<Started> {
  const { root, settings, choice, screen } = options;
  const command = choice === 'own' ? undefined : findCoreTools(process.env.PATH ?? '');
  if (choice === 'func' && !command) {
    throw new Error(
      'Azure Functions Core Tools 4 are not installed: `func --version` does not answer with 4.x. Install them (npm i -g azure-functions-core-tools@4), or use the host in this package: npm start -- --host own.',
    );
  }
  const { dataFolder, port } = settings;
  const store = await openStore(options, command !== undefined);
  atEnd(() => store.stop());
  const environment = applicationEnvironment(store.connectionString, port);
  const installed = command && (await tryCoreTools({ ...options, command, environment }));
  const host =
    installed ||
    (await startOwnHost({
      root,
      port,
      environment,
      timerFile: join(dataFolder, 'timers.json'),
      log: (level, message) => screen.line(`[${level}] ${message}`),
    }));
  atEnd(() => host.stop());
  return { host, store };
}

/** With the ports that Core Tools expect, or with free ones when others have those and nobody insists on Core Tools. */
async function openStore(
  { settings: { dataFolder }, choice, screen }: StartHostOptions,
  forCoreTools: boolean,
): Promise<KeptStore> {
  if (!forCoreTools) return await openKeptStore({ dataFolder });
  try {
    return await openKeptStore({ dataFolder, ports: WELL_KNOWN_PORTS });
  } catch (error) {
    if (choice === 'func' || !(error instanceof PortTakenError)) throw error;
    screen.line(error.message);
    screen.line('Going on with free ports.');
    return await openKeptStore({ dataFolder });
  }
}

interface CoreToolsAttempt extends StartHostOptions {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The host of Core Tools; undefined, with a line that says why, when it does not come up. */
async function tryCoreTools(attempt: CoreToolsAttempt): Promise<RunningHost | undefined> {
  const { command, root, settings, environment, screen } = attempt;
  const logFile = join(settings.dataFolder, 'func.log');
  screen.line(`Starting Azure Functions Core Tools (${command}) …`);
  try {
    return await startCoreTools({ command, root, port: settings.port, environment, logFile });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    screen.line(`${reason}. Going on with Muster's own host.`);
    return undefined;
  }
}
