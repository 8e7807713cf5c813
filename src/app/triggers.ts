/** What the registered functions call: from the host's shapes to the app's and back. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import type { HttpAnswer } from '../http/messages.ts';
import { securityHeaders } from '../http/security-headers.ts';
import type { Delivery } from '../membership/handle-messages.ts';
import { describeError, scrubbedError, scrubText } from '../util/scrub.ts';
import type { App } from './create-app.ts';
import { runningApp } from './running-app.ts';
import { SettingsError } from './settings.ts';

/** Answers a request; whichever function the host chose, the same table of operations serves it. */
export async function serveHttp(
  request: HttpRequest,
  invocation: InvocationContext,
): Promise<HttpResponseInit> {
  const body = new Uint8Array(await request.arrayBuffer());
  const { method, url, headers } = request;
  try {
    const app = await runningApp();
    const answer = await app.handle({ method, url, headers, body }, (message, error) =>
      logError(invocation, message, error),
    );
    return toResponse(answer);
  } catch (error) {
    logError(invocation, 'The application could not be started.', error);
    return notStarted(error, securityHeaders({ method, url, headers, body }, null));
  }
}

/** A function for a queue: the message comes back when the work fails. */
export function onMessage(
  work: (app: App, message: unknown, delivery: Delivery) => Promise<void>,
): (message: unknown, invocation: InvocationContext) => Promise<void> {
  return (message, invocation) =>
    scrubbing(async () => work(await runningApp(), message, deliveryOf(invocation)));
}

/** What the host says of the message; a host that says nothing counts as the first delivery. */
function deliveryOf({ triggerMetadata }: InvocationContext): Delivery {
  const { id, dequeueCount } = triggerMetadata ?? {};
  return { id: typeof id === 'string' ? id : null, count: Number(dequeueCount ?? 1) || 1 };
}

/** A function for a timer. */
export function onTimer(work: (app: App) => Promise<void>): () => Promise<void> {
  return () => scrubbing(async () => work(await runningApp()));
}

/** The host writes into its log whatever is thrown. */
async function scrubbing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw scrubbedError(error);
  }
}

/** The one door by which errors get into the log. */
function logError(invocation: InvocationContext, message: string, error: unknown): void {
  invocation.error(`${scrubText(message)}\n${describeError(error)}`);
}

/** The timer of the delay alert also writes to the log, where operators have their own alarms. */
export async function onDelayTimer(_timer: unknown, invocation: InvocationContext): Promise<void> {
  await scrubbing(async () => {
    const hours = await (await runningApp()).checkDelay();
    if (hours === null) return;
    invocation.error(
      `Memberships of dynamic groups have not been updated for ${Math.floor(hours)} hours: nothing that is pending could be processed.`,
    );
  });
}

function toResponse(answer: HttpAnswer): HttpResponseInit {
  const { status, headers, body } = answer;
  return { status, headers: { ...headers }, ...(body !== null && { body }) };
}

function notStarted(error: unknown, further: HttpAnswer['headers']): HttpResponseInit {
  const message =
    error instanceof SettingsError
      ? 'The settings of the server are not complete; its log says which.'
      : 'The storage service is busy or cannot be reached; try again in a moment.';
  return {
    status: 503,
    headers: { ...further, 'Content-Type': 'application/json', 'Retry-After': '5' },
    body: JSON.stringify({ error: { code: 'serviceNotAvailable', message } }),
  };
}
