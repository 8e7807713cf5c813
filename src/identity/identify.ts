/** Who sends a request (design.md 8): whoever a valid token names; without one nobody, but for the local run on this machine. */
import { actAs } from '../access/act-as.ts';
import type { Caller, Identify } from '../access/caller.ts';
import { type HeaderReader, isOnThisMachine } from '../access/this-machine.ts';
import type { Clock } from '../util/clock.ts';
import { RequestError } from '../util/errors.ts';
import { callerOf } from './caller-of.ts';
import { entraTenantOf } from './issuer-address.ts';
import { IssuerKeys, RETRY_AFTER_SECONDS } from './issuer-keys.ts';
import { readBearer } from './read-bearer.ts';
import { IssuerUnavailable, Refusal } from './refusal.ts';
import { type Trust, verifyToken } from './verify-token.ts';

/** What the settings say about who may send requests. */
export interface IdentitySettings {
  /** MUSTER_LOCAL is true and the process does not run in Azure. */
  readonly isLocal: boolean;
  /** MUSTER_ISSUERS: whose tokens count. */
  readonly issuers: readonly string[];
  /** MUSTER_AUDIENCES: for whom tokens have to be. */
  readonly audiences: readonly string[];
}

/**
 * The platform's own sign-in (X-MS-CLIENT-PRINCIPAL and its kin) is never read: those headers are worth something only behind
 * a module that this process can't see, and the token that the module checked comes along and is checked here as any other.
 */
export function createIdentify(settings: IdentitySettings, clock: Clock): Identify {
  const { issuers, audiences } = settings;
  const trust: Trust = {
    issuers: new Map(issuers.map((issuer) => [issuer, new IssuerKeys(issuer, clock)])),
    audiences,
    clock,
  };
  return async (headers) => {
    if (settings.isLocal && isOnThisMachine(headers)) return actAs(headers.get('x-muster-act-as'));
    try {
      return await callerByToken(headers, settings, trust);
    } catch (error) {
      if (error instanceof Refusal) throw unauthorized(error.message, issuers);
      if (error instanceof IssuerUnavailable) throw unavailable(error.message);
      throw error;
    }
  };
}

async function callerByToken(
  headers: HeaderReader,
  settings: IdentitySettings,
  trust: Trust,
): Promise<Caller> {
  const header = headers.get('authorization');
  const closed = whyClosed(settings);
  if (closed !== null) throw new Refusal(header === null ? 'empty' : 'invalid', closed);
  return callerOf(await verifyToken(readBearer(header), trust));
}

/** Why no token can be taken at all; null when one can. */
function whyClosed({ isLocal, issuers, audiences }: IdentitySettings): string | null {
  const missing = [
    ...(issuers.length === 0 ? ['MUSTER_ISSUERS'] : []),
    ...(audiences.length === 0 ? ['MUSTER_AUDIENCES'] : []),
  ];
  if (missing.length === 0) return null;
  if (isLocal)
    return 'The local run answers only requests from this machine, addressed to localhost.';
  const are = missing.length === 1 ? 'the setting' : 'the settings';
  return `Authentication is not configured: ${are} ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing.`;
}

/** 401 as Graph answers it (graph-spec.md 3.3). */
function unauthorized(message: string, issuers: readonly string[]): RequestError {
  const tenant = issuers.map(entraTenantOf).find((found) => found !== null);
  const signIn =
    tenant === undefined
      ? ''
      : `authorization_uri="${tenant?.signIn}/${tenant?.id}/oauth2/authorize", `;
  return new RequestError({
    status: 401,
    code: 'InvalidAuthenticationToken',
    message,
    headers: {
      'WWW-Authenticate': `Bearer realm="", ${signIn}client_id="00000003-0000-0000-c000-000000000000"`,
    },
  });
}

function unavailable(message: string): RequestError {
  return new RequestError({
    status: 503,
    code: 'serviceNotAvailable',
    message,
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  });
}
