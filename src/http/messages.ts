/** Requests and answers as the rest of the program sees them, whatever host brings them. */

export interface HttpRequest {
  readonly method: string;
  /** Absolute, as the host received it. */
  readonly url: string;
  readonly headers: HeaderReader;
  /** The body as received, compressed or not; empty when there is none. */
  readonly body: Uint8Array;
}

/** Reads one header by its name in any letter case. */
interface HeaderReader {
  get(name: string): string | null;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: no body at all, as with 204. */
  readonly body: string | null;
}

const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** An answer with a JSON body. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'Content-Type': JSON_TYPE, ...headers },
    body: JSON.stringify(body),
  };
}

export function ok(body: unknown): HttpAnswer {
  return json(200, body);
}

/** 201 for an object that now is at `location`. */
export function created(body: unknown, location: string): HttpAnswer {
  return json(201, body, { Location: location });
}

/** 204, without any body (graph-spec.md 2.4). */
export function noContent(): HttpAnswer {
  return { status: 204, headers: {}, body: null };
}

/** 202 for work that goes on after the answer. */
export function accepted(location: string): HttpAnswer {
  return { status: 202, headers: { Location: location }, body: null };
}

export function plainText(body: string): HttpAnswer {
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body };
}
