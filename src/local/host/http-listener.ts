/** The host's HTTP server: its own routes below /admin, then those of the functions. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressOf, readBody, toRpcHttp } from './http-request.ts';
import { sendAnswer, sendEmpty } from './http-response.ts';
import { invoke } from './invoke.ts';
import { describeError } from './log.ts';
import { findRoute, type Route } from './route-table.ts';
import { type EventRunner, writeOutputs } from './run-event.ts';

/** Answers a request below /admin; false when the path is none of the host's. */
export type AdminHandler = (
  request: { readonly method: string; readonly path: string; readonly body: Buffer },
  response: ServerResponse,
) => boolean;

export interface HttpListenerOptions {
  readonly runner: EventRunner;
  readonly routes: readonly Route[];
  readonly admin: AdminHandler;
}

const LOOPBACK = '127.0.0.1';
const MAX_HEADERS = 32 * 1024;
/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const KEEP_ALIVE = 75_000;

/** Listens on the loopback address only. */
export class HttpListener {
  readonly #options: HttpListenerOptions;
  readonly #server: Server;
  readonly #inFlight = new Set<Promise<void>>();

  constructor(options: HttpListenerOptions) {
    this.#options = options;
    this.#server = createServer(
      { maxHeaderSize: MAX_HEADERS, keepAliveTimeout: KEEP_ALIVE },
      (request, response) => this.#accept(request, response),
    );
  }

  /** Starts listening and answers the address; rejects with a sentence when the port is taken. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(toListenError(error, port)));
      this.#server.listen(port, LOOPBACK, resolve);
    });
    return `http://${LOOPBACK}:${portOf(this.#server.address())}`;
  }

  /** Takes no more requests and waits for those that are being answered. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.allSettled(this.#inFlight);
    this.#server.closeAllConnections();
    await closed;
  }

  #accept(request: IncomingMessage, response: ServerResponse): void {
    const work = this.#answer(request, response)
      .catch((error: unknown) => {
        // Whoever goes away in the middle of a request waits for no answer, and nothing is wrong here.
        if (request.readableAborted) return;
        this.#options.runner.invoker.log(
          'error',
          `${request.method} ${request.url}: ${describeError(error)}`,
        );
        if (response.headersSent) response.destroy();
        else sendEmpty(response, 500);
      })
      .finally(() => this.#inFlight.delete(work));
    this.#inFlight.add(work);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (!body) return sendEmpty(response, 413);
    const url = addressOf(request);
    if (!url) return sendEmpty(response, 400);
    const path = pathOf(request);
    const method = request.method ?? 'GET';
    if (isFromHere(request, url) && this.#options.admin({ method, path, body }, response)) return;
    const match = findRoute(this.#options.routes, method, path);
    if (!match) return sendEmpty(response, 404);
    const { registered, bindingName } = match.route;
    const http = toRpcHttp(request, url, { body, values: match.values });
    const { runner } = this.#options;
    const answer = await invoke(runner.invoker, registered, { bindingName, data: { http } });
    await writeOutputs(runner, registered, answer.outputData ?? []);
    sendAnswer(response, answer.returnValue);
  }
}

/** Whether a program on this machine asks, not a page that a browser on it shows: what the admin routes are for. */
function isFromHere(request: IncomingMessage, url: URL): boolean {
  return (
    request.headers.origin === undefined &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  );
}

/** The path without its query and leading slash, still encoded. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/')
    .replace(/^https?:\/\/[^/]*/i, '')
    .replace(/[?#].*$/s, '')
    .slice(1);
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}

function toListenError(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} is in use by another program. Stop it, or choose another port: PORT=7072 npm start.`,
      { cause: error },
    );
  }
  if (code === 'EACCES') {
    return new Error(
      `This user may not listen on port ${port}. Choose another port: PORT=7072 npm start.`,
      { cause: error },
    );
  }
  return error;
}
