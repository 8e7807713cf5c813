/**
 * The Azurite that keeps a data folder: started when none runs, used again when one does. It outlives a host that dies;
 * azurite.json in the folder says which process it is and where it listens.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AzuritePorts, readPorts, startAzuriteProcess } from './azurite-process.ts';
import { connectionString, DEVELOPMENT_ACCOUNT } from './connection-string.ts';
import { endProcess, isAlive } from './processes.ts';

export interface KeptStore {
  readonly connectionString: string;
  readonly ports: AzuritePorts;
  readonly pid: number;
  /** Whether it was running already. */
  readonly reused: boolean;
  /** Ends it; it saves its data first. */
  stop(): Promise<void>;
}

export interface KeptStoreOptions {
  readonly dataFolder: string;
  /** The ports it has to have; left out, any that are free. */
  readonly ports?: AzuritePorts;
}

/** A port the store has to have belongs to another program. */
export class PortTakenError extends Error {
  constructor(port: string, cause: unknown) {
    super(
      `The storage emulator needs port ${port}, which another program uses. Stop that program, or use the host in this package: npm start -- --host own.`,
      { cause },
    );
    this.name = 'PortTakenError';
  }
}

interface Running {
  readonly pid: number;
  readonly ports: AzuritePorts;
}

const FREE_PORTS: AzuritePorts = { blob: 0, queue: 0, table: 0 };
const ANSWERS_WITHIN = 5_000;
const REFUSES_FOR = 1_000;
const ENDS_WITHIN = 20_000;

/** Rejects with a sentence that says what to do when the store can't be opened. */
export async function openKeptStore(options: KeptStoreOptions): Promise<KeptStore> {
  const { dataFolder, ports } = options;
  const found = await findRunning(dataFolder);
  const fits = found && (!ports || samePorts(found.ports, ports));
  if (found && !fits) await endProcess(found.pid, ENDS_WITHIN);
  const running = fits ? found : await startStore(dataFolder, ports ?? FREE_PORTS);
  return {
    ...running,
    reused: fits === true,
    connectionString: connectionString(running.ports, DEVELOPMENT_ACCOUNT),
    stop: async () => {
      await endProcess(running.pid, ENDS_WITHIN);
      rmSync(recordFile(dataFolder), { force: true });
    },
  };
}

async function startStore(dataFolder: string, ports: AzuritePorts): Promise<Running> {
  const folder = storeFolder(dataFolder);
  const record = (running: Partial<Running>): void =>
    writeFileSync(recordFile(dataFolder), `${JSON.stringify(running)}\n`);
  try {
    const azurite = await startAzuriteProcess({
      folder,
      logFile: logFile(dataFolder),
      ports,
      onSpawn: (pid) => record({ pid }),
    });
    azurite.process.unref();
    const running = { pid: azurite.process.pid ?? 0, ports: azurite.ports };
    record(running);
    return running;
  } catch (error) {
    rmSync(recordFile(dataFolder), { force: true });
    throw describeFailure(dataFolder, error);
  }
}

/** The process of the record, when it lives and answers. */
async function findRunning(dataFolder: string): Promise<Running | undefined> {
  const pid = readPid(dataFolder);
  if (pid === undefined) return undefined;
  const began = Date.now();
  let answers: Answer = 'refused';
  while (
    isAlive(pid) &&
    Date.now() - began < (answers === 'refused' ? REFUSES_FOR : ANSWERS_WITHIN)
  ) {
    const ports = readPorts(readText(logFile(dataFolder)));
    answers = ports ? await ask(ports) : 'silent';
    if (ports && answers === 'azurite') return { pid, ports };
    await sleep(100);
  }
  // Nobody listens there: the number now belongs to another program, for instance after the machine was restarted.
  if (!isAlive(pid) || answers === 'refused') return undefined;
  throw new Error(
    `The storage emulator of ${dataFolder} (process ${pid}) runs but does not answer. End it (kill ${pid}), then start again.`,
  );
}

type Answer = 'azurite' | 'silent' | 'refused';

async function ask(ports: AzuritePorts): Promise<Answer> {
  const answers = await Promise.all([askService(ports.queue), askService(ports.table)]);
  if (answers.every((answer) => answer === 'azurite')) return 'azurite';
  return answers.includes('silent') ? 'silent' : 'refused';
}

async function askService(port: number): Promise<Answer> {
  try {
    const address = `http://127.0.0.1:${port}/${DEVELOPMENT_ACCOUNT.name}`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.headers.get('server')?.startsWith('Azurite') ? 'azurite' : 'refused';
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'silent' : 'refused';
  }
}

function describeFailure(dataFolder: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const port = /EADDRINUSE\D*(?:[\d.]+:)?(\d+)?/.exec(reason);
  if (port) return new PortTakenError(port[1] ?? '10000, 10001 or 10002', error);
  if (/EACCES|EPERM|EROFS|ENOSPC/.test(reason)) {
    return new Error(
      `The storage emulator can't write to ${dataFolder} (${reason}). Make the folder writable, or name another: MUSTER_DATA=folder npm start.`,
      { cause: error },
    );
  }
  return new Error(
    `The storage emulator can't open ${storeFolder(dataFolder)}: ${reason}. Put back a copy of that folder, or delete it to begin with an empty store; what it said is in ${logFile(dataFolder)}.`,
    { cause: error },
  );
}

function readPid(dataFolder: string): number | undefined {
  try {
    const record: unknown = JSON.parse(readText(recordFile(dataFolder)));
    const pid = typeof record === 'object' && record !== null && 'pid' in record && record.pid;
    return typeof pid === 'number' ? pid : undefined;
  } catch {
    return undefined;
  }
}

function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function samePorts(a: AzuritePorts, b: AzuritePorts): boolean {
  return a.blob === b.blob && a.queue === b.queue && a.table === b.table;
}

function storeFolder(dataFolder: string): string {
  return join(dataFolder, 'azurite');
}

function recordFile(dataFolder: string): string {
  return join(dataFolder, 'azurite.json');
}

function logFile(dataFolder: string): string {
  return join(dataFolder, 'azurite.log');
}
