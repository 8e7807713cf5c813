/** Looks at everything that has to be right for Muster to work, from wherever it is run; changes nothing but a row of its own. */
import type { Clock } from '../util/clock.ts';
import { examineIssuers, examineSettings } from './examine-settings.ts';
import { examineStorage } from './examine-storage.ts';
import { type Finding, fine, wrong } from './finding.ts';

export interface Examined {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Of Node, such as 24.21.0. */
  readonly nodeVersion: string;
}

/** One finding after another, as they are made. */
export async function* examine(examined: Examined): AsyncIterableIterator<Finding> {
  const { environment, clock, nodeVersion } = examined;
  yield ofNode(nodeVersion);
  const { settings, findings } = examineSettings(environment);
  yield* findings;
  if (settings === null) return;
  yield* examineIssuers(settings, clock);
  yield* examineStorage(environment, clock);
}

const LEAST_NODE = [20, 20] as const;

function ofNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return isEnough
    ? fine('node', `${version}.`)
    : wrong('node', `${version} is too old.`, `Use Node ${LEAST_NODE.join('.')} or later.`);
}
