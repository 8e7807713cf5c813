/** Requests to the application's own HTTP interface: waits out 429 and 503, and makes a sentence of what went wrong. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface ApiAnswer {
  readonly status: number;
  /** Parsed JSON; undefined when there is none. */
  readonly body: unknown;
}

export interface ApiRequest {
  readonly method?: string;
  readonly body?: unknown;
}

export interface Page {
  readonly items: readonly unknown[];
  readonly next: string | undefined;
}

const ATTEMPTS = 8;
const BUSY = [429, 503];

export class ApiClient {
  readonly #address: string;

  /** The address of the host, without a slash at the end. */
  constructor(address: string) {
    this.#address = address;
  }

  get address(): string {
    return this.#address;
  }

  /** The answer whatever its status; rejects when the host can't be reached. A path may be a whole address. */
  async send(path: string, { method = 'GET', body }: ApiRequest = {}): Promise<ApiAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(new URL(path, this.#address), {
        method,
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      });
      const text = await response.text();
      if (!BUSY.includes(response.status) || attempt === ATTEMPTS) {
        return { status: response.status, body: parse(text) };
      }
      const asked = Number(response.headers.get('retry-after'));
      await sleep(asked > 0 ? asked * 1000 : 2 ** attempt * 50);
    }
  }

  /** The items of a collection over all its pages; rejects when it is refused. */
  async list(path: string): Promise<unknown[]> {
    const items: unknown[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const page = await this.page(next);
      items.push(...page.items);
      next = page.next;
    }
    return items;
  }

  /** One page of a collection, and the address of the next. */
  async page(path: string): Promise<Page> {
    const answer = await this.send(path);
    if (answer.status !== 200) throw refused(`GET ${path}`, answer);
    return {
      items: member(answer.body, 'value', Array.isArray) ?? [],
      next: member(answer.body, '@odata.nextLink', isText),
    };
  }
}

/** An error for an answer that should not have been. */
export function refused(what: string, { status, body }: ApiAnswer): Error {
  const message = errorMessage(body);
  return new Error(`${what} was answered with ${status}${message ? `: ${message}` : ''}`);
}

/** The message of Graph's error shape. */
export function errorMessage(body: unknown): string | undefined {
  return member(
    member(body, 'error', (value) => typeof value === 'object'),
    'message',
    isText,
  );
}

/** A member of a JSON object if it passes a test. */
function member<Value>(
  body: unknown,
  name: string,
  test: (value: unknown) => value is Value,
): Value | undefined;
function member(body: unknown, name: string, test: (value: unknown) => boolean): unknown;
function member(body: unknown, name: string, test: (value: unknown) => boolean): unknown {
  if (typeof body !== 'object' || body === null) return undefined;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return test(value) ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
