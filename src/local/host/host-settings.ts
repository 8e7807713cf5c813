/** host.json and local.settings.json: which of their settings the local host follows, with the real host's defaults. */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseTimeSpan } from './durations.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface QueueSettings {
  readonly batchSize: number;
  readonly newBatchThreshold: number;
  readonly maxDequeueCount: number;
  /** Milliseconds. */
  readonly maxPollingInterval: number;
  /** How long a failed message stays hidden, in milliseconds. */
  readonly visibilityTimeout: number;
  readonly messageEncoding: 'base64' | 'none';
}

export interface HostSettings {
  /** What stands before every HTTP route, without slashes; empty for nothing. */
  readonly routePrefix: string;
  /** Milliseconds; undefined when a function may run for ever. */
  readonly functionTimeout: number | undefined;
  readonly queues: QueueSettings;
}

export interface LocalSettings {
  readonly values: Readonly<Record<string, string>>;
  readonly port: number | undefined;
}

type Json = { readonly [name: string]: unknown };

const OVERRIDE_PREFIX = 'AzureFunctionsJobHost__';
const MAX_BATCH = 32;

/** Settings from host.json, with those of the environment (`AzureFunctionsJobHost__…`) laid over them. */
export function readHostSettings(root: string, environment: Environment): HostSettings {
  const file = join(root, 'host.json');
  if (!existsSync(file)) throw new Error(`There is no host.json in ${root}.`);
  const json = withOverrides(readJson(file), environment);
  const http = member(member(json, 'extensions'), 'http');
  const queues = member(member(json, 'extensions'), 'queues');
  const prefix = http.routePrefix ?? 'api';
  return {
    routePrefix: String(prefix).replace(/^\/+|\/+$/g, ''),
    functionTimeout: readTimeout(json.functionTimeout),
    queues: readQueueSettings(queues, environment),
  };
}

/** `Values` and the port of local.settings.json; nothing when there is no such file. */
export function readLocalSettings(root: string): LocalSettings {
  const file = join(root, 'local.settings.json');
  if (!existsSync(file)) return { values: {}, port: undefined };
  const json = readJson(file);
  if (json.IsEncrypted === true) {
    throw new Error(
      'local.settings.json is encrypted; run `func settings decrypt`, or delete the file.',
    );
  }
  const values = Object.entries(member(json, 'Values')).map(([name, value]) => [
    name,
    String(value),
  ]);
  const port = Number(member(json, 'Host').LocalHttpPort);
  return { values: Object.fromEntries(values), port: Number.isInteger(port) ? port : undefined };
}

function readQueueSettings(queues: Json, environment: Environment): QueueSettings {
  const development = environment.AZURE_FUNCTIONS_ENVIRONMENT === 'Development';
  const batchSize = wholeNumber(queues, 'batchSize', 16);
  if (batchSize < 1 || batchSize > MAX_BATCH) {
    throw new Error(`host.json: queues.batchSize has to be between 1 and ${MAX_BATCH}.`);
  }
  const encoding = String(queues.messageEncoding ?? 'base64').toLowerCase();
  if (encoding !== 'base64' && encoding !== 'none') {
    throw new Error('host.json: queues.messageEncoding has to be "base64" or "none".');
  }
  const refill = Math.floor(batchSize / 2) * availableParallelism();
  return {
    batchSize,
    newBatchThreshold: wholeNumber(queues, 'newBatchThreshold', refill),
    maxDequeueCount: wholeNumber(queues, 'maxDequeueCount', 5),
    maxPollingInterval: duration(queues, 'maxPollingInterval', development ? 2_000 : 60_000),
    visibilityTimeout: duration(queues, 'visibilityTimeout', 0),
    messageEncoding: encoding,
  };
}

function readTimeout(value: unknown): number | undefined {
  if (value === undefined || value === '-1') return undefined;
  return duration({ functionTimeout: value }, 'functionTimeout', 0);
}

function wholeNumber(json: Json, name: string, fallback: number): number {
  const value = json[name] === undefined ? fallback : Number(json[name]);
  if (!Number.isInteger(value)) throw new Error(`host.json: ${name} has to be a whole number.`);
  return value;
}

function duration(json: Json, name: string, fallback: number): number {
  const value = json[name];
  if (value === undefined) return fallback;
  // As in host.json, a bare number of the queue section counts milliseconds.
  const span = typeof value === 'number' ? value : parseTimeSpan(String(value));
  if (span === undefined) throw new Error(`host.json: ${name} has to look like "00:00:05".`);
  return span;
}

function withOverrides(json: Json, environment: Environment): Json {
  return Object.entries(environment)
    .filter(([name, value]) => name.startsWith(OVERRIDE_PREFIX) && value !== undefined)
    .reduce(
      (merged, [name, value]) =>
        setAt(merged, name.slice(OVERRIDE_PREFIX.length).split('__'), value),
      json,
    );
}

function setAt(json: Json, path: readonly string[], value: unknown): Json {
  const [head, ...rest] = path;
  if (head === undefined) return json;
  return { ...json, [head]: rest.length === 0 ? value : setAt(member(json, head), rest, value) };
}

function readJson(file: string): Json {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isJson(parsed)) return parsed;
  } catch (error) {
    throw new Error(`${file} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
  throw new Error(`${file} has to hold a JSON object.`);
}

function member(json: Json, name: string): Json {
  const value = json[name];
  return isJson(value) ? value : {};
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
