/** Azure Functions Core Tools (`func`): whether they are installed, and running the application with them. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from './processes.ts';
import type { RunningHost } from './running-host.ts';

const VERSION_WITHIN = 5_000;
/** The first start fetches the extension bundle. */
const READY_WITHIN = 180_000;
const LOOK_EVERY = 200;
const ENDS_WITHIN = 15_000;
const isWindows = process.platform === 'win32';

/**
 * The path of a `func` that answers with version 4. One in node_modules/.bin proves nothing, since it may be a downloader
 * without its download.
 */
export function findCoreTools(path: string): string | undefined {
  const names = isWindows ? ['func.exe', 'func.cmd'] : ['func'];
  return path
    .split(delimiter)
    .filter((folder) => folder !== '' && !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((command) => existsSync(command) && isVersionFour(command));
}

function isVersionFour(command: string): boolean {
  const { status, stdout } = spawnSync(command, ['--version'], {
    encoding: 'utf8',
    timeout: VERSION_WITHIN,
    shell: isWindows,
  });
  return status === 0 && /^4\./m.test(stdout.trim());
}

export interface CoreToolsOptions {
  readonly command: string;
  readonly root: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/** Starts `func` and resolves when it runs; rejects when it ends before that. */
export async function startCoreTools(options: CoreToolsOptions): Promise<RunningHost> {
  const { root, port, logFile } = options;
  const settings = join(root, 'local.settings.json');
  const sample = join(root, 'local.settings.sample.json');
  if (!existsSync(settings) && existsSync(sample)) copyFileSync(sample, settings);
  const child = spawnFunc(options);
  const url = `http://127.0.0.1:${port}`;
  const ended = new Promise<string>((resolve) => {
    const tell = (how: unknown): void => resolve(`Core Tools ended (${how}); see ${logFile}`);
    child.once('error', (error) => tell(error.message));
    child.once('exit', (code, signal) => tell(signal ?? code));
  });
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && isRunning(child)) await endProcess(child.pid, ENDS_WITHIN);
  };
  const giveUp = Date.now() + READY_WITHIN;
  while (!(await isReady(url))) {
    if (isRunning(child) && Date.now() < giveUp) {
      await sleep(LOOK_EVERY);
      continue;
    }
    await stop();
    throw new Error(await ended);
  }
  return { url, name: 'Azure Functions Core Tools', ended, stop };
}

function spawnFunc({ command, root, port, environment, logFile }: CoreToolsOptions): ChildProcess {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  try {
    return spawn(command, ['start', '--port', String(port)], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', log, log],
      shell: isWindows,
      // Ctrl-C is for us, who end it in order.
      detached: !isWindows,
    });
  } finally {
    closeSync(log);
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/admin/host/status`, { signal: AbortSignal.timeout(2_000) });
    const status: unknown = await answer.json();
    return (
      typeof status === 'object' &&
      status !== null &&
      'state' in status &&
      status.state === 'Running'
    );
  } catch {
    return false;
  }
}
