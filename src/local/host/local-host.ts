/**
 * A stand-in for the Azure Functions host: runs the functions that are registered with `@azure/functions` in this
 * process, over real HTTP and real storage queues. For running on one's own machine and for tests; docs/local-host.md
 * says where it differs from the real one.
 */
import { createAdmin } from './admin.ts';
import { isDisabled } from './app-settings.ts';
import { checkBindings } from './check-bindings.ts';
import { createFire, type Fire, fireInBackground } from './fire.ts';
import { type FunctionRegistry, installFunctionRegistry } from './function-registry.ts';
import { readHostSettings, readLocalSettings } from './host-settings.ts';
import { HttpListener } from './http-listener.ts';
import { type Listeners, waitUntilIdle } from './idle.ts';
import { loadFunctions } from './load-functions.ts';
import { type Log, logToConsole } from './log.ts';
import type { QueueListener } from './queue-listener.ts';
import { Queues } from './queues.ts';
import { buildRoutes } from './route-table.ts';
import type { EventRunner } from './run-event.ts';
import { TimerMonitor } from './timer-monitor.ts';
import { createListeners, isNamed } from './triggers.ts';

export interface LocalHostOptions {
  /** The folder of host.json, package.json and local.settings.json. */
  readonly root: string;
  /** Entry files or patterns relative to the root, instead of package.json's `main`. */
  readonly entryFiles?: readonly string[];
  /** 0 takes a free port; left out, the one of local.settings.json or 7071. */
  readonly port?: number;
  /** Environment variables to set before the application is loaded; they win over everything else. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Remembers when timers are due, so that a run missed between two starts is made up for. */
  readonly timerFile?: string;
  readonly log?: Log;
}

export interface LocalHost {
  /** Address without a slash at the end. */
  readonly url: string;
  /** Runs a timer or queue function now; rejects when it fails. */
  fire(functionName: string, input?: unknown): Promise<void>;
  /** Stops taking messages for a queue function; resolves when those in work are done. */
  pauseQueue(functionName: string): Promise<void>;
  resumeQueue(functionName: string): void;
  /**
   * Resolves when no message of a queue that is not paused is visible, in work or waiting for a retry, and no timer
   * runs; rejects after `timeout` milliseconds (60,000 unless given).
   */
  idle(timeout?: number): Promise<void>;
  /** Takes nothing new, waits for what is in work, then lets go of the port. */
  stop(): Promise<void>;
}

const DEFAULT_PORT = 7071;

/** Starts a host; rejects with a sentence that says what to mend when it can't. One host at a time in a process. */
export async function startLocalHost(options: LocalHostOptions): Promise<LocalHost> {
  const log = options.log ?? logToConsole;
  const local = readLocalSettings(options.root);
  applyEnvironment(local.values, options.environment ?? {});
  const settings = readHostSettings(options.root, process.env);
  const registry = installFunctionRegistry();
  const functions = await loadFunctions(registry, options.root, options.entryFiles);
  checkBindings(functions, log);
  await registry.runHooks('appStart', { hookData: {} });

  const runner: EventRunner = {
    invoker: { registry, timeout: settings.functionTimeout, log },
    queues: new Queues(settings.queues.messageEncoding),
    environment: process.env,
  };
  const isOn = (name: string): boolean => !isDisabled(name, process.env);
  const enabled = functions.filter(({ metadata }) => isOn(metadata.name));
  const monitor = new TimerMonitor(options.timerFile);
  const listeners = createListeners(runner, functions, { settings, monitor });
  const fire = createFire(runner, functions, listeners);
  const http = new HttpListener({
    runner,
    routes: buildRoutes(enabled, settings.routePrefix),
    admin: createAdmin({ fire: (name, input) => fireInBackground(fire, log, { name, input }) }),
  });
  const url = await http.listen(options.port ?? local.port ?? DEFAULT_PORT);
  for (const each of [...listeners.queues, ...listeners.timers]) {
    if (isOn(each.functionName)) each.start();
  }
  return assembleHost({ url, registry, listeners, http, fire });
}

interface HostParts {
  readonly url: string;
  readonly registry: FunctionRegistry;
  readonly listeners: Listeners;
  readonly http: HttpListener;
  readonly fire: Fire;
}

function assembleHost({ url, registry, listeners, http, fire }: HostParts): LocalHost {
  const stop = async (): Promise<void> => {
    const all = [...listeners.timers, ...listeners.queues];
    await Promise.all([http.close(), ...all.map((each) => each.stop())]);
    await registry.runHooks('appTerminate', { hookData: {} });
  };
  let stopped: Promise<void> | undefined;
  return {
    url,
    fire: async (functionName, input) => {
      const run = fire(functionName, input);
      if (!run) throw new Error(`There is no timer or queue function named '${functionName}'.`);
      await run;
    },
    pauseQueue: (functionName) => listenerOf(listeners, functionName).pause(),
    resumeQueue: (functionName) => listenerOf(listeners, functionName).resume(),
    idle: (timeout = 60_000) => waitUntilIdle(listeners, timeout),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Settings that are set already win over local.settings.json, as with the real host; those given win over both. */
function applyEnvironment(
  values: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): void {
  const defaults = { AZURE_FUNCTIONS_ENVIRONMENT: 'Development', ...values };
  for (const [name, value] of Object.entries(defaults)) process.env[name] ??= value;
  Object.assign(process.env, given);
}

function listenerOf({ queues }: Listeners, functionName: string): QueueListener {
  const listener = queues.find((each) => isNamed(each.functionName, functionName));
  if (listener) return listener;
  throw new Error(`There is no queue function named '${functionName}' that is switched on.`);
}
