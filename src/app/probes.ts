/** Probes of the platform, which are answered also while the rest can't be. */

const HEALTH = /^\/muster\/v1\/health(?:\/(live|ready))?\/?$/i;

/** Which probe an address is; null: none. */
export function probeAt(url: string): 'live' | 'ready' | null {
  const found = URL.canParse(url) ? HEALTH.exec(new URL(url).pathname) : null;
  if (found === null) return null;
  return found[1]?.toLowerCase() === 'live' ? 'live' : 'ready';
}
