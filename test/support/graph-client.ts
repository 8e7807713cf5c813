/** Requests as a script would send them: JSON in, status and JSON out. */

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a server answers is looked at, not typed.
  readonly body: any;
  readonly headers: Headers;
}

export interface GraphClient {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Every item of a list, page after page. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  all(path: string): Promise<any[]>;
}

export function graphClient(url: string): GraphClient {
  async function send(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const json =
      options.body === undefined
        ? {}
        : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) };
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...options.headers },
      ...json,
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  }
  const get: GraphClient['get'] = (path, headers = {}) => send('GET', path, { headers });
  return {
    get,
    post: (path, body, headers = {}) => send('POST', path, { body, headers }),
    patch: (path, body, headers = {}) => send('PATCH', path, { body, headers }),
    put: (path, body) => send('PUT', path, { body }),
    delete: (path) => send('DELETE', path),
    async all(path) {
      const items = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const page: Answer = await get(next);
        if (page.status !== 200)
          throw new Error(`${next}: ${page.status} ${JSON.stringify(page.body)}`);
        items.push(...page.body.value);
        next = page.body['@odata.nextLink'];
      }
      return items;
    },
  };
}
