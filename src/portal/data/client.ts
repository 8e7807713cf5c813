/** Requests to Graph's routes and to ours. Who asks, and in which language, is told once; see `configureClient`. */
import { toApiError, unreachable } from './api-error.ts';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The `@odata.etag` that was read: the answer is 412 when it is no longer that of the server. */
  readonly ifMatch?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Page<T> {
  readonly value: readonly T[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.count'?: number;
}

/** Headers that say who asks; null: nobody is signed in. */
export type Credentials = () => Promise<Readonly<Record<string, string>>>;

let credentials: Credentials = async () => ({});
let language = 'en';

/** Tells all further requests who asks, and in which language. */
export function configureClient(given: {
  readonly credentials?: Credentials;
  readonly language?: string;
}): void {
  credentials = given.credentials ?? credentials;
  language = given.language ?? language;
}

/** The body of the answer, null where it has none. Rejects with ApiError, or the signal's reason. */
export async function send<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await sendRaw(path, options);
  if (response.status === 204) return null as T;
  const text = await response.text();
  return (text === '' ? null : JSON.parse(text)) as T;
}

/** The answer itself, for its headers. Rejects with ApiError, or the signal's reason. */
export async function sendRaw(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, ifMatch, signal, headers } = options;
  const response = await fetch(path, {
    method,
    headers: {
      'Accept-Language': language,
      ...(await credentials()),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? signal.reason : unreachable(error);
  });
  if (!response.ok) throw await toApiError(response);
  return response;
}

/** The path of a link that the server gave, such as `@odata.nextLink`: its host may be one that the browser does not know. */
export function pathOf(link: string): string {
  const { pathname, search } = new URL(link, location.origin);
  return pathname + search;
}

/** Every item of a list, page by page; `onPage` is told how many there are so far. */
export async function readAll<T>(
  path: string,
  options: RequestOptions & { readonly onPage?: (count: number) => void } = {},
): Promise<readonly T[]> {
  const items: T[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const page: Page<T> = await send<Page<T>>(next, options);
    items.push(...page.value);
    options.onPage?.(items.length);
    next = page['@odata.nextLink'] && pathOf(page['@odata.nextLink']);
  }
  return items;
}
