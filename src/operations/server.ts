/** From a request to its answer: address, access, operation, errors, headers. Never throws. */
import { ACCESS_TABLE } from '../access/access-table.ts';
import type { Caller, Identify } from '../access/caller.ts';
import type { Actor, Origin } from '../directory/origin.ts';
import { readUrl, writePath } from '../http/address.ts';
import { isUnexpected, toErrorAnswer } from '../http/error-answer.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import { readNote } from '../http/note.ts';
import { type AddressSettings, publicAddress } from '../http/public-address.ts';
import { readOptions } from '../http/query-options.ts';
import { type RequestIds, readRequestIds, withStandardHeaders } from '../http/request-ids.ts';
import { securityHeaders } from '../http/security-headers.ts';
import type { Context } from '../membership/context.ts';
import type { Monitor } from '../monitoring/monitor.ts';
import { badRequest, RequestError } from '../util/errors.ts';
import { admit } from './admit.ts';
import { costOf, isBatch } from './costs.ts';
import { createsIfMissing, withGroupId } from './group-key.ts';
import { type Location, locate } from './location.ts';
import { handleOnce } from './once.ts';
import type { Call } from './operation.ts';
import { readerOf } from './reader.ts';
import { type Found, Router } from './router.ts';
import { OPERATIONS } from './table.ts';
import { type RequestLimits, Throttle } from './throttle.ts';

export interface ServerSettings extends AddressSettings {
  readonly mailDomain: string;
  readonly limits: RequestLimits;
}

/** Writes an error that nobody expected to the log, with the id the caller was given. */
export type LogError = (message: string, error: unknown) => void;

/** What a request turned out to ask for. */
export interface Asked {
  /** The name of the operation. */
  readonly operation: string;
  readonly caller: Caller | null;
  /** The template of its path. */
  readonly path: string;
  /** The keys in the address. */
  readonly keys: readonly string[];
}

/** What goes with a request while it is served. */
export interface Attendance {
  readonly logError: LogError;
  /** Told once it is known, before the operation works. */
  readonly asks: (asked: Asked) => void;
  /** Told of each part of a batch when it is answered; null: it asked for nothing that is known. */
  readonly servedPart: (asked: Asked | null, answer: HttpAnswer) => void;
  /** What the operation works with. */
  readonly context: Context;
}

export class Server {
  readonly #context: Context;
  readonly #settings: ServerSettings;
  readonly #identify: Identify;
  readonly #monitor: Monitor;
  readonly #router = new Router(OPERATIONS);
  readonly #throttle: Throttle;

  constructor(
    context: Context,
    settings: ServerSettings,
    { identify, monitor }: { readonly identify: Identify; readonly monitor: Monitor },
  ) {
    this.#context = context;
    this.#settings = settings;
    this.#throttle = new Throttle(settings.limits, context.clock);
    this.#identify = identify;
    this.#monitor = monitor;
  }

  async handle(request: HttpRequest, attendance: Attendance): Promise<HttpAnswer> {
    const ids = readRequestIds(request, this.#context.ids.guid());
    const identify = () => this.#identify(request.headers);
    return this.#respond(request, { attendance, ids, identify, isPart: false });
  }

  async #respond(request: HttpRequest, asking: Asking): Promise<HttpAnswer> {
    const { attendance, ids } = asking;
    const answer = await this.#answer(request, asking).catch((error: unknown) => {
      if (isUnexpected(error)) attendance.logError(`Request ${ids.requestId} failed.`, error);
      return toErrorAnswer(error, ids, this.#context.clock.now());
    });
    return withStandardHeaders(answer, ids, securityHeaders(request, this.#settings));
  }

  async #answer(
    request: HttpRequest,
    { attendance, ids, identify, isPart }: Asking,
  ): Promise<HttpAnswer> {
    const caller = await orError(identify);
    const known = caller instanceof RequestError ? null : caller;
    const target = await orError(() => this.#targetOf(request, known));
    if (!(target instanceof RequestError)) attendance.asks(askedOf(target, known));
    const cost =
      target instanceof RequestError ? 1 : costOf(target.found.operation, target.url.searchParams);
    this.#throttle.charge(known, request, cost);
    // Who may not ask is not told either what is wrong with the address.
    if (caller instanceof RequestError && !isOpen(target)) throw caller;
    if (target instanceof RequestError) throw target;
    const { url, location, found } = target;
    if (isPart && (isBatch(found.operation) || location.surface === 'muster'))
      throw badRequest('A request to this address cannot be part of a batch.');
    const version = location.surface === 'beta' ? 'beta' : 'v1.0';
    const call: Call = {
      context: {
        ...attendance.context,
        by: originOf(known, ids.clientRequestId, readNote(request)),
        reader: readerOf(known),
      },
      request,
      version,
      caller: known,
      keys: found.keys,
      options: readOptions(url.searchParams, version, found.operation.options),
      base: `${publicAddress(request, this.#settings)}/${location.root}`,
      path: writePath(location.segments),
      monitor: this.#monitor,
      mailDomain: this.#settings.mailDomain,
      serve: (part) => this.#servePart(part, attendance, caller),
    };
    return this.#throttle.pass(found.operation, async () => {
      await admit(call, found.operation.name);
      const named = createsIfMissing(call) ? call : await withGroupId(call);
      return handleOnce(found.operation, named);
    });
  }

  /** The batch has a line in the log; its parts are told in it. */
  async #servePart(
    part: HttpRequest,
    attendance: Attendance,
    caller: Caller | RequestError,
  ): Promise<HttpAnswer> {
    const identify = async () => {
      if (caller instanceof RequestError) throw caller;
      return caller;
    };
    const ids = readRequestIds(part, this.#context.ids.guid());
    let asked: Asked | null = null;
    const ofPart: Attendance = {
      ...attendance,
      asks: (what) => {
        asked = what;
      },
    };
    const answer = await this.#respond(part, { attendance: ofPart, ids, identify, isPart: true });
    attendance.servedPart(asked, answer);
    return answer;
  }

  #targetOf(request: HttpRequest, caller: Caller | null): Target {
    const url = readUrl(request.url);
    const location = locate(url.pathname, caller);
    const found = this.#router.find(location.surface, request.method, location.segments);
    return { url, location, found };
  }
}

/** A request under its ids, by whoever it turns out to be. */
interface Asking {
  readonly attendance: Attendance;
  readonly ids: RequestIds;
  readonly identify: () => Promise<Caller>;
  readonly isPart: boolean;
}

/** What history says of everything that the request brings about. */
function originOf(caller: Caller | null, requestId: string, note: string | null): Origin {
  const actor = caller === null ? null : actorOf(caller);
  return { actor, requestId, importId: null, ...(note !== null && { note }) };
}

function actorOf({ id, displayName, kind }: Caller): Actor {
  return { id, displayName, ...(kind === 'application' && { isApplication: true }) };
}

function askedOf({ found: { operation, keys } }: Target, caller: Caller | null): Asked {
  const { name, path } = operation;
  return { operation: name, caller, path, keys: keys.map(({ value }) => value) };
}

/** What a request asks for. */
interface Target {
  readonly url: URL;
  readonly location: Location;
  readonly found: Found;
}

function isOpen(target: Target | RequestError): boolean {
  return !(target instanceof RequestError) && ACCESS_TABLE[target.found.operation.name] === 'open';
}

/** The result, or the error for the caller instead: which of two errors is told is decided later. */
async function orError<T>(work: () => T | Promise<T>): Promise<T | RequestError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}
