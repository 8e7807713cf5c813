/** What lists cost: by key a handful of requests, everything else in bounded steps (docs/queries.md). */
import { beforeAll, describe, expect, it } from 'vitest';
import { EVENTUAL, pages } from './ask.ts';
import { type Reply, TestServer } from './test-server.ts';

const BLOCK = 512;
const BLOCKS = 100;
const server = new TestServer();
const ids: string[] = [];

/** One user in each of a hundred blocks: a directory of 51,200 users to whoever reads it block by block. */
beforeAll(async () => {
  for (let block = 0; block < BLOCKS; block++) {
    const name = `User ${String((block * 37) % BLOCKS).padStart(3, '0')}`;
    ids.push(
      await server.createUser({ displayName: name, userPrincipalName: `u${block}@contoso.com` }),
    );
    await server.memory.stores.ordinals.reserve('user', BLOCK - 1);
  }
  for (let made = 5; made < 10; made++) {
    const mailNickname = `team${made}`;
    const unified = { groupTypes: ['Unified'], mailEnabled: true };
    const uniqueName = `Unique-${made}`;
    await server.createGroup({ ...unified, displayName: `Team ${made}`, mailNickname, uniqueName });
  }
  await server.createGroup({ displayName: 'Security', mailNickname: 'team7' });
});

async function costOf(path: string, headers = {}): Promise<{ reply: Reply; requests: number }> {
  const before = server.memory.tables.requestCount();
  const reply = await server.get(path, headers);
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return { reply, requests: server.memory.tables.requestCount() - before };
}

describe('objects that a filter names', () => {
  it.each([
    ['their id', () => `id eq '${ids[70]}'`, 1],
    ['some ids', () => `id in ('${ids[3]}','${ids[70]}')`, 2],
    ['ids joined by or', () => `id eq '${ids[3]}' or id eq '${ids[70]}'`, 2],
    ['an id and more', () => `accountEnabled eq true and id eq '${ids[70]}'`, 1],
    ['an id of somebody else', () => `displayName eq 'x' and id eq '${ids[70]}'`, 0],
    ['their userPrincipalName', () => "userPrincipalName eq 'U70@contoso.com'", 1],
    ['an id that is none', () => "id eq 'x/y'", 0],
  ])('are read by %s', async (_by, filter, found) => {
    const { reply, requests } = await costOf(`/v1.0/users?$filter=${encodeURIComponent(filter())}`);
    expect(reply.body.value).toHaveLength(found);
    expect(reply.body).not.toHaveProperty('@odata.nextLink');
    expect(requests).toBeLessThanOrEqual(4);
  });

  it('are pages of the same list', async () => {
    const filter = encodeURIComponent(`id in ('${ids[9]}','${ids[3]}','${ids[70]}')`);
    const found = await pages(server, `/v1.0/users?$top=2&$select=id&$filter=${filter}`);
    expect(found.map(({ body }) => body.value.map(({ id }: { id: string }) => id))).toEqual([
      [ids[3], ids[9]],
      [ids[70]],
    ]);
  });
});

describe('groups that a filter names', () => {
  it.each([
    ["mail eq 'TEAM7@contoso.com'", ['Team 7']],
    ["mailEnabled eq true and mailNickname eq 'Team7'", ['Team 7']],
    ["mailNickname in ('team7','team8') and mailEnabled eq true", ['Team 7', 'Team 8']],
    ["mailNickname eq 'team7' and displayName eq 'x' and mailEnabled eq true", []],
    ["mail eq 'team7@fabrikam.com'", []],
    ["uniqueName eq 'unique-7'", ['Team 7']],
    ["uniqueName in ('UNIQUE-7','nobody') and displayName eq 'Team 7'", ['Team 7']],
  ])('are read by their name: %s', async (filter, expected) => {
    const { reply, requests } = await costOf(`/v1.0/groups?$filter=${encodeURIComponent(filter)}`);
    const names = reply.body.value.map((group: { displayName: string }) => group.displayName);
    expect(names.sort()).toEqual(expected);
    expect(requests).toBeLessThanOrEqual(7);
  });

  it('but security groups may share one, and are looked for', async () => {
    const found = await costOf("/v1.0/groups?$filter=mailNickname eq 'team7'");
    expect(found.reply.body.value).toHaveLength(2);
  });
});

describe('a filter that names nobody', () => {
  it('reads a bounded part a request, and may answer an empty page with a next one', async () => {
    const filter = encodeURIComponent("displayName eq 'User 098'");
    let link: string | undefined = `/v1.0/users?$filter=${filter}`;
    const found: number[] = [];
    while (link !== undefined) {
      const { reply, requests } = await costOf(link);
      expect(requests).toBeLessThanOrEqual(40);
      found.push(reply.body.value.length);
      const next: string | undefined = reply.body['@odata.nextLink'];
      link = next?.replace(/^https?:\/\/[^/]+/, '');
    }
    expect(found.length).toBeGreaterThan(2);
    expect(found.reduce((sum, size) => sum + size)).toBe(1);
    expect(found).toContain(0);
  });

  it('is read to its end once when its objects are counted, and not again on the next page', async () => {
    const path = "/v1.0/users?$count=true&$top=60&$filter=startswith(displayName,'user')";
    const first = await costOf(path, EVENTUAL);
    expect(first.reply.body['@odata.count']).toBe(BLOCKS);
    expect(first.requests).toBeLessThanOrEqual(BLOCKS + 2);
    const link: string = first.reply.body['@odata.nextLink'];
    const second = await costOf(link.replace(/^https?:\/\/[^/]+/, ''), EVENTUAL);
    expect(second.requests).toBeLessThanOrEqual(50);
  });
});

describe('a list in an order', () => {
  it('costs one pass a page, and has everybody once and in order', async () => {
    const found = await pages(
      server,
      '/v1.0/users?$orderby=displayName&$top=30&$select=displayName',
    );
    const names = found.flatMap(({ body }) =>
      body.value.map((user: { displayName: string }) => user.displayName),
    );
    expect(names).toEqual([...names].sort());
    expect(names).toHaveLength(BLOCKS);
    const { requests } = await costOf('/v1.0/users?$orderby=displayName desc');
    expect(requests).toBeLessThanOrEqual(BLOCKS + 2);
  });
});

it('a page without a filter costs the same wherever it is', async () => {
  const found = await pages(server, '/v1.0/users?$top=1');
  expect(found.flatMap(({ body }) => body.value)).toHaveLength(BLOCKS);
  const link: string = found[BLOCKS - 3]?.body['@odata.nextLink'] ?? '';
  const { requests } = await costOf(link.replace(/^https?:\/\/[^/]+/, ''));
  expect(requests).toBeLessThanOrEqual(3);
});
