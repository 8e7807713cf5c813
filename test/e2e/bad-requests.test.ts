/**
 * Requests that must let nobody in, at the registered functions, as they run in Azure: the platform's variables are set,
 * and so is MUSTER_LOCAL, which counts for nothing there.
 */
import { request } from 'node:http';
import { afterAll, expect, test, vi } from 'vitest';
import { badRequests } from '../identity/bad-requests.ts';
import { AUDIENCE, goodClaims } from '../identity/good-claims.ts';
import { startApp } from '../support/running-app.ts';
import { startTestIssuer } from '../support/test-issuer.ts';

const issuer = await startTestIssuer();
const requests = await badRequests(issuer, new Date());
const app = await startApp({
  MUSTER_LOCAL: 'true',
  WEBSITE_INSTANCE_ID: 'an instance',
  WEBSITE_AUTH_ENABLED: 'True',
  MUSTER_ISSUERS: issuer.address,
  MUSTER_AUDIENCES: AUDIENCE,
});

afterAll(async () => {
  await app.host.stop();
  await issuer.stop();
});

/** Sends headers as they are, also one name several times; answers the status. */
function send(headers: Readonly<Record<string, string | string[]>>, query = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const address = `${app.host.url}/v1.0/groups?$top=1${query === '' ? '' : `&${query}`}`;
    const sent = request(address, { headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end();
  });
}

const good = () => `Bearer ${issuer.sign(goodClaims(issuer, new Date()))}`;

test('a right token is taken', async () => {
  expect(await send({ authorization: good() })).toBe(200);
});

test.each(requests)('$name: 401', async ({ headers, query }) => {
  expect(await send(headers, query)).toBe(401);
});

test('nothing of a token is ever written to a log', async () => {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0),
  );
  for (const { headers, query } of requests) await send(headers, query);
  expect(await send({ authorization: good() })).toBe(200);
  expect(await send({ authorization: good() }, '$filter=(((')).toBe(400);
  for (const stream of streams) stream.mockRestore();
  const [payload = ''] = good().split('.').slice(1);
  expect(written.join('')).not.toContain(payload.slice(0, 40));
  expect(written.join('')).not.toMatch(/eyJ[\w-]{20}/);
});

test('two headers, the first or the last of them right: 401', async () => {
  expect(await send({ authorization: [good(), good()] })).toBe(401);
  expect(await send({ authorization: [good(), 'Bearer x'] })).toBe(401);
  expect(await send({ authorization: ['Basic eDp4', good()] })).toBe(401);
});

test('addressed to localhost, MUSTER_LOCAL and all: 401', async () => {
  const headers = { host: 'localhost:7071', 'x-muster-act-as': 'Global Administrator' };
  expect(await send(headers)).toBe(401);
});
