/** What the registered functions call: from the host's shapes to the app's and back. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import type { HttpAnswer } from '../http/messages.ts';
import { securityHeaders } from '../http/security-headers.ts';
import type { Delivery } from '../membership/later-messages.ts';
import { createLogger, errorFields } from '../telemetry/json-logger.ts';
import { scrubbedError } from '../util/scrub.ts';
import type { Invocation } from './attendant.ts';
import type { App } from './create-app.ts';
import { portalAnswer } from './portal.ts';
import { probeAt } from './probes.ts';
import { builtApp, runningApp, runningSettings } from './running-app.ts';
import { SettingsError } from './settings.ts';

/** Answers a request; whichever function the host chose, the same table of operations serves it. */
export async function serveHttp(
  request: HttpRequest,
  invocation: InvocationContext,
): Promise<HttpResponseInit> {
  const body = new Uint8Array(await request.arrayBuffer());
  const { method, url, headers } = request;
  try {
    const page = portalAnswer({ method, url, headers, body }, runningSettings);
    if (page !== null) return page;
    const app = probeAt(url) === null ? await runningApp() : await builtApp();
    const answer = await app.handle({ method, url, headers, body }, invocationOf(invocation));
    return toResponse(answer);
  } catch (error) {
    logFault(invocation, error);
    const further = securityHeaders({ method, url, headers, body }, UNKNOWN);
    return probeAt(url) === 'live' ? alive(further) : notStarted(error, further);
  }
}

/** A function for a queue: the message comes back when the work fails. */
export function onMessage(
  work: (app: App) => (m: unknown, delivery: Delivery, invocation: Invocation) => Promise<void>,
): (message: unknown, invocation: InvocationContext) => Promise<void> {
  return (message, invocation) =>
    scrubbing(async () =>
      work(await runningApp())(message, deliveryOf(invocation), invocationOf(invocation)),
    );
}

/** What the host says of the message; a host that says nothing counts as the first delivery. */
function deliveryOf({ triggerMetadata }: InvocationContext): Delivery {
  const { id, dequeueCount } = triggerMetadata ?? {};
  return { id: typeof id === 'string' ? id : null, count: Number(dequeueCount ?? 1) || 1 };
}

/** A function for a timer. */
export function onTimer(
  work: (app: App) => (invocation: Invocation) => Promise<unknown>,
): (timer: unknown, invocation: InvocationContext) => Promise<void> {
  return (_timer, invocation) =>
    scrubbing(async () => void (await work(await runningApp())(invocationOf(invocation))));
}

/** The host writes into its log whatever is thrown. */
async function scrubbing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw scrubbedError(error);
  }
}

/** The application could not be started: there is no log of its own yet. */
function logFault(invocation: InvocationContext, error: unknown): void {
  const { write } = invocationOf(invocation);
  createLogger({ threshold: 'error', write }).write('error', 'startFailed', errorFields(error));
}

/** Lines go to the log of the invocation, so that the host shows them with it. */
function invocationOf(invocation: InvocationContext): Invocation {
  const write: Invocation['write'] = (level, line) => {
    switch (level) {
      case 'error':
        return invocation.error(line);
      case 'warning':
        return invocation.warn(line);
      case 'information':
        return invocation.info(line);
      case 'debug':
        return invocation.debug(line);
    }
  };
  return { write, traceparent: invocation.traceContext?.traceParent };
}

function toResponse(answer: HttpAnswer): HttpResponseInit {
  const { status, headers, body } = answer;
  return { status, headers: { ...headers }, ...(body !== null && { body }) };
}

function alive(further: HttpAnswer['headers']): HttpResponseInit {
  const headers = { ...further, 'Content-Type': 'application/json' };
  return { status: 200, headers, body: JSON.stringify({ status: 'ok' }) };
}

/** Without settings nobody is believed. */
const UNKNOWN = { publicUrl: null, trustForwarded: false };

function notStarted(error: unknown, further: HttpAnswer['headers']): HttpResponseInit {
  const message =
    error instanceof SettingsError
      ? 'The settings of the server are not complete; its log says which.'
      : 'The storage service is busy or cannot be reached; try again in a moment.';
  return {
    status: 503,
    headers: { ...further, 'Content-Type': 'application/json', 'Retry-After': '5' },
    body: JSON.stringify({
      status: 'unavailable',
      error: { code: 'serviceNotAvailable', message },
    }),
  };
}
