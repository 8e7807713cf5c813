/** If-Match on our own routes: whoever changes what he has not seen is told so. */
import { beforeEach, describe, expect, it } from 'vitest';
import { GuardedServer } from './guarded-server.ts';

let server: GuardedServer;
let id: string;

beforeEach(async () => {
  server = new GuardedServer();
  id = await server.guarded();
});

/** What a test sends; the group is made before each. */
const GUARD = { guard: { removals: { count: 7 } } };

async function etagOf(path: string): Promise<string> {
  return (await server.get(path)).body['@odata.etag'];
}

describe.each([
  ['a group', (): string => `/muster/v1/groups/${id}`, GUARD, { guard: null }],
  ['the guard for all', (): string => '/muster/v1/guard', { blankedShare: 7 }, { blankedShare: 8 }],
] as const)('%s', (_what, path, change, other) => {
  it('is changed by whoever has seen it as it is, and by nobody who has not', async () => {
    const seen = await etagOf(path());
    const first = await server.patch(path(), change, { 'if-match': seen });
    expect(first.status).toBeLessThan(300);
    const stale = await server.patch(path(), other, { 'if-match': seen });
    expect(stale.status).toBe(412);
    expect(stale.body.error.code).toBe('Request_PreconditionFailed');
    const now = await etagOf(path());
    expect(now).not.toBe(seen);
    expect((await server.patch(path(), other, { 'if-match': now })).status).toBeLessThan(300);
  });

  it.each(['*', '"abc"', 'W/"JzEtZ3JvdXAn"'])(
    'takes an ETag of others for none: %s',
    async (etag) => {
      await server.patch(path(), change, { 'if-match': etag });
      expect((await server.patch(path(), other, { 'if-match': etag })).status).toBeLessThan(300);
    },
  );

  it('is changed by one of two who have seen the same', async () => {
    const seen = await etagOf(path());
    const replies = await Promise.all(
      [change, other].map((body) => server.patch(path(), body, { 'if-match': seen })),
    );
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(1);
  });
});

it('a group has one ETag, whichever way it is asked for; processing does not change it', async () => {
  const graph = `/v1.0/groups/${id}?$select=id,@odata.etag`;
  const seen = await etagOf(graph);
  expect(await etagOf(`/muster/v1/groups/${id}`)).toBe(seen);
  const listed = await server.get('/muster/v1/groups');
  expect(listed.body.value[0]['@odata.etag']).toBe(seen);
  await server.createUser({ department: 'Sales' });
  await server.settle();
  expect(await server.members(id)).toHaveLength(11);
  expect(await etagOf(graph)).toBe(seen);
});
