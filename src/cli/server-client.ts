/** Requests of a command to the server: waits out what passes, and makes a sentence of what does not. */
import { InputError, type Io } from './io.ts';

export interface ServerAnswer {
  readonly status: number;
  /** Parsed JSON; null when there is none. */
  readonly body: unknown;
}

export interface ServerRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const DEFAULT_URL = 'http://127.0.0.1:7071';
const ATTEMPTS = 8;
const LONGEST_WAIT_SECONDS = 60;

/** Asks the server at MUSTER_URL, with MUSTER_TOKEN where it is set. */
export class ServerClient {
  readonly #io: Io;
  readonly #url: string;

  /** Throws InputError for a MUSTER_URL that is none. */
  constructor(io: Io) {
    this.#io = io;
    this.#url = (io.environment.MUSTER_URL ?? DEFAULT_URL).replace(/\/+$/, '');
    if (!URL.canParse(this.#url)) throw new InputError(`MUSTER_URL is no address: ${this.#url}.`);
  }

  /** The answer, below 500 and not 429. Throws InputError when the server can't be reached or keeps failing. */
  async send(path: string, request: ServerRequest = {}): Promise<ServerAnswer> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#try(path, request, attempt);
      if (response !== null) {
        const { status } = response;
        const passes = status === 429 || status >= 500;
        if (!passes) return { status, body: await jsonOf(response) };
        if (attempt === ATTEMPTS) throw refusal(path, { status, body: await jsonOf(response) });
      }
      await this.#io.wait(waitBefore(attempt, response?.headers.get('retry-after') ?? null));
    }
  }

  /** As `send`; throws InputError for any answer but success. */
  async ask(path: string, request: ServerRequest = {}): Promise<unknown> {
    const answer = await this.send(path, request);
    if (answer.status < 300) return answer.body;
    throw refusal(path, answer);
  }

  /** Null when there was no answer and another attempt may help. */
  async #try(path: string, request: ServerRequest, attempt: number): Promise<Response | null> {
    const { method = 'GET', body, type = 'application/json' } = request;
    const token = this.#io.environment.MUSTER_TOKEN;
    const headers = {
      ...request.headers,
      ...(body !== undefined && { 'content-type': type }),
      ...(token !== undefined && token !== '' && { authorization: `Bearer ${token}` }),
    };
    const address = path.startsWith('/') ? `${this.#url}${path}` : path;
    try {
      return await this.#io.fetch(address, {
        method,
        headers,
        ...(body !== undefined && { body }),
      });
    } catch (error) {
      if (attempt < ATTEMPTS) return null;
      const reason = error instanceof Error ? reasonOf(error) : String(error);
      throw new InputError(`${this.#url} cannot be reached: ${reason}.`);
    }
  }
}

/** In milliseconds: what the server asks for, else longer each time. */
function waitBefore(attempt: number, asked: string | null): number {
  const seconds = Number(asked ?? Number.NaN);
  const wait = seconds > 0 ? Math.min(seconds, LONGEST_WAIT_SECONDS) : 0.1 * 2 ** attempt;
  return wait * 1_000;
}

function reasonOf(error: Error): string {
  const { cause } = error;
  const text = cause instanceof Error && cause.message !== '' ? cause.message : error.message;
  return text.replace(/\.$/, '');
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text());
  } catch {
    return null;
  }
}

function refusal(path: string, { status, body }: ServerAnswer): InputError {
  const message = messageOf(body);
  return new InputError(
    `${path} was answered with ${status}${message === null ? '' : `: ${message}`}`,
  );
}

/** The message of Graph's error shape. */
function messageOf(body: unknown): string | null {
  const error = fieldOf(body, 'error');
  const message = fieldOf(error, 'message');
  return typeof message === 'string' ? message : null;
}

/** A member of a JSON object; undefined where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
