/** `muster doctor`: what is wrong with an installation, and what to do about it. */
import type { Finding } from '../doctor/finding.ts';
import { scrubText } from '../util/scrub.ts';
import { parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { fieldOf } from './server-client.ts';

const SETTINGS_FILE = 'local.settings.json';
const SERVER_MILLISECONDS = 10_000;

/**
 * Runs `muster doctor` with the settings of the environment, and those of local.settings.json where there is one. 1 when
 * anything is wrong. Asks the server at MUSTER_URL too when that is set.
 */
export async function runDoctor(words: readonly string[], io: Io): Promise<ExitStatus> {
  if (parseArguments(words, {}).files.length > 0)
    throw new InputError('muster doctor takes no files.');
  // The clients of storage take longer to load than most commands to run.
  const { examine } = await import('../doctor/examine.ts');
  const environment = { ...(await localSettings(io)), ...io.environment };
  let faults = 0;
  const tell = (finding: Finding): void => {
    if (finding.state === 'wrong') faults++;
    for (const line of linesOf(finding)) io.print(scrubText(line));
  };
  const nodeVersion = process.versions.node;
  for await (const finding of examine({ environment, clock: io, nodeVersion })) tell(finding);
  if (environment.MUSTER_URL) tell(await askServer(io, environment.MUSTER_URL));
  io.print(faults === 0 ? 'All is well.' : `Wrong: ${faults}.`);
  return faults === 0 ? 0 : 1;
}

function linesOf({ state, subject, text, advice }: Finding): readonly string[] {
  const line = `${state.padEnd(6)}${subject}: ${text}`;
  return advice === null ? [line] : [line, `${' '.repeat(6)}${advice}`];
}

/** The values of the file in which the Functions tools keep settings; none where there is no such file. */
async function localSettings(io: Io): Promise<Readonly<Record<string, string>>> {
  let text: string;
  try {
    text = new TextDecoder().decode(await io.readFile(SETTINGS_FILE));
  } catch {
    return {};
  }
  const values = fieldOf(parsed(text), 'Values');
  if (typeof values !== 'object' || values === null) return {};
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${SETTINGS_FILE} is not valid JSON.`);
  }
}

async function askServer(io: Io, server: string): Promise<Finding> {
  const url = `${server.replace(/\/+$/, '')}/muster/v1/health`;
  const token = io.environment.MUSTER_TOKEN;
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const advice = 'See its log, and docs/operations.md.';
  try {
    const signal = AbortSignal.timeout(SERVER_MILLISECONDS);
    const response = await io.fetch(url, { headers, signal });
    const body: unknown = await response.json().catch(() => null);
    const status = String(fieldOf(body, 'status') ?? response.status);
    const text = [`${url} says ${status}.`, ...reasonsIn(body)].join(' ');
    if (status === 'ok') return { state: 'ok', subject: 'server', text, advice: null };
    return { state: 'wrong', subject: 'server', text, advice };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = `${url} does not answer: ${reason}.`;
    return { state: 'wrong', subject: 'server', text, advice };
  }
}

function reasonsIn(body: unknown): readonly string[] {
  const checks = fieldOf(body, 'checks');
  if (!Array.isArray(checks)) return [];
  return checks.map((check) => fieldOf(check, 'reason')).filter((text) => typeof text === 'string');
}
