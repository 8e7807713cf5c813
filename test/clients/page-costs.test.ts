/** What pages of a large group's members cost, in requests to storage: the same at its end as at its beginning. */
import { beforeAll, expect, it } from 'vitest';
import { createApp } from '../../src/app/create-app.ts';
import { readSettings } from '../../src/app/settings.ts';
import { loadDirectly, setMembers } from '../bench/load-directly.ts';
import { makeObjects } from '../bench/people.ts';
import { EVENTUAL, pages } from '../operations/ask.ts';
import { BASE, type Reply, TestServer } from '../operations/test-server.ts';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const users = makeObjects({ users: 6_000, devices: 0 }, NOW);
const members = users.filter((_, at) => at % 2 === 0).map(({ id }) => id);
const server = new TestServer();
let group: string;
let list: string;

beforeAll(async () => {
  const { stores } = server.memory;
  const ordinals = await loadDirectly(stores, users, NOW);
  group = await server.createGroup();
  list = `/v1.0/groups/${group}/members`;
  await setMembers(
    stores,
    group,
    ordinals.filter((_, at) => at % 2 === 0),
  );
});

/** The requests to storage for each answer of a chain of pages. */
async function costs(path: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const before = server.memory.tables.requestCount();
    const { status, body }: Reply = await server.get(next, EVENTUAL);
    expect(status).toBe(200);
    found.push(server.memory.tables.requestCount() - before);
    next = body['@odata.nextLink']?.slice(BASE.length);
  }
  return found;
}

const idsOf = ({ body }: Reply): readonly string[] =>
  body.value.map(({ id }: { readonly id: string }) => id);

it('a page of 100 takes three requests at most, one of 999 six, wherever it stands', async () => {
  const hundreds = await costs(`${list}?$top=100`);
  expect(hundreds).toHaveLength(30);
  expect(Math.max(...hundreds)).toBeLessThanOrEqual(3);
  const thousands = await costs(`${list}?$top=999`);
  expect(thousands).toHaveLength(4);
  expect(Math.max(...thousands)).toBeLessThanOrEqual(6);
});

it('ids alone take one request once they were met', async () => {
  for (const query of ['?$select=id&$top=999', '/$ref?$top=999', '/graph.user?$select=id&$top=999'])
    expect(await costs(`${list}${query}`)).toEqual([1, 1, 1, 1]);
});

it.each(['members', 'members/graph.user', 'transitiveMembers'])(
  'ids of %s are what is told when more is asked for, on the same pages',
  async (relation) => {
    const path = `/v1.0/groups/${group}/${relation}?$count=true&$top=700&$select=`;
    const bare = await pages(server, `${path}id`, EVENTUAL);
    const more = await pages(server, `${path}id,displayName`, EVENTUAL);
    const without = more.map(({ body }) => ({
      count: body['@odata.count'],
      value: body.value.map(
        ({ displayName: _, ...rest }: { readonly displayName: string }) => rest,
      ),
    }));
    expect(bare.map(({ body }) => ({ count: body['@odata.count'], value: body.value }))).toEqual(
      without,
    );
    expect(bare).toHaveLength(5);
  },
);

it('an instance that has met nobody answers the same ids, in the same pages', async () => {
  const path = `${list}?$select=id&$top=400`;
  const known = await pages(server, path);
  expect(known.flatMap(idsOf)).toEqual(members);
  const other = createApp({
    settings: readSettings({
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      MUSTER_LOCAL: 'true',
    }),
    stores: server.memory.stores,
    clock: { now: () => NOW },
  });
  for (const [at, page] of known.entries()) {
    const url = at === 0 ? BASE + path : (known[at - 1]?.body['@odata.nextLink'] ?? '');
    const request = { method: 'GET', url, headers: new Headers({ host: 'localhost:7071' }) };
    const answer = await other.handle({ ...request, body: new Uint8Array() }, server.invocation);
    expect(JSON.parse(String(answer.body))).toEqual(page.body);
  }
});

it('the count takes one request, whether somebody is a member six at most', async () => {
  const before = server.memory.tables.requestCount();
  expect((await server.get(`${list}/$count`, EVENTUAL)).body).toBe('3000');
  expect(server.memory.tables.requestCount() - before).toBe(1);
  for (const at of [0, 1, 5_998]) {
    const path = `/v1.0/users/${users[at]?.id}/checkMemberGroups`;
    const start = server.memory.tables.requestCount();
    const { body } = await server.post(path, { groupIds: [group] });
    expect(body.value).toEqual(at % 2 === 0 ? [group] : []);
    expect(server.memory.tables.requestCount() - start).toBeLessThanOrEqual(6);
  }
});

it('somebody who was deleted is gone from the ids at once', async () => {
  const [first] = members;
  await server.delete(`/v1.0/users/${first}`);
  const { body } = await server.get(`${list}?$select=id&$top=2`);
  expect(body.value.map(({ id }: { readonly id: string }) => id)).toEqual(members.slice(1, 3));
});
