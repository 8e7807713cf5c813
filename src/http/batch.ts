/** Several requests in one (graph-spec.md 11): what is read from the body, and what goes into the answer. */
import { z } from 'zod';
import type { GraphVersion } from '../contract/property.ts';
import { badRequest, type RequestError } from '../util/errors.ts';
import type { HttpAnswer, HttpRequest } from './messages.ts';
import type { JsonObject } from './read-body.ts';

export interface BatchPart {
  readonly id: string;
  readonly method: string;
  /** As given: relative, with or without the version and the first slash. */
  readonly url: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** Ids in lower case. */
  readonly dependsOn: readonly string[];
}

const MOST_PARTS = 20;

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'];

/** Headers that are a part's own; all others (who asks, and from where) are those of the batch. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'client-request-id',
  'consistencylevel',
  'content-type',
  'if-match',
  'if-none-match',
  'prefer',
]);

/** Of the body of the batch itself. */
const OUTER_HEADERS: ReadonlySet<string> = new Set(['content-encoding', 'content-length']);

/** What a part's answer repeats; the others stand on the answer of the batch. Clients look for exactly these spellings. */
const TOLD_HEADERS: ReadonlySet<string> = new Set([
  'Allow',
  'Content-Type',
  'ETag',
  'Location',
  'OData-Version',
  'Preference-Applied',
  'Retry-After',
  'WWW-Authenticate',
  'client-request-id',
  'request-id',
]);

const partSchema = z.object({
  id: z.string().min(1).max(256),
  method: z.string().transform((method) => method.toUpperCase()),
  url: z.string().min(1),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).nullish(),
});

/** The parts in their order. Throws RequestError 400 for a batch of which no part can be done. */
export function readBatch(body: JsonObject): readonly BatchPart[] {
  const { requests } = body;
  if (!Array.isArray(requests) || requests.length === 0)
    throw badBatch("The body of a batch needs a list 'requests'.");
  if (requests.length > MOST_PARTS)
    throw badBatch(`Number of batch request steps exceeds the maximum value of ${MOST_PARTS}.`);
  const parts = requests.map(readPart);
  const ids = new Set(parts.map(({ id }) => id.toLowerCase()));
  if (ids.size < parts.length)
    throw badBatch('The ids of the requests in a batch must differ in more than letter case.');
  for (const { id, dependsOn } of parts) {
    const unknown = dependsOn.find((other) => !ids.has(other));
    if (unknown !== undefined)
      throw badBatch(`Request '${id}' depends on '${unknown}', which is not in the batch.`);
  }
  return parts;
}

/**
 * The parts in groups that are done one after another: each depends only on parts of groups before. Throws RequestError
 * 400 when some depend on each other in a circle.
 */
export function inOrder(parts: readonly BatchPart[]): readonly (readonly BatchPart[])[] {
  const steps: (readonly BatchPart[])[] = [];
  const done = new Set<string>();
  for (let rest = parts; rest.length > 0; ) {
    const ready = rest.filter(({ dependsOn }) => dependsOn.every((id) => done.has(id)));
    if (ready.length === 0)
      throw badBatch('Requests in the batch depend on each other in a circle.');
    for (const { id } of ready) done.add(id.toLowerCase());
    rest = rest.filter((part) => !ready.includes(part));
    steps.push(ready);
  }
  return steps;
}

/** A part as a request of its own, by whoever sent the batch. */
export function toRequest(part: BatchPart, batch: HttpRequest, version: GraphVersion): HttpRequest {
  const { method, headers, body } = part;
  return {
    method,
    url: `${new URL(batch.url).origin}${pathOf(part.url, version)}`,
    headers: {
      get: (name) => {
        const lowerCased = name.toLowerCase();
        if (OWN_HEADERS.has(lowerCased)) return headers.get(lowerCased) ?? null;
        return OUTER_HEADERS.has(lowerCased) ? null : batch.headers.get(name);
      },
    },
    body,
  };
}

/** What the answer of the batch has for a part; without a body it has no member for one. */
export function toResponse(id: string, { status, headers, body }: HttpAnswer): unknown {
  const told = Object.entries(headers).filter(([name]) => TOLD_HEADERS.has(name));
  return {
    id,
    status,
    headers: Object.fromEntries(told),
    ...(body !== null && { body: contentOf(headers, body) }),
  };
}

function readPart(given: unknown): BatchPart {
  const parsed = partSchema.safeParse(given);
  if (!parsed.success || !METHODS.includes(parsed.data.method))
    throw badBatch("Each request of a batch needs an 'id', a 'method' and a relative 'url'.");
  const { id, method, url, headers, body, dependsOn } = parsed.data;
  const named = Object.entries(headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  return {
    id,
    method,
    url,
    headers: new Map(named),
    body: bytesOf(body),
    dependsOn: (dependsOn ?? []).map((other) => other.toLowerCase()),
  };
}

/** Some clients write bodies as base64 of their JSON. */
function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body !== 'string') return new TextEncoder().encode(JSON.stringify(body));
  const isBase64 = z.base64().safeParse(body).success || z.base64url().safeParse(body).success;
  return isBase64 ? new Uint8Array(Buffer.from(body, 'base64')) : new TextEncoder().encode(body);
}

function pathOf(url: string, version: GraphVersion): string {
  const path = url.replace(/^https?:\/\/[^/]*/i, '').replace(/^\/+/, '');
  return /^(?:v1\.0|beta)(?:[/?]|$)/i.test(path) ? `/${path}` : `/${version}/${path}`;
}

function contentOf(headers: HttpAnswer['headers'], body: string): unknown {
  if (headers['Content-Type']?.startsWith('application/json') === true) return JSON.parse(body);
  return /^\d+$/.test(body) ? Number(body) : body;
}

function badBatch(message: string): RequestError {
  return badRequest(message);
}
