import { readSettings, type Settings, SettingsError } from '../app/settings.ts';
import { checkIssuer } from '../identity/check-issuer.ts';
import type { Clock } from '../util/clock.ts';
import { type Finding, fine, note, wrong } from './finding.ts';

/** Tokens are taken for this much past their time (docs/access.md). */
const SKEW_SECONDS = 60;

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings; null with what is wrong when they can't be worked with. */
export function examineSettings(environment: Environment): {
  readonly settings: Settings | null;
  readonly findings: readonly Finding[];
} {
  try {
    const settings = readSettings(environment);
    const text = settings.isLocal ? 'complete, for a local run.' : 'complete.';
    return { settings, findings: [fine('settings', text)] };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const advice = 'Set it in the environment, in local.settings.json, or in the function app.';
    return {
      settings: null,
      findings: error.faults.map((fault) => wrong('settings', `${fault}.`, advice)),
    };
  }
}

/** Who can sign in: each issuer is asked for its keys. */
export async function* examineIssuers(
  { isLocal, issuers, audiences }: Settings,
  clock: Clock,
): AsyncIterableIterator<Finding> {
  if (isLocal) yield note('sign-in', 'Requests from this machine are open: a local run.');
  if (!isLocal && issuers.length === 0)
    yield wrong('sign-in', 'Nobody can sign in.', 'Set MUSTER_ISSUERS (docs/access.md).');
  if (!isLocal && audiences.length === 0)
    yield wrong('sign-in', 'No token is meant for it.', 'Set MUSTER_AUDIENCES (docs/access.md).');
  for (const issuer of issuers) {
    const { fault, keys, secondsAhead } = await checkIssuer(issuer, clock);
    if (fault !== null) {
      const advice = 'Compare MUSTER_ISSUERS with the issuer in a token, and open the way to it.';
      yield wrong('issuer', `${issuer}: ${fault}`, advice);
      continue;
    }
    yield fine('issuer', `${issuer}, keys: ${keys}.`);
    if (secondsAhead !== null && Math.abs(secondsAhead) > SKEW_SECONDS)
      yield wrong(
        'clock',
        `The clock of ${issuer} and that of this machine differ by ${Math.abs(secondsAhead)} seconds.`,
        'Set the clock of this machine: tokens are refused that are more than a minute off.',
      );
  }
}
