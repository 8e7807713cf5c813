/**
 * Whether a request comes from this machine: the local run is open to those and to nobody else (design.md 8). Only headers
 * tell, because the Functions host says nothing of the connection.
 */

/** Reads one header by its name in any letter case. */
export interface HeaderReader {
  get(name: string): string | null;
}

/**
 * True when the request is addressed to the loopback address and no proxy, tunnel or page of another site shows itself.
 * A tunnel to the local run must not open it to the world, nor a page in a browser on it.
 */
export function isOnThisMachine(headers: HeaderReader): boolean {
  const host = headers.get('host');
  const forwardedHost = headers.get('x-forwarded-host');
  const forwardedFor = headers.get('x-forwarded-for');
  const origin = headers.get('origin');
  return (
    host !== null &&
    isLoopback(host) &&
    (forwardedHost === null || isLoopback(forwardedHost)) &&
    (forwardedFor === null || forwardedFor.split(',').every(isLoopbackAddress)) &&
    headers.get('forwarded') === null &&
    (origin === null || isLoopback(origin.replace(/^https?:\/\//i, '')))
  );
}

/** An address as proxies write it; the Functions host forwards for one of this machine. */
function isLoopbackAddress(address: string): boolean {
  const plain = address.trim().replace(/^::ffff:/i, '');
  return plain === '::1' || isLoopback(plain);
}

/** `localhost`, 127.0.0.0/8 and ::1, with or without a port. */
function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host.trim());
}
