/**
 * Who may send requests at all (design.md 8): closed by default, open only in the local run, to callers on the same
 * machine.
 */
import { RequestError } from '../util/errors.ts';
import { type Caller, LOCAL_ADMINISTRATOR } from './caller.ts';

/** What the settings say about access. */
export interface AccessSettings {
  /** MUSTER_LOCAL is true and the process does not run in Azure. */
  readonly isLocal: boolean;
  /** MUSTER_ISSUERS: whose tokens count. */
  readonly issuers: readonly string[];
}

/** The headers that tell where a request comes from; null for one that is not there. */
export interface Origin {
  readonly host: string | null;
  /** Set by a proxy: a tunnel to the local run must not open it to the world. */
  readonly forwardedHost: string | null;
  /** Set by a proxy, as the list of those it forwards for. */
  readonly forwardedFor: string | null;
  /** Set by browsers: a page of another site must not use the local run. */
  readonly origin: string | null;
}

/** The caller. Throws RequestError 401 with a sentence that names the setting to make. */
export function authenticate(settings: AccessSettings, from: Origin): Caller {
  if (settings.isLocal && isOnThisMachine(from)) return LOCAL_ADMINISTRATOR;
  throw new RequestError({
    status: 401,
    code: 'InvalidAuthenticationToken',
    message: `Access token is empty. ${reason(settings)}`,
    headers: {
      'WWW-Authenticate': 'Bearer realm="", client_id="00000003-0000-0000-c000-000000000000"',
    },
  });
}

function reason(settings: AccessSettings): string {
  if (settings.isLocal)
    return 'The local run answers only requests from this machine, addressed to localhost.';
  return settings.issuers.length === 0
    ? 'Authentication is not configured: the setting MUSTER_ISSUERS is missing.'
    : 'Tokens of the issuers in MUSTER_ISSUERS cannot be checked by this version yet.';
}

function isOnThisMachine(from: Origin): boolean {
  return (
    from.host !== null &&
    isLoopback(from.host) &&
    (from.forwardedHost === null || isLoopback(from.forwardedHost)) &&
    (from.forwardedFor === null || from.forwardedFor.split(',').every(isLoopbackAddress)) &&
    (from.origin === null || isLoopback(from.origin.replace(/^https?:\/\//i, '')))
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
