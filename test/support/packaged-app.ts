/** Starts a folder that is deployed under the local host: a process of its own, with nothing but that folder (serve-folder.ts). */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type GraphClient, graphClient } from './graph-client.ts';

export interface PackagedApp extends GraphClient {
  readonly process: ChildProcess;
  readonly url: string;
  /** Milliseconds that the functions took to load. */
  readonly loaded: number;
  /** Milliseconds from the start of the process until it listened. */
  readonly listening: number;
  stop(): Promise<void>;
}

/** `forHost`: settings that the application must not see. */
export async function startPackage(
  folder: string,
  environment: Readonly<Record<string, string>>,
  forHost: readonly string[] = [],
): Promise<PackagedApp> {
  const started = performance.now();
  const child = fork(join(import.meta.dirname, 'serve-folder.ts'), [folder, ...forHost], {
    execArgv: ['--disable-warning=DEP0040', '--disable-warning=ExperimentalWarning'],
    cwd: folder,
    env: { ...process.env, NODE_PATH: '', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const [message] = await Promise.race([once(child, 'message'), ended]);
  if (typeof message !== 'object') throw new Error(`It ended with ${message}.`);
  const { url, loaded } = message as { readonly url: string; readonly loaded: number };
  return {
    ...graphClient(url),
    process: child,
    url,
    loaded,
    listening: performance.now() - started,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
