/**
 * Goes with every request, message and timer: gives it a place in its trace, has its messages carry that on, measures it,
 * and writes its line into the log.
 */
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import type { Context } from '../membership/context.ts';
import type { Delivery } from '../membership/later-messages.ts';
import type { Asked, Attendance } from '../operations/server.ts';
import type { LogFields, Logger, LogLevel } from '../ports/logger.ts';
import { Activity, RunStarts } from '../telemetry/activity.ts';
import type { Instruments } from '../telemetry/instruments.ts';
import {
  createLogger,
  errorFields,
  type LogThreshold,
  type WriteLine,
} from '../telemetry/json-logger.ts';
import { startTrace, type Trace, traceparentOf } from '../telemetry/trace.ts';
import { watchStores } from '../telemetry/watched-stores.ts';
import { type Ids, isGuid } from '../util/ids.ts';

/** What the host gives along with a call of a function. */
export interface Invocation {
  readonly write: WriteLine;
  /** The host's own place in the trace; absent where it has none. */
  readonly traceparent?: string | undefined;
}

/** Nobody listens. */
export const UNHEARD: Invocation = { write: () => undefined };

export interface AttendantParts {
  readonly context: Context;
  readonly instruments: Instruments;
  readonly threshold: LogThreshold;
  readonly traceIds: Ids;
  /** Milliseconds that never go back. */
  readonly elapsed: () => number;
}

const UNKNOWN: Asked = { operation: 'unknown', caller: null, path: '', keys: [] };

/** One invocation while it works. */
interface Attended {
  readonly context: Context;
  readonly log: Logger;
  readonly activity: Activity;
  readonly seconds: () => number;
}

/** The ids of what a request is about. */
type NamedIds = Readonly<Record<string, string>>;

/** A part of a batch, as the line of the batch tells it; there are at most twenty. */
type LogPart = Readonly<Record<string, string | number>>;

/** What a message is, besides itself. */
export interface Delivered {
  readonly queue: string;
  readonly message: unknown;
  readonly delivery: Delivery | undefined;
  readonly invocation: Invocation | undefined;
}

export class Attendant {
  readonly #parts: AttendantParts;
  readonly #starts = new RunStarts();

  constructor(parts: AttendantParts) {
    this.#parts = parts;
  }

  async request(
    request: HttpRequest,
    invocation: Invocation,
    serve: (attendance: Attendance) => Promise<HttpAnswer>,
  ): Promise<HttpAnswer> {
    const given = request.headers.get('traceparent') ?? undefined;
    const attended = this.#attend(invocation, nearer(given, invocation.traceparent));
    const { context, log } = attended;
    const { httpRequests, httpSeconds } = this.#parts.instruments;
    const parts: LogPart[] = [];
    let asked = UNKNOWN;
    const answer = await serve({
      context,
      asks: (what) => {
        asked = what;
      },
      servedPart: (what, { status, headers }) => {
        const part = what ?? UNKNOWN;
        httpRequests.add(1, part.operation, String(status));
        parts.push({ operation: part.operation, status, ...idsAsked(part, headers) });
      },
      logError: (_message, error) =>
        log.write('error', 'requestFailed', { operation: asked.operation, ...errorFields(error) }),
    });
    const seconds = attended.seconds();
    httpRequests.add(1, asked.operation, String(answer.status));
    httpSeconds.observe(seconds, asked.operation);
    if (log.isOn('information'))
      log.write('information', 'request', {
        ...requestFields(asked, request, answer),
        ...(parts.length > 0 && { parts }),
        milliseconds: Math.round(seconds * 1_000),
        ...attended.activity.fields(),
      });
    return answer;
  }

  /** Throws what the work throws: the message then comes back. */
  async message(delivered: Delivered, work: (context: Context) => Promise<void>): Promise<void> {
    const { queue, message, delivery, invocation = UNHEARD } = delivered;
    const attended = this.#attend(invocation, traceOfMessage(message) ?? invocation.traceparent);
    const { messages, messageSeconds } = this.#parts.instruments;
    const fields = { queue, message: delivery?.id, delivery: delivery?.count, ...idsIn(message) };
    await this.#work(attended, work, (outcome, seconds) => {
      messages.add(1, queue, outcome);
      messageSeconds.observe(seconds, queue);
      return { level: 'information', event: 'message', fields };
    });
  }

  /** Throws what the work throws. */
  async timer<T>(
    timer: string,
    invocation: Invocation,
    work: (context: Context) => Promise<T>,
  ): Promise<T> {
    const attended = this.#attend(invocation, invocation.traceparent);
    return this.#work(attended, work, (outcome) => {
      this.#parts.instruments.timers.add(1, timer, outcome);
      return { level: 'debug', event: 'timer', fields: { timer } };
    });
  }

  #attend({ write }: Invocation, traceparent: string | undefined): Attended {
    const { context, instruments, threshold, traceIds, elapsed } = this.#parts;
    const trace = startTrace(traceparent, traceIds);
    const log = createLogger({ threshold, write, always: traceFields(trace) });
    const activity = new Activity(instruments, log);
    const watched = watchStores(context, { activity, starts: this.#starts, clock: context.clock });
    const queues = context.queues.tracedBy(traceparentOf(trace));
    const start = elapsed();
    const seconds = () => Math.max(0, elapsed() - start) / 1_000;
    return { context: { ...context, ...watched, queues }, log, activity, seconds };
  }

  async #work<T>(
    { context, log, activity, seconds }: Attended,
    work: (context: Context) => Promise<T>,
    ended: (
      outcome: 'done' | 'failed',
      seconds: number,
    ) => { readonly level: LogLevel; readonly event: string; readonly fields: LogFields },
  ): Promise<T> {
    const tell = (outcome: 'done' | 'failed', error?: unknown): void => {
      const taken = seconds();
      const { level, event, fields } = ended(outcome, taken);
      const milliseconds = Math.round(taken * 1_000);
      if (outcome === 'failed')
        log.write('error', `${event}Failed`, { ...fields, milliseconds, ...errorFields(error) });
      else log.write(level, event, { ...fields, milliseconds, ...activity.fields() });
    };
    try {
      const result = await work(context);
      tell('done');
      return result;
    } catch (error) {
      tell('failed', error);
      throw error;
    }
  }
}

/** The host's place in the same trace comes after the caller's; in another trace it says nothing of the caller's. */
function nearer(given: string | undefined, host: string | undefined): string | undefined {
  if (given === undefined) return host;
  return host !== undefined && host.slice(3, 35) === given.slice(3, 35) ? host : given;
}

function traceFields({ traceId, spanId, parentId }: Trace): LogFields {
  return { trace: traceId, span: spanId, ...(parentId !== null && { parent: parentId }) };
}

function traceOfMessage(message: unknown): string | undefined {
  const text = memberOf(message, 'traceparent');
  return typeof text === 'string' ? text : undefined;
}

/** More ids than this are counted and not named. */
const MOST_NAMED = 20;

/** What a message names, whatever its queue: ids and numbers only. */
function idsIn(message: unknown): LogFields {
  const fields: Record<string, LogFields[string]> = {};
  for (const name of ['objects', 'groups', 'ranges']) {
    const list = memberOf(message, name);
    if (!Array.isArray(list)) continue;
    fields[name] = list.filter(isId).slice(0, MOST_NAMED);
    if (list.length > MOST_NAMED) fields[`${name}Count`] = list.length;
  }
  for (const name of ['run', 'audit', 'part', 'slice', 'range']) {
    const value = memberOf(message, name);
    if (isId(value)) fields[name] = value;
  }
  return fields;
}

function isId(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value.length <= 64);
}

function memberOf(message: unknown, name: string): unknown {
  return typeof message === 'object' && message !== null ? Reflect.get(message, name) : undefined;
}

function requestFields(asked: Asked, { method }: HttpRequest, answer: HttpAnswer): LogFields {
  const { operation, caller } = asked;
  return {
    requestId: answer.headers['request-id'],
    clientRequestId: answer.headers['client-request-id'],
    operation,
    method,
    status: answer.status,
    caller: caller?.id,
    callerKind: caller?.kind,
    ...idsAsked(asked, answer.headers),
  };
}

/** The ids that the address names, or of what was created; names that are no ids are left out, as they tell of people. */
function idsAsked({ path, keys }: Asked, headers: HttpAnswer['headers']): NamedIds {
  const made = headers.Location?.split(/[/']/).findLast(isGuid);
  const [first = made, second] = keys.filter(isGuid);
  const isGroup = path.split('/')[0] === 'groups';
  const ids = isGroup ? { group: first, object: second } : { object: first };
  return Object.fromEntries(Object.entries(ids).flatMap(([name, id]) => (id ? [[name, id]] : [])));
}
