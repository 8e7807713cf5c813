import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../operations/test-server.ts';
import { startTestIssuer, type TestIssuer } from '../support/test-issuer.ts';
import { badRequests } from './bad-requests.ts';
import { AUDIENCE, goodClaims } from './good-claims.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

const issuer: TestIssuer = await startTestIssuer('/realms/people');
const requests = await badRequests(issuer, NOW);
let server: TestServer;

beforeAll(() => {
  server = new TestServer({ MUSTER_ISSUERS: issuer.address, MUSTER_AUDIENCES: AUDIENCE });
});

afterAll(() => issuer.stop());

const send = (headers: Readonly<Record<string, string>>, query = '') =>
  server.get(`/v1.0/groups?$top=1${query === '' ? '' : `&${query}`}`, headers);

describe('a request with no right token', () => {
  it('is tried in more than forty ways', () => {
    expect(requests.length).toBeGreaterThan(40);
    expect(new Set(requests.map(({ name }) => name)).size).toBe(requests.length);
  });

  it.each(requests)("$name: is nobody's, and asks nothing of storage", async (request) => {
    const before = server.memory.tables.requestCount();
    const reply = await send(request.headers, request.query);
    expect(reply.status).toBe(401);
    expect(reply.body.error.code).toBe('InvalidAuthenticationToken');
    expect(reply.body.error.message).toContain(request.because);
    expect(reply.headers['WWW-Authenticate']).toMatch(/^Bearer realm=""/);
    expect(server.memory.tables.requestCount()).toBe(before);
    expect(server.errors).toEqual([]);
  });

  it('is never told anything of the token', async () => {
    for (const { headers, query } of requests) {
      const reply = await send(headers, query);
      const told = JSON.stringify([reply.body, reply.headers]);
      const secrets = Object.values(headers).flatMap((value) => value.split(/[ ,.;=]+/));
      for (const secret of secrets.filter(({ length }) => length > 40))
        expect(told).not.toContain(secret);
    }
  });

  it("is nobody's whatever else its header says", async () => {
    const header = fc.string({ unit: 'binary-ascii' }).map((text) => text.replace(/[\0\r\n]/g, ''));
    await fc.assert(
      fc.asyncProperty(header, fc.boolean(), async (text, isBearer) => {
        const reply = await send({ authorization: isBearer ? `Bearer ${text}` : text });
        expect(reply.status).toBe(401);
      }),
    );
  });

  it("is nobody's when any one character of a right token is another", async () => {
    const token = issuer.sign(goodClaims(issuer, NOW));
    const places = fc.nat(token.length - 2);
    const letters = fc.constantFrom(...'ABCxyz019-_.');
    await fc.assert(
      fc.asyncProperty(places, letters, async (at, letter) => {
        fc.pre(token[at] !== letter);
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect((await send({ authorization: `Bearer ${changed}` })).status).toBe(401);
      }),
    );
  });

  it('is told that the server lives, and no more', async () => {
    for (const { headers } of requests) {
      const reply = await server.get('/muster/v1/health', headers);
      expect(reply).toMatchObject({ status: 200, body: { status: 'ok' } });
      expect(Object.keys(reply.body)).toEqual(['status']);
    }
  });

  it('can write nothing either', async () => {
    // Health has looked whether storage is there.
    const before = server.memory.tables.requestCount();
    for (const { headers } of requests) {
      const reply = await server.send('POST', '/v1.0/groups', {}, headers);
      expect(reply.status).toBe(401);
    }
    expect(server.memory.tables.requestCount()).toBe(before);
  });
});

describe('the same request with a right token', () => {
  it.each([
    ['as it is', {}],
    ['for several audiences', { aud: ['x', AUDIENCE] }],
    ['a minute after its end', { exp: NOW.getTime() / 1_000 - 59 }],
    ['a minute before its beginning', { nbf: NOW.getTime() / 1_000 + 60 }],
  ])('is answered: %s', async (_name, change) => {
    const token = issuer.sign({ ...goodClaims(issuer, NOW), ...change });
    expect((await send({ authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('is answered for a minute, not for longer', async () => {
    const at = NOW.getTime() / 1_000;
    for (const change of [{ exp: at - 60 }, { nbf: at + 61 }, { iat: at + 61 }]) {
      const token = issuer.sign({ ...goodClaims(issuer, NOW), ...change });
      expect((await send({ authorization: `Bearer ${token}` })).status).toBe(401);
    }
  });

  it.each(['bearer', 'BEARER', 'Bearer '])('is answered: the word %j', async (word) => {
    const token = issuer.sign(goodClaims(issuer, NOW));
    expect((await send({ authorization: `${word} ${token}` })).status).toBe(200);
  });

  it.each(['at+jwt', 'application/at+jwt', undefined])('is answered: of type %s', async (typ) => {
    const token = issuer.sign(goodClaims(issuer, NOW), { typ });
    expect((await send({ authorization: `Bearer ${token}` })).status).toBe(200);
  });
});

describe('while the issuer cannot be reached', () => {
  it('nobody can be told from anybody: 503 in the shape of Graph, and when to come again', async () => {
    const gone = await startTestIssuer();
    await gone.stop();
    const far = new TestServer({ MUSTER_ISSUERS: gone.address, MUSTER_AUDIENCES: AUDIENCE });
    const headers = { authorization: `Bearer ${gone.sign(goodClaims(gone, NOW))}` };
    const reply = await far.get('/v1.0/groups', headers);
    expect(reply.status).toBe(503);
    expect(reply.headers['Retry-After']).toBe('10');
    expect(reply.body.error.code).toBe('serviceNotAvailable');
    expect(reply.body.error.message).toContain(gone.address);
    expect(far.memory.tables.requestCount()).toBe(0);
    expect((await far.get('/muster/v1/health', headers)).status).toBe(200);
    expect((await far.get('/v1.0/groups')).status).toBe(401);
  });
});
