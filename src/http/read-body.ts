/** The body of a request: decoded, within its limits, a JSON object. */
import { badRequest, RequestError } from '../util/errors.ts';
import type { HttpRequest } from './messages.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Bytes a body may have, also after it is decompressed. */
const BODY_LIMIT = 1_048_576;

/** How deep objects and lists may be nested. */
const DEPTH_LIMIT = 32;

/** Members of objects and items of lists that a body may have in all. */
const MEMBER_LIMIT = 50_000;

/**
 * The JSON object in the body. Throws RequestError: 413 when it is too large, 415 for a compression other than gzip (on
 * which clients send it again uncompressed), 400 when it is no JSON object or nested too deep.
 */
export async function readJsonObject(request: HttpRequest): Promise<JsonObject> {
  const value = parse(decodeText(await readBytes(request, BODY_LIMIT)));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest('The body of the request must be a JSON object.');
  if (isTooDeep(value))
    throw badRequest(`The body is nested more than ${DEPTH_LIMIT} levels deep.`);
  if (membersOf(value) > MEMBER_LIMIT) {
    const most = MEMBER_LIMIT.toLocaleString('en');
    throw badRequest(`The body has more than ${most} members and items.`);
  }
  return value as JsonObject;
}

/** The bytes of the body, decompressed. Throws RequestError 413 when they are more than `limit`, 415 and 400 as above. */
export async function readBytes(request: HttpRequest, limit: number): Promise<Uint8Array> {
  if (request.body.length > limit) throw tooLarge(limit);
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return request.body;
  if (encoding !== 'gzip') {
    const message = `The content encoding '${encoding.slice(0, 64)}' is not supported; send the body uncompressed or as gzip.`;
    throw new RequestError({ status: 415, code: 'UnsupportedMediaType', message });
  }
  return gunzip(request.body, limit);
}

/** Stops as soon as the limit is passed: a small body can unfold to gigabytes. */
async function gunzip(body: Uint8Array, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Blob([new Uint8Array(body)]).stream();
    for await (const part of stream.pipeThrough(new DecompressionStream('gzip'))) {
      size += part.length;
      if (size > limit) break;
      parts.push(part);
    }
  } catch {
    throw badRequest('The body of the request is not valid gzip data.');
  }
  if (size > limit) throw tooLarge(limit);
  return Buffer.concat(parts);
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable();
  }
}

function parse(text: string): unknown {
  if (text.trim() === '') throw badRequest('Empty Payload. JSON content expected.');
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}

/** Whether objects and lists are nested deeper than an object of the directory can be. */
export function isTooDeep(value: unknown): boolean {
  return isDeeperThan(value, DEPTH_LIMIT);
}

function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((item) => isDeeperThan(item, limit - 1));
}

/** To be asked only of what is not too deep. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const items = Object.values(value);
  return items.reduce<number>((count, item) => count + membersOf(item), items.length);
}

function unreadable(): RequestError {
  return new RequestError({
    status: 400,
    code: 'BadRequest',
    message:
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  });
}

function tooLarge(limit: number): RequestError {
  const message = `The body of the request has more than ${limit.toLocaleString('en')} bytes.`;
  return new RequestError({ status: 413, code: 'RequestEntityTooLarge', message });
}
