/** `npm start` once everything is built: store, host, sample directory, the groups as they come along, an orderly end. */
import { relative } from 'node:path';
import { ApiClient } from './api-client.ts';
import { claimDataFolder } from './data-folder.ts';
import { checkPort } from './free-port.ts';
import { needsSample, SampleImport } from './sample-import.ts';
import { Screen } from './screen.ts';
import { listenForStop } from './signals.ts';
import { type Started, startHost } from './start-host.ts';
import { readStartSettings } from './start-settings.ts';
import { watchGroups } from './watch-groups.ts';

export interface RunOptions {
  readonly root: string;
  /** Leave an empty store empty. */
  readonly empty: boolean;
  readonly host?: 'own' | 'func';
}

type Undo = () => void | Promise<void>;

/** Runs until it is asked to stop; answers the exit code. */
export async function run(options: RunOptions): Promise<number> {
  const screen = new Screen(process.stdout);
  const undo: Undo[] = [];
  const stop = listenForStop(() => process.exit(1));
  let code = 0;
  try {
    await serve(options, { screen, signal: stop.signal, undo });
  } catch (error) {
    if (!stop.signal.aborted) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      code = 1;
    }
  }
  if (stop.signal.aborted) screen.line('Stopping …');
  for (const each of undo.reverse()) await each();
  stop.release();
  return code;
}

interface Scene {
  readonly screen: Screen;
  readonly signal: AbortSignal;
  readonly undo: Undo[];
}

async function serve(options: RunOptions, { screen, signal, undo }: Scene): Promise<void> {
  const { root, empty } = options;
  const settings = readStartSettings(root, process.env);
  undo.push(claimDataFolder(settings.dataFolder));
  await checkPort(settings.port);
  const started = await startHost({ root, settings, choice: options.host, screen }, (each) =>
    undo.push(each),
  );
  signal.throwIfAborted();
  describe(screen, started, settings.dataFolder);

  const api = new ApiClient(started.host.url);
  const stopped = whenStopped(signal, started.host.ended);
  await Promise.race([takeUpWork(api), stopped]);
  const { dataFolder } = settings;
  if (!empty && (await Promise.race([needsSample(api, dataFolder), stopped]))) {
    const sample = new SampleImport({ api, root, dataFolder, screen });
    // Between the end of the host and that of the folder's claim: the store has saved by then.
    undo.splice(1, 0, () => sample.finish());
    await Promise.race([sample.objects(), stopped]);
    let isComplete = false;
    const groups = sample.groups().then(() => {
      isComplete = true;
    });
    const watching = watchGroups({ api, screen, isComplete: () => isComplete, signal });
    await Promise.race([Promise.all([groups, watching]), stopped]);
  } else {
    await Promise.race([watchGroups({ api, screen, isComplete: () => true, signal }), stopped]);
  }
  screen.line(`Muster is ready at ${started.host.url}/`);
  await stopped;
}

/**
 * What an earlier run left undone is taken up now rather than at the sweeper's next tick: messages that it had in hand when
 * it was killed stay hidden for minutes.
 */
async function takeUpWork(api: ApiClient): Promise<void> {
  for (const timer of ['sweepGroups', 'sweepObjects']) {
    await api.send(`/admin/functions/${timer}`, { method: 'POST', body: {} });
  }
}

/** Rejects when a stop is asked for, or the host ends by itself. */
async function whenStopped(signal: AbortSignal, hostEnded: Promise<string>): Promise<never> {
  const asked = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
  return await Promise.race([
    asked,
    hostEnded.then((reason) => {
      throw new Error(reason);
    }),
  ]);
}

function describe(screen: Screen, { host, store }: Started, dataFolder: string): void {
  const folder = relative(process.cwd(), dataFolder) || '.';
  const { queue, table } = store.ports;
  screen.line(`Functions   ${host.url}/  (${host.name})`);
  screen.line(
    `Storage     Azurite, queues on port ${queue}, tables on port ${table}${store.reused ? ', which was still running' : ''}`,
  );
  screen.line(`Data        ${folder.startsWith('..') ? dataFolder : folder}`);
  screen.line('Stop        Ctrl-C');
  screen.line('');
}
