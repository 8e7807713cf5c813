/** A host that runs the functions: this package's own, or that of Core Tools. */
import { startLocalHost } from './host/local-host.ts';
import type { Log } from './host/log.ts';

export interface RunningHost {
  /** Address without a slash at the end. */
  readonly url: string;
  /** What people call it. */
  readonly name: string;
  /** Resolves, with the reason, when it ends without having been asked to. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface OwnHostOptions {
  readonly root: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly timerFile: string;
  readonly log: Log;
}

/** Starts this package's host in this process. */
export async function startOwnHost(options: OwnHostOptions): Promise<RunningHost> {
  const host = await startLocalHost(options);
  return {
    url: host.url,
    name: "Muster's own host",
    // It lives and dies with this process.
    ended: new Promise<string>(() => undefined),
    stop: () => host.stop(),
  };
}
