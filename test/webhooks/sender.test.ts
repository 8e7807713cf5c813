/** What a receiver sees: over TLS, signed, from whoever was checked. */
import { webcrypto } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWebhookSender, type SenderParts } from '../../src/webhooks/create-sender.ts';
import { selfSignedCertificate } from '../support/certificate.ts';

interface Seen {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const { certificate, key } = selfSignedCertificate('hook.example.com');

let server: Server;
let port = 0;
let seen: Seen[] = [];
let answer: (response: ServerResponse, request: Seen) => void;
let resolved = 0;

beforeEach(async () => {
  seen = [];
  resolved = 0;
  answer = (response) => response.end();
  server = createServer({ cert: certificate, key }, async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const one = { url: request.url ?? '', headers: request.headers, body };
    seen.push(one);
    answer(response, one);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** The name leads here the first time, and elsewhere from then on. */
function sender(parts: Partial<SenderParts> = {}) {
  return createWebhookSender({
    hosts: [],
    ports: [String(port)],
    ca: certificate,
    resolve: async () => [{ address: resolved++ === 0 ? '127.0.0.1' : '192.0.2.1', family: 4 }],
    mayReach: (address) => address === '127.0.0.1',
    ...parts,
  });
}

const url = () => `https://hook.example.com:${port}/here?a=b`;
const event = () => ({
  url: url(),
  secret: 'whispered',
  eventId: 'event-1',
  body: '{"id":"event-1","name":"Łódź"}',
  time: new Date('2026-11-21T12:00:00.700Z'),
});

test('a delivery is signed over its time and body', async () => {
  expect(await sender().send(event())).toEqual({ status: 200, error: null });
  const [{ headers, body, url: path } = { headers: {}, body: '', url: '' }] = seen;
  expect([path, body, headers['muster-event-id']]).toEqual(['/here?a=b', event().body, 'event-1']);
  const [, time = '', digits = ''] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['muster-signature'])) ?? [];
  expect(Number(time)).toBe(Date.parse('2026-11-21T12:00:00Z') / 1_000);
  const verify = async (secret: string, signed: string) => {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const secretKey = await webcrypto.subtle.importKey(
      'raw',
      Buffer.from(secret),
      algorithm,
      false,
      ['verify'],
    );
    return webcrypto.subtle.verify(
      'HMAC',
      secretKey,
      Buffer.from(digits, 'hex'),
      Buffer.from(signed),
    );
  };
  expect(await verify('whispered', `${time}.${body}`)).toBe(true);
  expect(await verify('whispered', `${Number(time) + 1}.${body}`)).toBe(false);
  expect(await verify('whispered', `${time}.${body} `)).toBe(false);
  expect(await verify('another', `${time}.${body}`)).toBe(false);
});

test('the name is resolved once, so that a second answer changes nothing', async () => {
  const rebound = sender();
  expect(await rebound.send(event())).toEqual({ status: 200, error: null });
  expect([resolved, seen.length]).toEqual([1, 1]);
  // The name leads elsewhere by now: nobody is called.
  expect((await rebound.send(event())).error).toContain('not a public one');
  expect(seen.length).toBe(1);
});

test('a redirect is not followed', async () => {
  answer = (response) => {
    response.writeHead(302, { Location: `https://hook.example.com:${port}/elsewhere` });
    response.end();
  };
  expect(await sender().send(event())).toEqual({ status: 302, error: 'It answered 302.' });
  expect(seen.map(({ url: path }) => path)).toEqual(['/here?a=b']);
});

test('whoever does not hold the certificate of the host is not told', async () => {
  const wrong = { ...event(), url: `https://other.example.com:${port}/` };
  expect((await sender().send(wrong)).error).toBe('It could not be reached.');
  resolved = 0;
  const { certificate: ca } = selfSignedCertificate('hook.example.com');
  expect((await sender({ ca }).send(event())).error).toBe('It could not be reached.');
  expect(seen).toEqual([]);
});

test('of an endless answer no more is read than is looked at', async () => {
  let isWriting = true;
  answer = (response) => {
    response.on('close', () => {
      isWriting = false;
    });
    const write = () => {
      while (isWriting && response.write('x'.repeat(10_000)));
      if (isWriting) response.once('drain', write);
    };
    write();
  };
  expect(await sender().send(event())).toEqual({ status: 200, error: null });
});

test('an address is valid that answers the token', async () => {
  answer = (response, { url: path }) => {
    const token = new URL(path, 'https://x').searchParams.get('validationToken');
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.end(token);
  };
  expect(await sender().validate(url(), 'a+b/c')).toEqual({ status: 200, error: null });
  expect(seen[0]?.url).toBe('/here?a=b&validationToken=a%2Bb%2Fc');
  answer = (response) => response.end('something else');
  resolved = 0;
  expect((await sender().validate(url(), 'token')).error).toContain('validation token');
});
