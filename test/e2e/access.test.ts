import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await startApp({ MUSTER_LOCAL: '' });
});

afterAll(() => app.host.stop());

test.each([
  '/v1.0/groups',
  '/beta/groups',
  '/v1.0/users',
  '/v1.0/devices',
  '/v1.0/applications',
  '/v1.0/me',
  '/v1.0/nothing',
  "/v1.0/groups('x')",
  '/muster/v1/groups',
  '/muster/v1/alerts',
])('without a token nobody is let in: GET %s', async (path) => {
  const answer = await app.get(path);
  expect(answer.status).toBe(401);
  expect(answer.body.error.code).toBe('InvalidAuthenticationToken');
  expect(answer.body.error.message).toContain('MUSTER_ISSUERS');
  expect(answer.headers.get('www-authenticate')).toContain('Bearer');
});

test('writes are refused before anything is read of them', async () => {
  expect((await app.post('/v1.0/users', '{ not json')).status).toBe(401);
  expect((await app.delete('/v1.0/groups/x')).status).toBe(401);
});

test('that it lives may be known to all, and no more than that', async () => {
  const live = await app.get('/muster/v1/health/live');
  expect(live.status).toBe(200);
  expect(live.body).toEqual({ status: 'ok' });
  const ready = await app.get('/muster/v1/health');
  expect(ready.status).toBe(200);
  // Nobody can sign in without the settings.
  expect(ready.body).toEqual({ status: 'degraded' });
});
