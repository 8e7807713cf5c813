/** Whether tokens of an issuer could be checked now: for whoever sets one up, or wonders why nobody gets in. */
import type { Clock } from '../util/clock.ts';
import { issuerFault } from './issuer-address.ts';
import { loadKeys } from './load-keys.ts';

export interface IssuerCheck {
  readonly issuer: string;
  /** What is wrong, as a sentence; null when its keys can be read. */
  readonly fault: string | null;
  /** How many keys it publishes that tokens may be signed with. */
  readonly keys: number;
  /** How much the issuer's clock is ahead of ours, in whole seconds; null when it does not tell. */
  readonly secondsAhead: number | null;
}

/** Asks the issuer for its keys, past all that is held. Never rejects; takes ten seconds at most. */
export async function checkIssuer(issuer: string, clock: Clock): Promise<IssuerCheck> {
  const unusable = { issuer, keys: 0, secondsAhead: null };
  const fault = issuerFault(issuer);
  if (fault !== null) return { ...unusable, fault: `Issuers ${fault}.` };
  try {
    const { keys, date } = await loadKeys(issuer);
    const ahead = date === null ? null : date.getTime() - clock.now().getTime();
    const secondsAhead = ahead === null ? null : Math.round(ahead / 1_000);
    return { issuer, fault: null, keys: keys.length, secondsAhead };
  } catch (error) {
    return { ...unusable, fault: error instanceof Error ? error.message : String(error) };
  }
}
