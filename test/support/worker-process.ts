/** Starts, measures and kills a worker (worker.ts). */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type GraphClient, graphClient } from './graph-client.ts';
import type { Traffic } from './storage-traffic.ts';

/** What a worker has used since it was started. */
export interface Usage extends Traffic {
  /** The most memory it ever held (resident). */
  readonly peakBytes: number;
  readonly cpuSeconds: number;
}

export interface WorkerProcess extends GraphClient {
  readonly url: string;
  usage(): Promise<Usage>;
  /** Leaves messages about runs where they are, until they are taken again. */
  pauseRuns(): Promise<void>;
  resumeRuns(): Promise<void>;
  /** `kill -9`: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** Runs a timer of the application now. */
  fire(timer: string): Promise<void>;
}

/** A worker on the storage that a connection string names, ready for requests. */
export async function startWorker(
  connection: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<WorkerProcess> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), {
    execArgv: ['--disable-warning=DEP0040', '--disable-warning=ExperimentalWarning'],
    env: {
      ...process.env,
      AzureWebJobsStorage: connection,
      MUSTER_LOCAL: 'true',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { url } = await answerOf<{ readonly url: string }>(child);
  const client = graphClient(url);
  const ask = (message: string): Promise<Usage> => {
    const usage = answerOf<Usage>(child);
    child.send(message);
    return usage;
  };
  return {
    ...client,
    url,
    usage: () => ask('usage'),
    pauseRuns: async () => {
      await ask('pause runs');
    },
    resumeRuns: async () => {
      await ask('resume runs');
    },
    kill: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    fire: async (timer) => {
      const { status } = await client.post(`/admin/functions/${timer}`, {});
      if (status !== 202) throw new Error(`${timer} answered with ${status}.`);
    },
  };
}

function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error('The worker ended.'));
    child.once('exit', failed);
    child.once('message', (message) => {
      child.off('exit', failed);
      resolve(message as T);
    });
  });
}
