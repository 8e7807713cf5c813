/** `npm start` as a user runs it: a process of its own, with a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

const root = join(import.meta.dirname, '../..');

export interface Started {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  /** Waits until it says that it is ready. */
  ready(seconds?: number): Promise<void>;
  /** Sends a signal and waits for the end; answers the exit code, null when a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** A data folder and a port, used by one start after the other. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), 'muster-start-'));
  readonly port: number;
  readonly url: string;

  constructor(port: number) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  start(environment: Record<string, string> = {}): Started {
    const child = spawn(process.execPath, ['--disable-warning=DEP0040', 'src/local/start.mjs'], {
      cwd: root,
      env: { ...process.env, PORT: String(this.port), MUSTER_DATA: this.folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream
        .setEncoding('utf8')
        .on('data', (text: string) =>
          lines.push(...text.split('\n').filter((line) => line !== '')),
        );
    }
    return {
      process: child,
      lines,
      ready: async (seconds = 90) => {
        const last = `Muster is ready at ${this.url}/`;
        await until(
          async () => lines,
          (seen) => seen.includes(last) || child.exitCode !== null,
          seconds,
        );
        if (!lines.includes(last)) throw new Error(`It ended: ${lines.join('\n')}`);
      },
      end: (signal) =>
        new Promise((resolve) => {
          child.once('exit', resolve);
          child.kill(signal);
        }),
    };
  }

  /** Where the Azurite that keeps the folder listens, and its process. */
  store(): {
    readonly pid: number;
    readonly ports: { readonly blob: number; readonly queue: number; readonly table: number };
  } {
    return JSON.parse(readFileSync(join(this.folder, 'azurite.json'), 'utf8'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function newHome(): Promise<Home> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return new Home(address.port);
}
