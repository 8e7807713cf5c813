/**
 * Azurite (the storage emulator) as a child process, by its own command line. All three of its services run in the one
 * process; Muster itself uses queues and tables.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The ports of the three services; 0 takes a free one. */
export interface AzuritePorts {
  readonly blob: number;
  readonly queue: number;
  readonly table: number;
}

export interface AzuriteOptions {
  /** Where the data are kept; left out, they live in memory and end with the process. */
  readonly folder?: string;
  /** Its output goes here. */
  readonly logFile: string;
  readonly ports: AzuritePorts;
  /** `name:key;…` instead of the well-known development account. */
  readonly accounts?: string;
  /** Told the process id before anything is waited for. */
  readonly onSpawn?: (pid: number) => void;
}

export interface AzuriteProcess {
  readonly process: ChildProcess;
  readonly ports: AzuritePorts;
}

const READY_WITHIN = 30_000;
const LOOK_EVERY = 25;
/** Long $filter expressions travel in the address. */
const MAX_HEADERS = 65_536;
/** Makes a process without a store of its own end together with the one that started it. */
const END_WITH_PARENT =
  "data:text/javascript,process.stdin.on('end',()=>process.exit()).on('error',()=>process.exit()).resume()";

/** Starts Azurite and resolves when all services listen; rejects with what it said when it ends before that. */
export async function startAzuriteProcess(options: AzuriteOptions): Promise<AzuriteProcess> {
  const child = spawnAzurite(options);
  if (child.pid !== undefined) options.onSpawn?.(child.pid);
  const deadline = Date.now() + READY_WITHIN;
  for (;;) {
    const output = readFileSync(options.logFile, 'utf8');
    const ports = readPorts(output);
    if (ports) return { process: child, ports };
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(firstComplaint(output) ?? 'it ended without a word');
    }
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`it did not listen within ${READY_WITHIN / 1000} s`);
    }
    await sleep(LOOK_EVERY);
  }
}

function spawnAzurite({ folder, logFile, ports, accounts }: AzuriteOptions): ChildProcess {
  const kept = folder !== undefined;
  for (const each of [dirname(logFile), ...(kept ? [folder] : [])]) {
    mkdirSync(each, { recursive: true });
  }
  const log = openSync(logFile, 'w');
  try {
    return spawn(
      process.execPath,
      [
        '--disable-warning=DEP0040',
        `--max-http-header-size=${MAX_HEADERS}`,
        ...(kept ? [] : ['--import', END_WITH_PARENT]),
        azuriteScript(),
        '--silent',
        '--disableTelemetry',
        '--skipApiVersionCheck',
        ...['--blobHost', '127.0.0.1', '--queueHost', '127.0.0.1', '--tableHost', '127.0.0.1'],
        ...['--blobPort', String(ports.blob)],
        ...['--queuePort', String(ports.queue), '--tablePort', String(ports.table)],
        ...(kept ? ['--location', folder] : ['--inMemoryPersistence']),
      ],
      {
        // A kept store has a process group of its own: Ctrl-C must not end it before the host is done with it.
        detached: kept,
        stdio: [kept ? 'ignore' : 'pipe', log, log],
        env: { ...process.env, NODE_OPTIONS: '', ...(accounts && { AZURITE_ACCOUNTS: accounts }) },
      },
    );
  } finally {
    closeSync(log);
  }
}

function azuriteScript(): string {
  const packageFile = createRequire(import.meta.url).resolve('azurite/package.json');
  return join(dirname(packageFile), 'dist', 'src', 'azurite.js');
}

/** The ports that its output names, once all three services listen. */
export function readPorts(output: string): AzuritePorts | undefined {
  const port = (service: string): number | undefined => {
    const match = new RegExp(`${service} service is successfully listening at \\S+:(\\d+)`).exec(
      output,
    );
    return match ? Number(match[1]) : undefined;
  };
  const [blob, queue, table] = [port('Blob'), port('Queue'), port('Table')];
  return blob && queue && table ? { blob, queue, table } : undefined;
}

function firstComplaint(output: string): string | undefined {
  const lines = output.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /error|EADDRINUSE|EACCES|cannot|exit/i.test(line)) ?? lines.find(Boolean)
  );
}
