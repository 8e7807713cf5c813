/** A request of Node's server in the shape in which the host hands it to a function. */
import type { IncomingMessage } from 'node:http';
import type { RpcHttp } from './core-types.ts';
import type { RouteValues } from './route-template.ts';

/** The largest body the real host lets through: 100 MB. */
const MAX_BODY = 104_857_600;

type Nullable = Record<string, { readonly value: string }>;

/**
 * The whole body, or undefined when it is over the limit. Without a Content-Length there is none, nor for GET and HEAD:
 * the real host drops those bodies too.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  if (size > MAX_BODY) return undefined;
  const dropped =
    request.method === 'GET' ||
    request.method === 'HEAD' ||
    request.headers['content-length'] === undefined;
  return dropped ? Buffer.alloc(0) : Buffer.concat(chunks);
}

/** The address as the client sees it; null when the Host header or the request line makes none. */
export function addressOf(request: IncomingMessage): URL | null {
  const { host } = request.headers;
  const target = request.url ?? '/';
  if (!host || host.includes('@')) return null;
  // Put together as text: a path that begins with two slashes is a path all the same.
  return URL.parse(target.startsWith('/') ? `http://${host}${target}` : target);
}

/** The request as data for a function. */
export function toRpcHttp(
  request: IncomingMessage,
  url: URL,
  given: { readonly body: Buffer; readonly values: RouteValues },
): RpcHttp {
  const { body, values } = given;
  return {
    url: url.href,
    method: request.method ?? 'GET',
    nullableHeaders: readHeaders(request),
    nullableQuery: readQuery(url.searchParams),
    nullableParams: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { value }]),
    ),
    ...(body.length > 0 && { body: { bytes: body } }),
  };
}

/** A header that comes several times reaches a function as one, its values joined; Node would keep the first of some. */
function readHeaders({ headersDistinct }: IncomingMessage): Nullable {
  const entries = Object.entries(headersDistinct).map(([name, values = []]) => [
    name,
    { value: values.join(name === 'cookie' ? '; ' : ',') },
  ]);
  return Object.fromEntries(entries);
}

/** Query parameters whose names differ only in case are one, and its values are joined by commas. */
function readQuery(parameters: URLSearchParams): Nullable {
  const names = new Map<string, string>();
  const joined = new Map<string, string>();
  for (const [name, value] of parameters) {
    const first = names.get(name.toLowerCase()) ?? name;
    names.set(name.toLowerCase(), first);
    const before = joined.get(first);
    joined.set(first, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries([...joined].map(([name, value]) => [name, { value }]));
}
