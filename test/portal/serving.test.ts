/** How the portal's files are served, by the real functions under the local host; needs a build. */

import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.host.stop());

interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** As it goes over the wire: `fetch` would decompress it. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, app.host.url), { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}

async function assetOf(kind: string): Promise<string> {
  const page = (await raw('/')).body.toString();
  return new RegExp(`/assets/[^"]+\\.${kind}`).exec(page)?.[0] ?? '';
}

describe('the page', () => {
  test.each(['/groups', '/groups/x/members', '/nowhere'])(
    'stands at %s for browsers, and nothing for programs',
    async (path) => {
      const page = await raw(path, { Accept: 'text/html,application/xhtml+xml' });
      expect(page.status).toBe(200);
      expect(page.body.toString()).toContain('<div id="portal">');
      const none = await raw(path, { Accept: 'application/json' });
      expect(none.status).not.toBe(200);
      expect(JSON.parse(none.body.toString()).error.code).toBeTruthy();
    },
  );

  test.each(['/v1.0/nothing', '/beta/nothing', '/muster/v1/nothing', '/muster'])(
    'does not stand at %s, which is the API’s',
    async (path) => {
      const answer = await raw(path, { Accept: 'text/html' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers['content-type']).toContain('json');
    },
  );

  test('lets in nothing but its own scripts and styles, and stands in no frame', async () => {
    const { headers, body } = await raw('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(body.toString()).not.toMatch(/<script(?![^>]*src=)|<style| style=| on[a-z]+=/);
  });

  test('is asked for again, and not sent again', async () => {
    const first = await raw('/');
    expect(first.headers['cache-control']).toContain('no-cache');
    const again = await raw('/', { 'If-None-Match': String(first.headers.etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test('can be asked for by its head, and not be written to', async () => {
    const head = await raw('/', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect((await raw('/', {}, 'POST')).status).toBeGreaterThanOrEqual(400);
  });
});

describe('its parts', () => {
  test('are kept for a year, and come compressed as the browser likes it', async () => {
    const path = await assetOf('js');
    const plain = await raw(path);
    expect(plain.headers['cache-control']).toContain('immutable');
    expect(plain.headers['content-type']).toContain('text/javascript');
    const gzip = await raw(path, { 'Accept-Encoding': 'gzip, br;q=0' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    const brotli = await raw(path, { 'Accept-Encoding': 'gzip, deflate, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
    expect(brotli.body.length).toBeLessThan(plain.body.length / 2);
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/../../package.json',
    '/..%2fpackage.json',
  ])('are all that is served: %s is not', async (path) => {
    expect((await raw(path)).status).toBeGreaterThanOrEqual(400);
  });
});

test('who asks before signing in is told how, and on this machine that there is no need', async () => {
  const settings = JSON.parse((await raw('/portal/settings')).body.toString());
  expect(settings).toMatchObject({ isLocal: true, issuer: null, clientId: null });
  expect(settings.roles).toContain('Groups Administrator');
  const through = await raw('/portal/settings', { 'X-Forwarded-For': '203.0.113.9' });
  expect(JSON.parse(through.body.toString())).toMatchObject({ isLocal: false, roles: [] });
});
