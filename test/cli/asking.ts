/** Commands that ask a server on tables in memory. */
import type { TestServer } from '../operations/test-server.ts';
import type { World } from '../support/memory-io.ts';

/** What a command needs to ask this server. `answer` may answer instead. */
export function asking(
  server: TestServer,
  answer: (url: string, init: RequestInit) => Response | null = () => null,
): Pick<World, 'fetch' | 'waits'> {
  return {
    waits: [],
    fetch: async (url, init) => {
      const instead = answer(url, init);
      if (instead !== null) return instead;
      const { pathname, search } = new URL(url);
      const headers = Object.fromEntries(new Headers(init.headers));
      const reply = await server.send(
        init.method ?? 'GET',
        `${pathname}${search}`,
        init.body ?? undefined,
        headers,
      );
      return new Response(reply.body === null ? null : JSON.stringify(reply.body), {
        status: reply.status,
        headers: reply.headers,
      });
    },
  };
}
