/** The sample directory's way in over HTTP: what is sent, in which order, and what happens when it was begun before. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiClient } from '../../src/local/api-client.ts';
import { importGroups, importObjects } from '../../src/local/import-sample.ts';
import { needsSample, SampleImport } from '../../src/local/sample-import.ts';
import { readSample, type Sample } from '../../src/local/sample-lines.ts';
import { Screen } from '../../src/local/screen.ts';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

type Answer = { readonly status: number; readonly body?: unknown; readonly retryAfter?: string };

let server: Server;
let api: ApiClient;
let requests: Request[];
let answer: (request: Request) => Answer;

beforeEach(async () => {
  requests = [];
  answer = ({ method }) => ({ status: method === 'POST' ? 201 : 204 });
  server = createServer(async (incoming, response) => {
    let text = '';
    for await (const chunk of incoming) text += chunk;
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      body: text === '' ? {} : JSON.parse(text),
    };
    const { status, body, retryAfter } = answer(request);
    requests.push(request);
    response.writeHead(status, retryAfter ? { 'retry-after': retryAfter } : {});
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const members = Array.from({ length: 26 }, (_, index) => `m${index}`);
const sample: Sample = {
  users: [
    { type: 'user', id: 'boss', userPrincipalName: 'boss@contoso.com' },
    { type: 'user', id: 'report', userPrincipalName: 'r@contoso.com', manager: 'boss@contoso.com' },
  ],
  devices: [{ type: 'device', id: 'd1', displayName: 'Laptop' }],
  groups: [
    { type: 'group', id: 'byHand', displayName: 'By hand', members },
    {
      type: 'group',
      id: 'byRule',
      displayName: 'By rule',
      membershipRuleProcessingState: 'Paused',
    },
  ],
};

const exists: Answer = {
  status: 400,
  body: { error: { code: 'Request_BadRequest', message: 'Another object … already exists.' } },
};

describe('users and devices', () => {
  test('are created in Graph’s shape, a manager before the reports', async () => {
    let refusals = 1;
    // Were the report sent at once, it would overtake its manager, who is put off first.
    answer = ({ body }) =>
      body.id === 'boss' && refusals-- > 0 ? { status: 503, retryAfter: '0' } : { status: 201 };
    await importObjects(api, sample);
    expect(requests.map(({ path, body }) => [path, body.id])).toEqual([
      ['/v1.0/users', 'boss'],
      ['/v1.0/users', 'boss'],
      ['/v1.0/users', 'report'],
      ['/v1.0/devices', 'd1'],
    ]);
    expect(requests[2]?.body).toEqual({
      id: 'report',
      userPrincipalName: 'r@contoso.com',
      passwordProfile: { password: expect.any(String), forceChangePasswordNextSignIn: true },
      'manager@odata.bind': `${api.address}/v1.0/users/boss%40contoso.com`,
    });
  });

  test('that exist are left alone; any other refusal ends the import with what was said', async () => {
    answer = () => exists;
    await importObjects(api, sample);
    answer = () => ({ status: 400, body: { error: { message: 'Invalid value.' } } });
    await expect(importObjects(api, sample)).rejects.toThrow('answered with 400: Invalid value.');
  });
});

describe('groups', () => {
  test('keep their order, and members come twenty at a time', async () => {
    await importGroups(api, sample);
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1.0/groups',
      'PATCH /v1.0/groups/byHand',
      'PATCH /v1.0/groups/byHand',
      'POST /v1.0/groups',
    ]);
    const bound = requests.flatMap(({ body }) => (body['members@odata.bind'] as string[]) ?? []);
    expect(bound).toEqual(members.map((id) => `${api.address}/v1.0/directoryObjects/${id}`));
    expect(requests[0]?.body).toEqual({ id: 'byHand', displayName: 'By hand' });
    expect(requests[3]?.body.membershipRuleProcessingState).toBe('Paused');
  });

  test('that exist get the members they miss', async () => {
    const next = `${api.address}/next`;
    answer = ({ method, path }) => {
      if (method === 'POST') return exists;
      if (method === 'PATCH') return { status: 204 };
      const first = { value: members.slice(0, 20).map((id) => ({ id })), '@odata.nextLink': next };
      const second = { value: members.slice(20, 25).map((id) => ({ id })) };
      return { status: 200, body: path === '/next' ? second : first };
    };
    await importGroups(api, sample);
    const patches = requests.filter(({ method }) => method === 'PATCH');
    expect(patches.map(({ body }) => body['members@odata.bind'])).toEqual([
      [`${api.address}/v1.0/directoryObjects/m25`],
    ]);
  });
});

test('a sample is wanted on an empty store, and when one was begun and not finished', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'muster-sample-'));
  answer = ({ method, path }) => {
    const empty = path.includes('/groups');
    return method === 'GET'
      ? { status: 200, body: { value: empty ? [] : [{ id: 'u' }] } }
      : { status: method === 'POST' ? 201 : 204 };
  };
  expect(await needsSample(api, dataFolder)).toBe(false);
  answer = () => ({ status: 200, body: { value: [] } });
  expect(await needsSample(api, dataFolder)).toBe(true);

  answer = ({ method }) => ({ status: method === 'POST' ? 201 : 204 });
  const root = join(import.meta.dirname, '..', '..');
  const screen = new Screen({ write: () => true });
  const begun = new SampleImport({ api, root, dataFolder, screen });
  await begun.objects();
  begun.finish();
  answer = () => ({ status: 200, body: { value: [{ id: 'u' }] } });
  expect(await needsSample(api, dataFolder)).toBe(true);

  answer = ({ method }) => ({ status: method === 'POST' ? 201 : 204 });
  await begun.groups();
  begun.finish();
  answer = () => ({ status: 200, body: { value: [{ id: 'u' }] } });
  expect(await needsSample(api, dataFolder)).toBe(false);
  rmSync(dataFolder, { recursive: true });
});

test('the sample directory has what the start says of it', () => {
  const { users, devices, groups } = readSample(join(import.meta.dirname, '..', '..'));
  expect([users.length, devices.length, groups.length]).toEqual([1000, 300, 14]);
});
