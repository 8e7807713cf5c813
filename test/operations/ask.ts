/** Asks lists of a server as clients do. */
import { BASE, type Reply, type TestServer } from './test-server.ts';

export const EVENTUAL = { ConsistencyLevel: 'eventual' };

/** A list with this filter; `advanced`: with the header and `$count=true`. */
export function ask(
  server: TestServer,
  list: string,
  { filter, advanced = false }: { readonly filter: string; readonly advanced?: boolean },
): Promise<Reply> {
  const query = `$filter=${encodeURIComponent(filter)}${advanced ? '&$count=true' : ''}`;
  return server.get(`${list}?${query}`, advanced ? EVENTUAL : {});
}

/** Every page from an address on. */
export async function pages(
  server: TestServer,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Reply[]> {
  const found: Reply[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const reply: Reply = await server.get(next, headers);
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
    found.push(reply);
    const link: string | undefined = reply.body['@odata.nextLink'];
    next = link?.slice(BASE.length);
  }
  return found;
}
